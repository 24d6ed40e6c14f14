"""From a hit in the folded text to the tokens that print it."""

from __future__ import annotations

import unicodedata

from rapidfuzz.distance import Levenshtein

from spv2_spark.domain.label import Field
from spv2_spark.gold.canvas import Canvas
from spv2_spark.gold.chains import Tokens
from spv2_spark.gold.stream import Hit, Stream
from spv2_spark.layout.word_list import fold

_OPENING = frozenset("([{<\u00bf\u00a1")
_CLOSING = frozenset(")]}>?!%+")
_QUOTES = frozenset("\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb`")


def label_hit(canvas: Canvas, kind: Field, hit: Hit, gold: str) -> Tokens:
    """Label a hit's tokens as one span; those inside that the gold does not explain are masked."""
    stream = canvas.stream
    printed = _printed_span(stream, hit, gold)
    canvas.label(kind, *printed)
    if hit.cost > 0:
        strange = _unexplained(stream, hit, fold(gold))
        inner = [token for token in strange if printed.start < token < printed.end - 1]
        canvas.fields[inner] = 0
        canvas.mask_fields(inner, "inside a span")
    return printed


def _printed_span(stream: Stream, hit: Hit, gold: str) -> Tokens:
    """Return the tokens of a hit, with the brackets and marks that the gold has at its edges.

    Full stops and commas at the end belong to the reference's style, not to the title, and
    quotes around the whole of it neither.
    """
    start, end = hit.start, hit.end
    before, after = _edges(gold)
    for mark in reversed(before):
        if start > 0 and stream.texts[start - 1] == mark:
            start -= 1
    for mark in after:
        if end < len(stream) and stream.texts[end] == mark:
            end += 1
    return Tokens(start, end)


def _edges(gold: str) -> tuple[list[str], list[str]]:
    """Return the marks before the first and after the last letter or digit of the gold."""
    text = unicodedata.normalize("NFKC", gold)
    letters = [number for number, char in enumerate(text) if char.isalnum()]
    if not letters:
        return [], []
    before, after = text[: letters[0]], text[letters[-1] + 1 :]
    quoted = bool(_QUOTES & set(before)) and bool(_QUOTES & set(after))
    opening = _OPENING if quoted else _OPENING | _QUOTES
    closing = _CLOSING if quoted else _CLOSING | _QUOTES
    return [c for c in before if c in opening], [c for c in after.rstrip(" .,;:") if c in closing]


def _unexplained(stream: Stream, hit: Hit, gold: str) -> list[int]:
    """Return the tokens of the hit none of whose letters stand in the gold."""
    explained = {
        stream.token_at(char)
        for code in Levenshtein.opcodes(gold, stream.chars[hit.chars])
        if code.tag in ("equal", "replace")
        for char in range(hit.chars.start + code.dest_start, hit.chars.start + code.dest_end)
    }
    return [t for t in range(hit.start, hit.end) if stream.folded[t] and t not in explained]
