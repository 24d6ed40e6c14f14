"""Where text stands on a page: running heads, columns by their gutters, rows in a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Float64s = npt.NDArray[np.float64]
Int64s = npt.NDArray[np.int64]
Rows = list[list[int]]  # of segments' indices, each from left to right

FAR_EM = 3.0  # wider gaps end a visual line
_DEPTH = 8
_COLUMN_ROWS = 3  # fewer side by side are a row of cells, not columns
_COLUMN_CHARS = 12  # less on both sides are a table's cells
_WORD_EM = 1.8  # nearer words are of one line, however it is justified
_ROW_EM = 0.5
_NEARLY = 0.8
_MOSTLY = 0.6  # of the rows on one side of a gutter
_GUTTER_ROWS = 8  # that a gutter has at least, where the content runs over it
_SPACE_EM = 0.5  # no gutter is as narrow
_ALIKE = 1.1  # times another space of its line: a space as any other
_LABEL_CHARS = 6  # at most, of a list's printed numbers
_COLUMN_EM = 7.0  # narrower are labels
_CANDIDATES = 5
_TOLERANCE_PT = 2.0
_CROSSING, _LEFT, _RIGHT = range(3)
_WIDE_GUTTER_PT, _WIDTH_BONUS = 20.0, 0.01
_OFF_EM, _LOW_EM, _MOST_FURNITURE = 1.2, 3.5, 2


class Boxes(NamedTuple):
    """Segments turned so that their writing runs along x, as columns of equal length."""

    left: Float64s
    top: Float64s
    right: Float64s
    bottom: Float64s
    middle: Float64s  # the y of each box's middle
    chars: Int64s
    size: Float64s


def furniture(boxes: Boxes) -> tuple[list[Rows], Int64s, list[Rows]]:
    """Return (regions above the body, the body, regions below it).

    Running heads and page numbers are low and stand off from all columns.
    """
    order = np.argsort(boxes.top, kind="stable")
    reach = np.maximum.accumulate(boxes.bottom[order])
    em = _median(boxes.size)
    cuts = np.flatnonzero(boxes.top[order][1:] - reach[:-1] > _OFF_EM * em) + 1
    parts = np.split(order, cuts)

    def is_low(part: Int64s) -> bool:
        return bool(boxes.bottom[part].max() - boxes.top[part].min() < _LOW_EM * em)

    first = len(list(takewhile(is_low, parts[:-1][:_MOST_FURNITURE])))
    last = len(parts) - len(list(takewhile(is_low, parts[:first:-1][:_MOST_FURNITURE])))
    head = [rows(boxes, part) for part in parts[:first]]
    foot = [rows(boxes, part) for part in parts[last:]]
    return head, np.sort(np.concatenate(parts[first:last])), foot


def regions(boxes: Boxes, ids: Int64s, depth: int = 0) -> list[Rows]:
    """Return `ids` in reading order: regions of rows of segments."""
    gutter = _gutter(boxes, ids) if depth < _DEPTH and len(ids) >= 2 * _COLUMN_ROWS else None
    if gutter is None:
        return [rows(boxes, ids)]
    out: list[Rows] = []
    loose: list[Int64s] = []  # rows that are not in columns wait for their neighbours

    def flush() -> None:
        if loose:
            together = np.concatenate(loose)
            loose.clear()
            out.extend(regions(boxes, together, depth + 1))

    for crossing, left, right in _bands(boxes, ids, gutter, 0):
        loose.extend(part for part in (crossing,) if len(part))
        if _columns(boxes, left, right):
            flush()
            out.extend(regions(boxes, left, depth + 1))
            out.extend(regions(boxes, right, depth + 1))
        else:
            loose.extend(part for part in (left, right) if len(part))
    flush()
    return out


def _bands(
    boxes: Boxes, ids: Int64s, gutter: float, fewest: int
) -> Iterator[tuple[Int64s, Int64s, Int64s]]:
    """Yield from top to bottom (what crosses the gutter, what is left, what is right of it).

    Bands with less than `fewest` on one side of the gutter are left out.
    """
    left, right, middle = boxes.left[ids], boxes.right[ids], boxes.middle[ids]
    crosses = (left < gutter - _TOLERANCE_PT) & (right > gutter + _TOLERANCE_PT)
    cuts = np.sort(middle[crosses])
    band = np.searchsorted(cuts, middle) + crosses  # a crosser stands before its band
    sides = np.where(crosses, _CROSSING, np.where(right <= gutter + _TOLERANCE_PT, _LEFT, _RIGHT))
    cell = 3 * band + sides
    ordered = ids[np.argsort(cell, kind="stable")]
    ends = np.cumsum(np.bincount(cell, minlength=3 * len(cuts) + 3)).reshape(-1, 3).tolist()
    start = 0
    for crossing, before, after in ends:
        if before - crossing >= fewest and after - before >= fewest:
            yield ordered[start:crossing], ordered[crossing:before], ordered[before:after]
        start = after


def _columns(boxes: Boxes, left: Int64s, right: Int64s) -> bool:
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
        if width < _COLUMN_EM * _median(boxes.size[side]):
            return False
    if _is_river(boxes, left, right):
        return False
    # In a table most cells are short on both sides; one side alone may hold a table.
    return any(_median(_chars_together(boxes, side)) >= _COLUMN_CHARS for side in (left, right))


def _is_river(boxes: Boxes, left: Int64s, right: Int64s) -> bool:
    """Whether most rows on the right go on with one on the left, in the content and in print.

    Justified lines have wide spaces, which may stand below each other. They do so in few lines,
    or are no wider than the other spaces of their lines, or narrow.
    """
    both = np.sort(np.concatenate([left, right]))
    one, two = both[:-1], both[1:]
    gap, size = boxes.left[two] - boxes.right[one], boxes.size[two]
    beside = (two - one == 1) & (gap > 0) & (gap < FAR_EM * size)
    beside &= np.abs(boxes.middle[two] - boxes.middle[one]) < _ROW_EM * size
    is_right = np.zeros(both[-1] + 1, dtype=np.bool_)
    is_right[right] = True
    crosses = ~is_right[one] & is_right[two]
    height = _ROW_EM * _median(boxes.size[both])
    row = np.round(boxes.middle[two] / height).astype(np.int64).tolist()
    rows = len(np.unique(np.round(boxes.middle[right] / height)))
    starts = np.round(boxes.left[two] / _TOLERANCE_PT).astype(np.int64).tolist()
    inner = np.flatnonzero(beside & ~crosses).tolist()
    recurring = Counter(starts[at] for at in inner)  # where a third column begins
    widest: dict[int, float] = {}  # of a row's other spaces
    for at in inner:
        if recurring[starts[at]] <= _MOSTLY * rows:
            widest[row[at]] = max(widest.get(row[at], 0.0), float(gap[at]))
    rivers = sum(
        rows < _GUTTER_ROWS
        or gap[at] < _SPACE_EM * size[at]
        or gap[at] < _ALIKE * widest.get(row[at], 0.0)
        for at in np.flatnonzero(beside & crosses).tolist()
    )
    return bool(rivers > _MOSTLY * rows)


def _chars_together(boxes: Boxes, ids: Int64s) -> Int64s:
    """Return the characters of each piece of a row: in narrow columns words stand far apart."""
    size = _median(boxes.size[ids])
    row = np.round(boxes.middle[ids] / (_ROW_EM * size))
    order = ids[np.lexsort((boxes.left[ids], row))]
    row.sort()
    gap = boxes.left[order][1:] - boxes.right[order][:-1]
    opens = np.flatnonzero((np.diff(row) != 0) | (gap > _WORD_EM * size)) + 1
    together: Int64s = np.add.reduceat(boxes.chars[order], np.concatenate([[0], opens]))
    return together


def _gutter(boxes: Boxes, ids: Int64s) -> float | None:
    """Return the x of the gutter that most segments stand beside, or None.

    A gutter ends where many segments start. Between the labels of a list and its texts such
    a place is as good: labels belong to what stands on their right.
    """
    lefts = Counter(np.round(boxes.left[ids] / _TOLERANCE_PT).astype(int).tolist())
    edge = float(boxes.left[ids].min()) + _TOLERANCE_PT
    places = [(value - 0.5) * _TOLERANCE_PT for value, count in lefts.most_common() if count > 1]
    scores: dict[float, float] = {}
    for x in _promising(boxes, ids, [place for place in places if place > edge]):
        won, width = 0, _WIDE_GUTTER_PT
        for crossing, left, right in _bands(boxes, ids, x, _COLUMN_ROWS):
            if _columns(boxes, left, right):
                won += len(left) + len(right) - len(crossing)
                width = min(width, x - float(boxes.right[left].max()))
        if won > 0:
            scores[x] = won * (1 + _WIDTH_BONUS * width)
    if not scores:
        return None
    best = max(scores, key=scores.__getitem__)
    for x in sorted(scores):
        if x < best and scores[x] > _NEARLY * scores[best] and _labels(boxes, ids, x, best):
            return x
    return best


def _labels(boxes: Boxes, ids: Int64s, left: float, right: float) -> bool:
    """Whether only labels stand between two gutters."""
    between = ids[
        (boxes.left[ids] >= left - _TOLERANCE_PT) & (boxes.right[ids] <= right + _TOLERANCE_PT)
    ]
    return len(between) > 0 and int(boxes.chars[between].max()) <= _LABEL_CHARS


def _promising(boxes: Boxes, ids: Int64s, places: list[float]) -> list[float]:
    """Return the few of `places` with most segments on the side that has fewer."""
    x = np.array(places, dtype=np.float64)[:, None]  # (places, 1)
    before = (boxes.right[ids] <= x + _TOLERANCE_PT).sum(axis=1)
    after = (boxes.left[ids] >= x - _TOLERANCE_PT).sum(axis=1)
    fewer = np.minimum(before, after)
    order = np.argsort(-fewer, kind="stable")[:_CANDIDATES]
    return [places[index] for index in order if fewer[index] >= _COLUMN_ROWS]


def rows(boxes: Boxes, ids: Int64s) -> Rows:
    """Return the visual lines of one column from top to bottom, each from left to right."""
    order = ids[np.argsort(boxes.middle[ids], kind="stable")]
    edges = zip(
        order.tolist(), boxes.top[order].tolist(), boxes.bottom[order].tolist(), strict=True
    )
    found: Rows = []
    top = bottom = -np.inf
    for index, its_top, its_bottom in edges:
        shared = min(bottom, its_bottom) - max(top, its_top)
        if found and shared > min(bottom - top, its_bottom - its_top) / 2:
            found[-1].append(index)
        else:
            found.append([index])
            top, bottom = its_top, its_bottom
    return [part for row in found for part in (_parts(boxes, row) if len(row) > 1 else [row])]


def _parts(boxes: Boxes, row: list[int]) -> Rows:
    """Return a row from left to right, parted at wide gaps."""
    left, right, size = (column[row].tolist() for column in (boxes.left, boxes.right, boxes.size))
    order = sorted(range(len(row)), key=left.__getitem__)
    parts = [[row[order[0]]]]
    for one, two in pairwise(order):
        if left[two] - right[one] < FAR_EM * size[two]:
            parts[-1].append(row[two])
        else:
            parts.append([row[two]])
    return parts


def _median(values: Float64s | Int64s) -> float:
    """Return the upper median; NumPy's is slow on few values."""
    return float(np.sort(values)[len(values) // 2])
