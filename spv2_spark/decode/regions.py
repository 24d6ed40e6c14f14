"""Where a value stands: a box for every run of its lines in one column of one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from spv2_spark.domain.metadata import Region
from spv2_spark.domain.page import Box
from spv2_spark.layout.columns import TokenColumns


def regions_of(tokens: TokenColumns, indices: Iterable[int]) -> tuple[Region, ...]:
    """Return the union boxes of the tokens, one per page and column, in reading order."""
    pages, boxes = tokens.page_numbers, tokens.boxes
    regions: list[Region] = []
    for _, of_line in groupby(indices, key=tokens.line_of.__getitem__):
        some = list(of_line)
        page, box = pages[some[0]], _around([boxes[index] for index in some])
        if regions and regions[-1].page == page and _goes_on(regions[-1].box, box):
            regions[-1] = Region(page, _around([regions[-1].box, box]))
        else:
            regions.append(Region(page, box))
    return tuple(regions)


def _goes_on(above: Box, below: Box) -> bool:
    """Whether a line stands under or beside a run of lines, in the same column."""
    height = max(below.bottom - below.top, 1.0)
    follows = above.top - height / 2 <= below.top <= above.bottom + 2 * height
    beside = min(above.right, below.right) - max(above.left, below.left) > -2 * height
    return follows and beside


def _around(boxes: Sequence[Sequence[float]]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))
