"""What a token's text says, worked out once for each distinct text.

A table gives every distinct text a row; the rows of a document's tokens are one dictionary
look-up a token, and everything else is a gather by NumPy.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Float32s, Int32s
from spv2_spark.features.statistics import normalised
from spv2_spark.features.word_classes import word_classes
from spv2_spark.layout.digits import in_ascii_digits
from spv2_spark.layout.family_names import is_like_undivided_name
from spv2_spark.layout.given_names import is_given_name

FIRST_YEAR, LAST_YEAR = 1500, 2100
MOST_ROWS = 400_000  # of the table; then it starts anew, so that a worker's memory is bounded

_LAST_LATIN = 0x24F
_CLASSES = word_classes()
_WEB = frozenset({"http", "https", "www", "doi", "ftp", "urn", "arxiv"})
_YEAR = re.compile(r"[0-9]{4}")
_IRANIAN_YEAR = re.compile(r"۱[۳۴][۰-۹][۰-۹]")
_IRANIAN_YEARS = 621  # between that calendar's years and ours
_NON_JOINER = "\u200c"  # of Persian; words were learnt without it
_CASELESS = re.compile(r"(.)\1+")
_SHAPE_MOST = 8


@dataclass(frozen=True, slots=True)
class HashSizes:
    """How many ids each hashed column has, the mask (0) and the unknown (1) included."""

    word: int = 16_384
    prefix: int = 4_096
    suffix: int = 4_096
    shape: int = 1_024
    font: int = 1_024


def hashed(text: str, size: int) -> int:
    """Return an id in 2..size-1: the CRC-32 of the text, the same in every process."""
    return 2 + zlib.crc32(text.encode("utf-8", "surrogatepass")) % (size - 2)


def word_shape(text: str) -> str:
    """Return a text's outline: X upper, x lower, d digit, a other letters, the rest itself.

    Runs of letters are cut to two characters and of digits to four, the whole to eight.

    >>> word_shape("Smith"), word_shape("DNA"), word_shape("2015"), word_shape("pH7")
    ('Xxx', 'XX', 'dddd', 'xXd')
    """
    marks = "".join(_mark(char) for char in text[:40])
    shape = _CASELESS.sub(lambda run: run[0][: 4 if run[1] == "d" else 2], marks)
    return shape[:_SHAPE_MOST]


def in_our_digits(text: str) -> str:
    """Return a text with 0 to 9 for the digits of other scripts: taggers learn of those.

    A year of Iran's calendar becomes the one of ours in which it begins.

    >>> in_our_digits("١٩٩٢"), in_our_digits("۱۳۸۹"), in_our_digits("p. ４５")
    ('1992', '2010', 'p. 45')
    """
    ours = in_ascii_digits(text)
    is_year = ours != text and _IRANIAN_YEAR.fullmatch(text) is not None
    return str(int(ours) + _IRANIAN_YEARS) if is_year else ours


def _mark(char: str) -> str:
    if char.isdigit():
        return "d"
    if not char.isalpha():
        return char
    if char.isupper():
        return "X"
    return "x" if char.islower() else "a"


def text_facts(text: str, rank: int | None, words: int) -> dict[str, float]:
    """Return a text's facts, each in 0..1; `rank` is its place in the vocabulary of `words`."""
    count = len(text)
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    digits = sum(map(str.isdigit, text))
    second = text[1:2]
    year = _YEAR.fullmatch(text) is not None and FIRST_YEAR <= int(text) <= LAST_YEAR
    frequent = 0.0 if rank is None else 1.0 - np.log1p(rank) / np.log(words + 2)
    return {
        "first_upper": text[0].isupper(),
        "second_upper": second.isupper(),
        "share_upper": upper / count,
        "first_lower": text[0].islower(),
        "second_lower": second.islower(),
        "share_lower": lower / count,
        "share_digits": digits / count,
        "year": year,
        "initial": count == 1 and upper == 1,
        "digits": min(digits, 8) / 8,
        "length": min(count, 16) / 16,
        "known": rank is not None,
        "rank": frequent,
        "letters": text[0].isalpha(),
        "comma": text in {",", ";", "、", "，", "،", "؛"},
        "stop": text in {".", ":", "。"},
        "bracket": text in {"(", ")", "[", "]", "“", "”", '"', "«", "»"},
        "latin": text[0].isalpha() and ord(text[0]) <= _LAST_LATIN,
        "wide": unicodedata.east_asian_width(text[0]) == "W",  # Han, kana and hangul
        **dict(zip(_CLASSES.names, _CLASSES.of(text), strict=True)),
        "given_name": is_given_name(text),
        "undivided_name": is_like_undivided_name(text),
        "hiragana": _share_of(text, "ぁ", "ゟ"),  # of sentences; hardly of names
        "katakana": _share_of(text, "ァ", "ヿ"),  # foreign words and names
        "hangul": _share_of(text, "가", "힣"),
    }


