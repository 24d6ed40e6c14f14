"""Where a token stands in its string: what no window of neighbours shows.

Each column is a small number a token, 0 where nothing can be said. They are the same for every
engine: an attribute of the CRF, an embedding of the networks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from spv2_spark.layout.months import month_of
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
    facts = [_facts(text) for text in texts]
    behind = _behind([one.mark for one in facts])
    gaps = _gaps(tokens)
    state = _State()
    rows: list[tuple[int, ...]] = []
    for at, one in enumerate(facts):
        if one.closes and state.depth:
            state.close()
        rows.append(
            (
                _place(at, n), state.bracket, state.quote, state.before, behind[at], gaps[at],
                state.years, state.numbers, state.parts, one.number, one.month,
            )
        )  # fmt: skip
        if one.mark or one.number:
            state.take(one)
    return rows


class _Facts(NamedTuple):
    """What a token's text says by itself."""

    mark: int
    number: int
    month: int
    opens: int  # 1 a round bracket, 2 another
    closes: bool
    quotes: bool
    parts: bool


@lru_cache(maxsize=200_000)
def _facts(text: str) -> _Facts:
    opens = 0 if text not in _OPENING else 1 if text == "(" else 2
    return _Facts(
        _mark(text), _number(text), int(month_of(text) > 0), opens, text in _CLOSING,
        text in _QUOTES, text in _PARTING,
    )  # fmt: skip


class _State:
    """What was seen before a token."""

    def __init__(self) -> None:
        self.bracket = self.quote = self.before = self.depth = 0
        self.years = self.numbers = self.parts = 0

    def close(self) -> None:
        self.depth -= 1
        self.bracket = self.bracket if self.depth else 0

    def take(self, one: _Facts) -> None:
        if one.opens:
            self.depth += 1
            self.bracket = one.opens
        if one.quotes:
            self.quote = 1 - self.quote
        self.before = one.mark or self.before
        self.years = min(self.years + (one.number == _YEAR), 2)
        self.numbers = min(self.numbers + (one.number > 0), 4)
        self.parts = min(self.parts + one.parts, 8)


def _gaps(tokens: StringTokens) -> list[int]:
    """Return 1 for a token with a space before it, 2 with one behind it, 3 with both."""
    spaces = [b > a for a, b in zip(tokens.ends, tokens.starts[1:], strict=False)]
    return (
        [before + 2 * after for before, after in zip([0, *spaces], [*spaces, 0], strict=True)]
        if tokens.starts
        else []
    )


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
