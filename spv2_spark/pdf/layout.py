"""Segments into lines in reading order: columns by their gutters, rows within a column."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.pdf.columns import Line, Span
from spv2_spark.pdf.spans import Segment
from spv2_spark.pdf.text import CUT

Float64s = npt.NDArray[np.float64]
Int64s = npt.NDArray[np.int64]

_SAME_BASELINE_EM = 0.1
_SPACE_EM = 0.15
_ASCENT_EM, _DESCENT_EM = 0.72, 0.2
_DEPTH = 8
_COLUMN_ROWS = 3  # fewer side by side are a row of cells, not columns
_COLUMN_CHARS = 15  # less on both sides are a table's cells
_COLUMN_EM = 7.0  # narrower are labels
_CANDIDATES = 5
_WIDE_GUTTER_PT, _WIDTH_BONUS = 20.0, 0.01
_OFF_EM, _LOW_EM, _MOST_FURNITURE = 1.2, 3.5, 2
_FAR_EM = 3.0  # wider gaps end a visual line
_BACK_EM = 0.7  # how far one part of a line may reach back into another
# The order of the content reads well with no more of these: changes of region for each
# region, rows that go upwards and text out of place as shares, and some in any case.
_SWITCHES, _STRAY, _FEW = 1.5, 0.06, 3
_MOVED = 0.1
_TOLERANCE_PT = 2.0


class _Boxes(NamedTuple):
    """Segments turned so that their writing runs along x, as columns of equal length."""

    left: Float64s
    top: Float64s
    right: Float64s
    bottom: Float64s
    chars: Int64s
    size: Float64s

    @property
    def middle(self) -> Float64s:
        """Return the y of each box's middle."""
        return (self.top + self.bottom) / 2


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
        boxes = _boxes(group, direction)
        if boxes is None:  # slanted: watermarks
            rows = [[[index] for index in range(len(group))]]
        else:
            head, body, foot = _furniture(boxes)
            regions = [*head, *_regions(boxes, body, 0), *foot]
            rows = [_as_drawn(boxes)] if _reads(boxes, regions) else regions
        lines += _lines(group, boxes, rows, lines[-1].block + 1 if lines else 0)
    return lines


def _reads(boxes: _Boxes, regions: list[list[list[int]]]) -> bool:
    """Whether the order of the content keeps to the regions and to the order of their rows."""
    count = len(boxes.left)
    region_of, row_of = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    row_number = 0
    for number, region in enumerate(regions):
        for row in region:
            region_of[row], row_of[row] = number, row_number
            row_number += 1
    switches = np.diff(region_of) != 0
    if switches.sum() > _SWITCHES * (len(regions) - 1) + _STRAY * count + _FEW:
        return False
    upwards = (np.diff(row_of) < 0) & ~switches
    if upwards.sum() > _STRAY * count + _FEW:
        return False
    mass = np.bincount(region_of, weights=boxes.chars)
    place = np.bincount(region_of, weights=boxes.chars * np.arange(count)) / np.maximum(mass, 1)
    swapped = np.triu(place[:, None] > place[None, :], 1)  # (regions, regions)
    moved = (np.minimum(mass[:, None], mass[None, :]) * swapped).sum()
    return bool(moved <= _MOVED * mass.sum())


def _as_drawn(boxes: _Boxes) -> list[list[int]]:
    """Return rows in the order of the content: neighbours on one height make one row."""
    rows: list[list[int]] = []
    for index in range(len(boxes.left)):
        if rows and _follows(boxes, rows[-1][-1], index):
            rows[-1].append(index)
        else:
            rows.append([index])
    return rows


def _follows(boxes: _Boxes, one: int, two: int) -> bool:
    """Whether `two` goes on with the visual line of `one`."""
    shared = min(boxes.bottom[one], boxes.bottom[two]) - max(boxes.top[one], boxes.top[two])
    height = min(boxes.bottom[one] - boxes.top[one], boxes.bottom[two] - boxes.top[two])
    gap = boxes.left[two] - boxes.right[one]
    em = max(boxes.size[one], boxes.size[two])
    return bool(shared > height / 2 and -_BACK_EM * em < gap < _FAR_EM * em)


