"""Where a token stands in its string: what no window of neighbours shows.

Each column is a small number a token, 0 where nothing can be said. They are the same for every
engine: an attribute of the CRF, an embedding of the networks.
"""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.strings.months import month_of
from spv2_spark.strings.tokens import StringTokens

# Name and count of values of each column.
COLUMNS = {
    "place": 14,  # in the string, by twelfths; the first and the last token have their own
    "bracket": 3,  # outside, in round ones, in others
    "quote": 2,
    "before": 8,  # the last mark before the token, of _MARKS; 0: none yet
    "behind": 8,  # the next one behind it
    "gap": 4,  # a space before it, and behind it
    "years": 3,  # how many years stand before it
    "numbers": 5,  # how many numbers
    "parts": 9,  # how many commas, semicolons, colons and stops
    "number": 9,  # what a number may be: see _number
    "month": 2,  # a month's name or its abbreviation
}
_MARKS = {",": 1, ".": 2, ";": 3, ":": 4, "(": 5, ")": 6, "[": 5, "]": 6}
_OTHER_MARK = 7
_OPENING, _CLOSING = "([{", ")]}"
_QUOTES = frozenset('"“”„«»‟')
_PARTING = frozenset(",;:.")
_TWELFTHS = 12
_LONGEST_YEAR = 4


def context_of(tokens: StringTokens, texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Return COLUMNS of each of n tokens, whose `texts` are given."""
    n = len(texts)
    marks = [_mark(text) for text in texts]
    behind = _behind(marks)
    state = _State()
    rows = []
    for at, text in enumerate(texts):
        number = _number(text)
        state.close(text)
        gaps = (at > 0 and tokens.starts[at] > tokens.ends[at - 1]) + 2 * (
            at + 1 < n and tokens.starts[at + 1] > tokens.ends[at]
        )
        rows.append(
            (
                _place(at, n), state.bracket, state.quote, state.before, behind[at], int(gaps),
                min(state.years, 2), min(state.numbers, 4), min(state.parts, 8), number,
                month_of(text) > 0,
            )
        )  # fmt: skip
        state.open(text, marks[at], number)
    return rows


class _State:
    """What was seen before a token."""

    def __init__(self) -> None:
        self.bracket = self.quote = self.before = 0
        self.years = self.numbers = self.parts = 0
        self._depth = 0

    def close(self, text: str) -> None:
        if text in _CLOSING and self._depth:
            self._depth -= 1
            self.bracket = self.bracket if self._depth else 0

    def open(self, text: str, mark: int, number: int) -> None:
        if text in _OPENING:
            self._depth += 1
            self.bracket = 1 if text == "(" else 2
        if text in _QUOTES:
            self.quote = 1 - self.quote
        self.before = mark or self.before
        self.years += number == _YEAR
        self.numbers += number > 0
        self.parts += text in _PARTING


_YEAR = 5


def _number(text: str) -> int:
    """Return 0 for no number; 1 to 4: a month, a day, two digits, three; a year; longer ones."""
    if not text[0].isdecimal():
        return 0
    value, digits = int(text[:9]), len(text)
    bounds = ((12, 1), (31, 2), (99, 3)) if digits <= 2 else ()  # noqa: PLR2004
    for last, found in bounds:
        if value <= last:
            return found
    if digits == _LONGEST_YEAR:
        return _YEAR if 1500 <= value <= 2100 else 6  # noqa: PLR2004  years of publications
    return 4 if digits < _LONGEST_YEAR else 7 + (digits > 6)  # noqa: PLR2004  a PMID has 8


def _mark(text: str) -> int:
    found = _MARKS.get(text, 0)
    return found or (0 if text[0].isalnum() else _OTHER_MARK)


def _behind(marks: Sequence[int]) -> list[int]:
    following, last = [], 0
    for mark in reversed(marks):
        following.append(last)
        last = mark or last
    return following[::-1]


def _place(at: int, n: int) -> int:
    if at == 0:
        return 1
    return 13 if at == n - 1 else 1 + max(1, at * _TWELFTHS // n)
