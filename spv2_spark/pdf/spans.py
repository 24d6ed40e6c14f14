"""From MuPDF's dictionary of a text page to segments: runs of spans on one baseline."""

from __future__ import annotations

from typing import Any, NamedTuple

from spv2_spark.pdf.borrowed_letters import with_own_fonts
from spv2_spark.pdf.columns import Span
from spv2_spark.pdf.fonts import base_name
from spv2_spark.pdf.right_to_left import BACKWARDS
from spv2_spark.pdf.text import cleaned

# MuPDF's character flags: the glyphs were filled, stroked, or used to clip. Text with none
# of them was shown in PDF's render mode 3: invisible.
_PAINTED = 16 | 32 | 64

_NOMINAL_PT = 1.0  # bitmap fonts (Type 3) may say any size; what they draw has its boxes

Seen = set[tuple[str, int, int]]  # text, left and baseline of what is drawn already


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
    for hidden in (False, True):
        seen: Seen = set()
        segments = [_segment(line, number, size_pt, seen, hidden) for number, line in lines]
        found = [segment for segment in segments if segment is not None]
        if found:
            break
    return found


def _segment(
    line: dict[str, Any], block: int, size_pt: tuple[float, float], seen: Seen, hidden: bool
) -> Segment | None:
    runs = _runs(with_own_fonts(line["spans"]))
    spans = [span for run in runs if (span := _span(run, size_pt, seen, hidden))]
    while spans and spans[-1].text.isspace():
        spans.pop()
    while spans and spans[0].text.isspace():
        spans.pop(0)
    if not spans:
        return None
    box = _around([span[1:5] for span in spans])
    chars = sum([len(span.text) for span in spans])
    return Segment(spans, *box, line["dir"], *_main_style(spans), block, chars)


def _around(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _runs(raws: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Put together neighbours in one style: MuPDF parts them at every space it reads."""
    runs: list[list[dict[str, Any]]] = []
    before: tuple[object, ...] = ()
    for raw in raws:
        kind = (raw["flags"], raw["color"], raw.get(BACKWARDS, False))
        style = (raw["font"], raw["size"], raw["origin"][1], *kind)
        if style == before:
            runs[-1].append(raw)
        else:
            runs.append([raw])
            before = style
    return runs


def _main_style(spans: list[Span]) -> tuple[float, float]:
    """Return baseline and size of most of the characters."""
    if len(spans) == 1:
        return spans[0].baseline_pt, spans[0].size_pt
    weight: dict[tuple[float, float], int] = {}
    for span in spans:
        style = (round(span.baseline_pt, 1), span.size_pt)
        weight[style] = weight.get(style, 0) + len(span.text)
    return max(weight, key=weight.__getitem__)


def _span(
    run: list[dict[str, Any]], size_pt: tuple[float, float], seen: Seen, hidden: bool
) -> Span | None:
    raw = run[0]
    if not hidden and not (raw["char_flags"] & _PAINTED and raw["alpha"]):
        return None
    texts, boxes = [cleaned(one["text"]) for one in run], [one["bbox"] for one in run]
    text = "".join(texts)
    left, top, right, bottom = _around(boxes) if len(run) > 1 else boxes[0]
    if not text or right <= 0 or bottom <= 0 or left >= size_pt[0] or top >= size_pt[1]:
        return None
    font, size, baseline = base_name(raw["font"]), raw["size"], raw["origin"][1]
    if size < _NOMINAL_PT < bottom - top:
        size = bottom - top
    if not text.isspace():
        place = (text, round(left), round(baseline))
        if place in seen:
            return None
        seen.add(place)
    style = (font, size, raw["flags"], raw["color"], baseline)
    parts = (list(map(len, texts)), boxes)
    return Span(text, left, top, right, bottom, *style, *parts, raw.get(BACKWARDS, False))
