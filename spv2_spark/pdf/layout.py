"""Segments into lines in reading order: that of the content, or the one that columns tell."""

from __future__ import annotations

import itertools

import numpy as np

from spv2_spark.pdf.columns import Line, Span
from spv2_spark.pdf.regions import FAR_EM, Boxes, furniture, regions
from spv2_spark.pdf.spans import Segment
from spv2_spark.pdf.text import CUT

_SAME_BASELINE_EM = 0.1
_SPACE_EM = 0.15
_SAME_PT = 0.01
_UPRIGHT = 0.5  # the y of a direction that is still along x
_ASCENT_EM, _DESCENT_EM = 0.72, 0.2
_BACK_EM = 0.7  # how far one part of a line may reach back into another
# The order of the content reads well with no more of these: changes of region for each
# region, rows that go upwards as a share, some of both in any case, and text out of place.
_SWITCHES, _STRAY, _FEW, _MOVED = 1.5, 0.06, 3, 0.1


def lines_of(segments: list[Segment]) -> list[Line]:
    """Return the lines of a page in reading order, those of the commonest direction first.

    The order of the PDF's content is kept where it reads as well as the one that geometry
    gives, since it knows more: which captions, cells and notes belong together.
    """
    turns: dict[tuple[int, int], list[Segment]] = {}
    for segment in segments:
        direction = (round(segment.direction[0]), round(segment.direction[1]))
        turns.setdefault(direction, []).append(segment)
    lines: list[Line] = []
    for direction in sorted(turns, key=lambda one: -sum(s.chars for s in turns[one])):
        group = turns[direction]
        mirrored = _reads_backwards(group)
        boxes = _boxes(group, direction, mirrored)
        if boxes is None:  # slanted: watermarks
            rows = [[[index] for index in range(len(group))]]
        else:
            head, body, foot = furniture(boxes)
            found = [*head, *regions(boxes, body), *foot]
            rows = [_as_drawn(boxes)] if _reads(boxes, found) else found
        first = lines[-1].block + 1 if lines else 0
        lines += _lines(group, boxes, rows, first, mirrored)
    return lines


def _reads_backwards(segments: list[Segment]) -> bool:
    """Whether most of the text is in Hebrew or Arabic: then columns stand from right to left."""
    count = sum(
        len(span.text) if span.backwards else -len(span.text)
        for segment in segments
        for span in segment.spans
    )
    return count > 0


def _reads(boxes: Boxes, regions: list[list[list[int]]]) -> bool:
    """Whether the order of the content keeps to the regions and to the order of their rows."""
    count = len(boxes.left)
    region_of, row_of = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    rows = [row for region in regions for row in region]
    ids = np.array(list(itertools.chain.from_iterable(rows)), dtype=np.int64)
    sizes = [sum(map(len, region)) for region in regions]
    region_of[ids] = np.repeat(np.arange(len(sizes)), sizes)
    row_of[ids] = np.repeat(np.arange(len(rows)), list(map(len, rows)))
    switches = np.diff(region_of) != 0
    if switches.sum() > _SWITCHES * (len(regions) - 1) + _STRAY * count + _FEW:
        return False
    upwards = (np.diff(row_of) < 0) & ~switches
    if upwards.sum() > _STRAY * count + _FEW:
        return False
    chars = np.bincount(region_of, weights=boxes.chars)
    place = np.bincount(region_of, weights=boxes.chars * np.arange(count)) / np.maximum(chars, 1)
    swapped = np.triu(place[:, None] > place[None, :], 1)  # (regions, regions)
    moved = (np.minimum(chars[:, None], chars[None, :]) * swapped).sum()
    return bool(moved <= _MOVED * chars.sum())


def _as_drawn(boxes: Boxes) -> list[list[int]]:
    """Return rows in the order of the content: neighbours on one height make one row."""
    top, bottom, size = boxes.top, boxes.bottom, boxes.size
    shared = np.minimum(bottom[:-1], bottom[1:]) - np.maximum(top[:-1], top[1:])
    height = np.minimum(bottom[:-1] - top[:-1], bottom[1:] - top[1:])
    gap = boxes.left[1:] - boxes.right[:-1]
    em = np.maximum(size[:-1], size[1:])
    follows = (shared > height / 2) & (-_BACK_EM * em < gap) & (gap < FAR_EM * em)
    opens = np.flatnonzero(~follows) + 1
    return [row.tolist() for row in np.split(np.arange(len(size)), opens)]


def _boxes(group: list[Segment], direction: tuple[int, int], mirrored: bool) -> Boxes | None:
    _, *edges, _, bases, sizes, _, chars = zip(*group, strict=True)  # of Segment
    left, top, right, bottom, base, size = (
        np.array(column, dtype=np.float64) for column in (*edges, bases, sizes)
    )
    if direction == (1, 0):
        top, bottom = base - _ASCENT_EM * size, base + _DESCENT_EM * size
    turned = {
        (1, 0): (-right, top, -left, bottom) if mirrored else (left, top, right, bottom),
        (0, -1): (-bottom, left, -top, right),
        (0, 1): (top, -right, bottom, -left),
        (-1, 0): (-right, -bottom, -left, -top),
    }.get(direction)
    if turned is None:
        return None
    middle = (turned[1] + turned[3]) / 2
    return Boxes(*turned, middle, np.array(chars, dtype=np.int64), size)


def _lines(
    group: list[Segment],
    boxes: Boxes | None,
    regions: list[list[list[int]]],
    block: int,
    mirrored: bool,
) -> list[Line]:
    lines: list[Line] = []
    for region in regions:
        before = None
        for row in region:
            segments = [group[index] for index in row]
            if before is not None and segments[0].block != before:
                block += 1
            before = segments[-1].block
            lines.append(_line(segments, block, boxes is not None, mirrored))
        block += 1
    return lines


def _line(segments: list[Segment], block: int, straight: bool, mirrored: bool) -> Line:
    main = max(segments, key=lambda one: one.chars)
    spans = [span for segment in segments for span in segment.spans]
    marks = _separators(segments[0].spans)
    for before, segment in itertools.pairwise(segments):
        gap = before.left - segment.right if mirrored else segment.left - before.right
        wide = not straight or abs(main.direction[1]) > _UPRIGHT or gap > _SPACE_EM * main.size_pt
        first = " " if wide else _separator(before.spans[-1], segment.spans[0])
        marks += [first, *_separators(segment.spans)[1:]]
    return Line(spans, marks, block, main.direction, main.baseline_pt, main.size_pt)


def _separators(spans: list[Span]) -> list[str]:
    """Return what stands before each span of one line: nothing or CUT."""
    return ["", *map(_separator, spans, spans[1:])]


def _separator(before: Span, span: Span) -> str:
    if before.text[-1] == " " or span.text[0] == " ":
        return ""
    same = (
        before.font == span.font
        and abs(before.size_pt - span.size_pt) < _SAME_PT
        and abs(before.baseline_pt - span.baseline_pt) <= _SAME_BASELINE_EM * span.size_pt
    )
    return "" if same else CUT