def _boxes(group: list[Segment], direction: tuple[int, int]) -> _Boxes | None:
    raw = np.array([segment[1:5] for segment in group], dtype=np.float64)
    size = np.array([segment.size_pt for segment in group], dtype=np.float64)
    chars = np.array([segment.chars for segment in group], dtype=np.int64)
    left, top, right, bottom = raw.T
    if direction == (1, 0):
        base = np.array([segment.baseline_pt for segment in group], dtype=np.float64)
        return _Boxes(left, base - _ASCENT_EM * size, right, base + _DESCENT_EM * size, chars, size)
    turned = {
        (0, -1): (-bottom, left, -top, right),
        (0, 1): (top, -right, bottom, -left),
        (-1, 0): (-right, -bottom, -left, -top),
    }.get(direction)
    return None if turned is None else _Boxes(*turned, chars, size)


def _furniture(boxes: _Boxes) -> tuple[list[list[list[int]]], Int64s, list[list[list[int]]]]:
    """Return (regions above the body, the body, regions below it).

    Running heads and page numbers are low and stand off from all columns.
    """
    order = np.argsort(boxes.top, kind="stable")
    reach = np.maximum.accumulate(boxes.bottom[order])
    em = float(np.median(boxes.size))
    cuts = np.flatnonzero(boxes.top[order][1:] - reach[:-1] > _OFF_EM * em) + 1
    parts = np.split(order, cuts)
    first, last = 0, len(parts)
    while first < last - 1 and first < _MOST_FURNITURE and _low(boxes, parts[first], em):
        first += 1
    while (
        last > first + 1
        and len(parts) - last < _MOST_FURNITURE
        and _low(boxes, parts[last - 1], em)
    ):
        last -= 1
    head = [_rows(boxes, part) for part in parts[:first]]
    foot = [_rows(boxes, part) for part in parts[last:]]
    return head, np.sort(np.concatenate(parts[first:last])), foot


def _low(boxes: _Boxes, ids: Int64s, em: float) -> bool:
    return bool(boxes.bottom[ids].max() - boxes.top[ids].min() < _LOW_EM * em)


def _regions(boxes: _Boxes, ids: Int64s, depth: int) -> list[list[list[int]]]:
    """Return `ids` in reading order: regions of rows of segments."""
    gutter = _gutter(boxes, ids) if depth < _DEPTH and len(ids) >= 2 * _COLUMN_ROWS else None
    if gutter is None:
        return [_rows(boxes, ids)]
    out: list[list[list[int]]] = []
    loose: list[Int64s] = []  # rows that are not in columns wait for their neighbours

    def flush() -> None:
        if loose:
            together = np.concatenate(loose)
            loose.clear()
            out.extend(_regions(boxes, together, depth + 1))

    for crossing, left, right in _bands(boxes, ids, gutter):
        loose.extend(part for part in (crossing,) if len(part))
        if _columns(boxes, left, right):
            flush()
            out.extend(_regions(boxes, left, depth + 1))
            out.extend(_regions(boxes, right, depth + 1))
        else:
            loose.extend(part for part in (left, right) if len(part))
    flush()
    return out


def _bands(boxes: _Boxes, ids: Int64s, gutter: float) -> list[tuple[Int64s, Int64s, Int64s]]:
    """Return from top to bottom (what crosses the gutter, what is left, what is right of it)."""
    left, right, middle = boxes.left[ids], boxes.right[ids], boxes.middle[ids]
    crosses = (left < gutter - _TOLERANCE_PT) & (right > gutter + _TOLERANCE_PT)
    cuts = np.sort(middle[crosses])
    band = np.searchsorted(cuts, middle)  # a crosser stands before its band
    band[crosses] += 1
    sides = np.where(crosses, 0, np.where(right <= gutter + _TOLERANCE_PT, 1, 2))
    order = np.argsort(band, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(band[order])) + 1)
    return [
        (ids[part[sides[part] == 0]], ids[part[sides[part] == 1]], ids[part[sides[part] == 2]])
        for part in parts
    ]


def _columns(boxes: _Boxes, left: Int64s, right: Int64s) -> bool:
    """Whether what stands on both sides of a gutter is text in columns."""
    if min(len(left), len(right)) < _COLUMN_ROWS:
        return False
    top = max(boxes.top[left].min(), boxes.top[right].min())
    bottom = min(boxes.bottom[left].max(), boxes.bottom[right].max())
    for side in (left, right):
        beside = side[(boxes.middle[side] > top) & (boxes.middle[side] < bottom)]
        if len(beside) < _COLUMN_ROWS - 1:
            return False
        width = boxes.right[side].max() - boxes.left[side].min()
        if width < _COLUMN_EM * np.median(boxes.size[side]):
            return False
    # In a table most cells are short on both sides; one side alone may hold a table.
    return bool(max(np.median(boxes.chars[left]), np.median(boxes.chars[right])) >= _COLUMN_CHARS)


