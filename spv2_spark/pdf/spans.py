"""From MuPDF's dictionary of a text page to segments: runs of spans on one baseline."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from spv2_spark.pdf.columns import Span
from spv2_spark.pdf.fonts import base_name
from spv2_spark.pdf.text import cleaned

# MuPDF's character flags: the glyphs were filled, stroked, or used to clip. Text with none
# of them was shown in PDF's render mode 3: invisible.
_PAINTED = 16 | 32 | 64


class Segment(NamedTuple):
    """One of MuPDF's lines: a visual line or a part of one, in the order of the content."""

    spans: list[Span]
    left: float
    top: float
    right: float
    bottom: float
    direction: tuple[float, float]
    baseline_pt: float
    size_pt: float  # of most of its characters
    block: int  # MuPDF's
    chars: int  # spaces at the ends not counted


def segments_of(blocks: list[dict[str, Any]], size_pt: tuple[float, float]) -> list[Segment]:
    """Return what is printed on a page of `size_pt` as segments.

    `blocks` are those of PyMuPDF's `TextPage.extractDICT()`. Invisible text counts only where
    there is no other. Text outside of the page and text drawn twice on one place is left out.
    """
    lines = [
        (number, line)
        for number, block in enumerate(blocks)
        if block["type"] == 0
        for line in block["lines"]
    ]
    seen: set[tuple[str, int, int]] = set()
    visible = [_segment(line, number, size_pt, seen, hidden=False) for number, line in lines]
    shown = [segment for segment in visible if segment is not None]
    if shown:
        return shown
    seen.clear()
    layer = [_segment(line, number, size_pt, seen, hidden=True) for number, line in lines]
    return [segment for segment in layer if segment is not None]


def _segment(
    line: dict[str, Any],
    block: int,
    size_pt: tuple[float, float],
    seen: set[tuple[str, int, int]],
    *,
    hidden: bool,
) -> Segment | None:
    spans = [span for raw in line["spans"] if (span := _span(raw, size_pt, seen, hidden))]
    while spans and spans[-1].text.isspace():
        spans.pop()
    while spans and spans[0].text.isspace():
        spans.pop(0)
    if not spans:
        return None
    baseline, size = _main_style(spans)
    return Segment(
        spans,
        min(span.left for span in spans),
        min(span.top for span in spans),
        max(span.right for span in spans),
        max(span.bottom for span in spans),
        line["dir"],
        baseline,
        size,
        block,
        sum(len(span.text) for span in spans),
    )


def _main_style(spans: list[Span]) -> tuple[float, float]:
    """Return baseline and size of most of the characters."""
    if len(spans) == 1:
        return spans[0].baseline_pt, spans[0].size_pt
    weight: Counter[tuple[float, float]] = Counter()
    for span in spans:
        weight[round(span.baseline_pt, 1), span.size_pt] += len(span.text)
    return weight.most_common(1)[0][0]


def _span(
    raw: dict[str, Any],
    size_pt: tuple[float, float],
    seen: set[tuple[str, int, int]],
    hidden: bool,
) -> Span | None:
    text = cleaned(raw["text"])
    left, top, right, bottom = raw["bbox"]
    if not text or right <= 0 or bottom <= 0 or left >= size_pt[0] or top >= size_pt[1]:
        return None
    if not hidden and not (raw["char_flags"] & _PAINTED and raw["alpha"]):
        return None
    if not text.isspace():
        place = (text, round(left), round(raw["origin"][1]))
        if place in seen:
            return None
        seen.add(place)
    return Span(
        text,
        left,
        top,
        right,
        bottom,
        base_name(raw["font"]),
        raw["size"],
        raw["flags"],
        raw["color"],
        raw["origin"][1],
    )
