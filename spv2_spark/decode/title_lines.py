"""A title's whole lines: what stands next to a title span in the title's own print."""

from __future__ import annotations

import numpy as np

from spv2_spark.decode.spans import Reading, Span
from spv2_spark.domain.label import Field, field_of
from spv2_spark.domain.page import Mark

_DISTINCT = 1.15  # of the body's size: below it a title's print is that of the text around it
_SAME = 0.01  # of the size
_GAP = 1.0  # of the size, between two lines' boxes
_MOST_LINES = 2  # taken in on either side
_FACE = int(Mark.BOLD)


def with_whole_lines(reading: Reading, span: Span) -> Span:
    """Return the span with the neighbouring tokens that are set as it is.

    A tagger that leaves a title too early mostly does so at a line's end, and forgets a last
    line of one word. Only for titles in print of their own: larger than the document's text.
    """
    tokens = reading.tokens
    size = float(np.median(tokens.size_pt[list(span.indices)]))
    if size < _DISTINCT * float(np.median(tokens.size_pt)):
        return span
    before = _taken(reading, span.indices[0], -1, size)
    after = _taken(reading, span.indices[-1], 1, size)
    return Span(span.field, (*reversed(before), *span.indices, *after))


def _taken(reading: Reading, edge: int, step: int, size: float) -> list[int]:
    """Return the tokens from `edge` on in the direction of `step` that are the title's."""
    tokens = reading.tokens
    taken: list[int] = []
    lines: set[int] = set()
    at, last = edge + step, edge
    while 0 <= at < len(tokens) and _is_alike(reading, at, edge, size):
        if tokens.lines[at] != tokens.lines[last]:
            lines.add(tokens.lines[at])
            if len(lines) > _MOST_LINES or _gap(reading, at, last) > _GAP * size:
                break
        taken.append(at)
        last, at = at, at + step
    return taken


def _is_alike(reading: Reading, at: int, edge: int, size: float) -> bool:
    tokens = reading.tokens
    label = field_of(int(reading.path.field[at]))
    return (
        label in (Field.NONE, Field.TITLE)
        and tokens.pages[at] == tokens.pages[edge]
        and abs(float(tokens.size_pt[at]) - size) <= _SAME * size
        and not (int(tokens.marks[at]) ^ int(tokens.marks[edge])) & _FACE
    )


def _gap(reading: Reading, one: int, two: int) -> float:
    """Return the white between the lines of two tokens; large if they are no neighbours."""
    upper, lower = sorted(
        (reading.tokens.boxes[one], reading.tokens.boxes[two]), key=lambda b: b[1]
    )
    return max(lower[1] - upper[3], 0.0) if lower[1] > upper[1] else float("inf")
