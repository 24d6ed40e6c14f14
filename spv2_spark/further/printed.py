"""Tokens of a document as a string whose characters know the tokens that they came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from operator import add, sub
from statistics import fmean

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.regions import regions_of
from spv2_spark.decode.text.parts import parts_of
from spv2_spark.domain.metadata import Value
from spv2_spark.layout.columns import TokenColumns
from spv2_spark.strings.tokens import cleaned


@dataclass(frozen=True, slots=True)
class Printed:
    """A string of n pieces, each a token: where it starts and ends, and which it is."""

    text: str
    starts: tuple[int, ...]  # n
    ends: tuple[int, ...]  # n
    tokens: tuple[int, ...]  # n

    def tokens_of(self, start: int, end: int) -> tuple[int, ...]:
        """Return the tokens behind characters start..end (excluded)."""
        return tuple(self.tokens[at] for at in self.pieces_in(start, end))

    def pieces_in(self, start: int, end: int) -> range:
        """Return which pieces are behind characters start..end (excluded)."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))


def printed_words(document: DecodedDocument, indices: Sequence[int]) -> Printed:
    """Return tokens as one cleaned string, with line-end hyphens undone."""
    parts = parts_of(document.view, indices, document.dehyphenator)
    pieces = [(_cleaned(one.text), one.glued, one.token) for one in parts]
    return _joined([("" if glued else " ", text, token) for text, glued, token in pieces if text])


def printed_lines(view: TokenColumns, indices: Sequence[int]) -> Printed:
    """Return tokens as they stand, a line feed between lines: what patterns look at."""
    line_of, spaced, texts = view.line_of, view.spaced, view.texts
    pieces, before = [], -1
    for index in indices:
        is_new = before >= 0 and line_of[index] != line_of[before]
        gap = "\n" if is_new else " " if spaced[index] or index != before + 1 else ""
        pieces.append((gap, texts[index], index))
        before = index
    return _joined(pieces)


def value_at(
    document: DecodedDocument, text: str, indices: Sequence[int], confidence: float
) -> Value:
    """Return a value that stands on tokens."""
    return Value(text, confidence, regions_of(document.view, indices))


def mean(confidences: Sequence[float], least: float = 0.0) -> float:
    """Return the mean of confidences, `least` of none."""
    return fmean(confidences) if confidences else least


_cleaned = lru_cache(maxsize=100_000)(cleaned)  # tokens: papers print the same ones again


def _joined(pieces: Sequence[tuple[str, str, int]]) -> Printed:
    """Return texts with the gaps before them, that of the first left out."""
    if not pieces:
        return Printed("", (), (), ())
    gaps, texts, tokens = zip(*pieces, strict=True)
    gaps = ("", *gaps[1:])
    lengths = [*map(len, texts)]
    ends = tuple(accumulate(map(add, map(len, gaps), lengths)))
    starts = tuple(map(sub, ends, lengths))
    text = "".join(chain.from_iterable(zip(gaps, texts, strict=True)))
    return Printed(text, starts, ends, tokens)