def _gutter(boxes: _Boxes, ids: Int64s) -> float | None:
    """Return the x of the gutter that most segments stand beside, or None.

    A gutter ends where many segments start. Between the labels of a list and its texts such
    a place is as good, but narrower.
    """
    lefts = Counter(np.round(boxes.left[ids] / _TOLERANCE_PT).astype(int).tolist())
    edge = float(boxes.left[ids].min()) + _TOLERANCE_PT
    places = [(value - 0.5) * _TOLERANCE_PT for value, count in lefts.most_common() if count > 1]
    best, score = None, 0.0
    for x in _promising(boxes, ids, [place for place in places if place > edge]):
        won, width = 0, _WIDE_GUTTER_PT
        for crossing, left, right in _bands(boxes, ids, x):
            if _columns(boxes, left, right):
                won += len(left) + len(right) - len(crossing)
                width = min(width, x - float(boxes.right[left].max()))
        if won * (1 + _WIDTH_BONUS * width) > score:
            best, score = x, won * (1 + _WIDTH_BONUS * width)
    return best


def _promising(boxes: _Boxes, ids: Int64s, places: list[float]) -> list[float]:
    """Return the few of `places` with most segments on the side that has fewer."""
    x = np.array(places, dtype=np.float64)[:, None]  # (places, 1)
    before = (boxes.right[ids] <= x + _TOLERANCE_PT).sum(axis=1)
    after = (boxes.left[ids] >= x - _TOLERANCE_PT).sum(axis=1)
    fewer = np.minimum(before, after)
    order = np.argsort(-fewer, kind="stable")[:_CANDIDATES]
    return [places[index] for index in order if fewer[index] >= _COLUMN_ROWS]


def _rows(boxes: _Boxes, ids: Int64s) -> list[list[int]]:
    """Return the visual lines of one column from top to bottom, each from left to right."""
    rows: list[list[int]] = []
    top = bottom = -np.inf
    for index in ids[np.argsort(boxes.middle[ids], kind="stable")].tolist():
        height = min(bottom - top, boxes.bottom[index] - boxes.top[index])
        shared = min(bottom, boxes.bottom[index]) - max(top, boxes.top[index])
        if rows and shared > height / 2:
            rows[-1].append(index)
        else:
            rows.append([index])
            top, bottom = boxes.top[index], boxes.bottom[index]
    parts: list[list[int]] = []
    for row in rows:
        row.sort(key=lambda index: float(boxes.left[index]))
        parts.append([row[0]])
        for one, two in zip(row, row[1:], strict=False):
            if boxes.left[two] - boxes.right[one] < _FAR_EM * boxes.size[two]:
                parts[-1].append(two)
            else:
                parts.append([two])
    return parts


def _lines(
    group: list[Segment], boxes: _Boxes | None, regions: list[list[list[int]]], block: int
) -> list[Line]:
    lines: list[Line] = []
    for region in regions:
        before = None
        for row in region:
            segments = [group[index] for index in row]
            if before is not None and segments[0].block != before:
                block += 1
            before = segments[-1].block
            lines.append(_line(segments, block, boxes is not None))
        block += 1
    return lines


def _line(segments: list[Segment], block: int, straight: bool) -> Line:
    main = max(segments, key=lambda one: one.chars)
    spans = [span for segment in segments for span in segment.spans]
    marks = separators(segments[0].spans)
    for before, segment in zip(segments, segments[1:], strict=False):
        gap = segment.left - before.right
        wide = not straight or abs(main.direction[1]) > 0.5 or gap > _SPACE_EM * main.size_pt
        first = " " if wide else _separator(before.spans[-1], segment.spans[0])
        marks += [first, *separators(segment.spans)[1:]]
    return Line(spans, marks, block, main.direction, main.baseline_pt, main.size_pt)


def separators(spans: list[Span]) -> list[str]:
    """Return what stands before each span of one line: nothing or CUT."""
    return ["", *map(_separator, spans, spans[1:])]


def _separator(before: Span, span: Span) -> str:
    if before.text[-1] == " " or span.text[0] == " ":
        return ""
    same = (
        before.font == span.font
        and abs(before.size_pt - span.size_pt) < 0.01
        and abs(before.baseline_pt - span.baseline_pt) <= _SAME_BASELINE_EM * span.size_pt
    )
    return "" if same else CUT