def _share_of(text: str, first: str, last: str) -> float:
    """Return how many of a text's characters stand between two of Unicode's."""
    return 0.0 if text.isascii() else sum(first <= char <= last for char in text) / len(text)


def text_hints(word: str) -> dict[str, bool]:
    """Return the hints of a normalised word: what it says of the chunk or the line it is in."""
    return {
        "web": word in _WEB,
        "mail": word == "@",
        "ten": word == "10",
        "slash": word == "/",
    }


FACTS = tuple(text_facts("x", None, 1))  # their names
HINTS = tuple(text_hints("x"))


class StringTable:
    """Ids and facts of distinct texts under one vocabulary. Not for several threads at once."""

    def __init__(self, vocabulary: Sequence[str], word_ids: int, sizes: HashSizes) -> None:
        self._ranks = {word: rank for rank, word in enumerate(vocabulary)}
        self._word_ids = word_ids  # of the commonest words, the mask and the unknown included
        self._sizes = sizes
        self._clear()

    def rows(self, texts: Iterable[str]) -> Int32s:
        """Return each text's row in `ids`, `facts`, `hints` and `keys`; earlier rows may lapse."""
        if len(self._row) > MOST_ROWS:
            self._clear()
        row = self._row
        found = np.array([row[text] for text in texts], np.int32)
        self._settle()
        return found

    def _clear(self) -> None:
        self._row = _Rows(self)
        self._new: list[tuple[list[int], list[float], list[bool], int]] = []
        self.ids: Int32s = np.zeros((0, 5), np.int32)  # word, word hash, prefix, suffix, shape
        self.facts: Float32s = np.zeros((0, len(FACTS)), np.float32)
        self.hints: npt.NDArray[np.bool_] = np.zeros((0, len(HINTS)), np.bool_)
        self.keys: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)  # digits are all alike

    def _add(self, text: str) -> None:
        text = in_our_digits(text.replace(_NON_JOINER, ""))
        word = normalised(text)
        rank = self._ranks.get(word)
        known = rank is not None and rank + 2 < self._word_ids
        ids = [
            rank + 2 if known and rank is not None else 1,
            hashed(word, self._sizes.word),
            hashed(word[:3], self._sizes.prefix),
            hashed(word[-3:], self._sizes.suffix),
            hashed(word_shape(text), self._sizes.shape),
        ]
        # Page numbers change from page to page, the running head around them does not.
        key = 1 if text.isdigit() else zlib.crc32(word.encode("utf-8", "surrogatepass")) + 2
        facts = [*text_facts(text, rank, len(self._ranks)).values()]
        self._new.append((ids, facts, [*text_hints(word).values()], key))

    def _settle(self) -> None:
        if not self._new:
            return
        columns = zip(*self._new, strict=True)
        first, last = len(self._row) - len(self._new), len(self._row)
        for name, values in zip(("ids", "facts", "hints", "keys"), columns, strict=True):
            column = _with_room(getattr(self, name), last)
            column[first:last] = values
            setattr(self, name, column)
        self._new = []


def _with_room(column: npt.NDArray[Any], rows: int) -> npt.NDArray[Any]:
    if rows <= len(column):
        return column
    # Doubling keeps the cost of a new text constant however many there are.
    larger = np.zeros((max(rows, 2 * len(column), 1024), *column.shape[1:]), column.dtype)
    larger[: len(column)] = column
    return larger


class _Rows(dict[str, int]):
    """{text: row}, which asks the table for what it does not hold."""

    def __init__(self, table: StringTable) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, text: str) -> int:
        row = len(self)
        self._table._add(text)
        self[text] = row
        return row
