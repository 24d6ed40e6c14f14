"""Segments into lines in reading order."""

from __future__ import annotations

from spv2_spark.pdf.columns import Line, Span
from spv2_spark.pdf.spans import Segment
from spv2_spark.pdf.text import CUT

_SAME_BASELINE_EM = 0.1


def lines_of(segments: list[Segment]) -> list[Line]:
    """Return the lines of a page in reading order."""
    blocks: dict[int, int] = {}
    return [
        Line(
            one.spans,
            separators(one.spans),
            blocks.setdefault(one.block, len(blocks)),
            one.direction,
            one.baseline_pt,
            one.size_pt,
        )
        for one in segments
    ]


def separators(spans: list[Span]) -> list[str]:
    """Return what stands before each span of one line: nothing or CUT."""
    return ["", *map(_separator, spans, spans[1:])]


def _separator(before: Span, span: Span) -> str:
    same = (
        before.font == span.font
        and abs(before.size_pt - span.size_pt) < 0.01
        and abs(before.baseline_pt - span.baseline_pt) <= _SAME_BASELINE_EM * span.size_pt
    )
    return "" if same else CUT
