"""Where a value stands: a box for every run of its lines in one column of one page."""

from __future__ import annotations

from collections.abc import Iterable

from spv2_spark.domain.metadata import Region
from spv2_spark.domain.page import Box
from spv2_spark.layout.columns import TokenColumns


def regions_of(tokens: TokenColumns, indices: Iterable[int]) -> tuple[Region, ...]:
    """Return the union boxes of the tokens, one per page and column, in reading order."""
    pages, line_of, boxes = tokens.page_numbers, tokens.line_of, tokens.boxes
    lines: list[tuple[int, int, Box]] = []  # (page, line, box)
    for index in indices:
        page, line, box = pages[index], line_of[index], Box(*boxes[index])
        if lines and lines[-1][1] == line:
            box = _union(lines.pop()[2], box)
        lines.append((page, line, box))
    regions: list[Region] = []
    for page, _, box in lines:
        if regions and regions[-1].page == page and _goes_on(regions[-1].box, box):
            regions[-1] = Region(page, _union(regions[-1].box, box))
        else:
            regions.append(Region(page, box))
    return tuple(regions)


def _goes_on(above: Box, below: Box) -> bool:
    """Whether a line stands under or beside a run of lines, in the same column."""
    height = max(below.bottom - below.top, 1.0)
    follows = above.top - height / 2 <= below.top <= above.bottom + 2 * height
    beside = min(above.right, below.right) - max(above.left, below.left) > -2 * height
    return follows and beside


def _union(one: Box, two: Box) -> Box:
    return Box(
        min(one.left, two.left),
        min(one.top, two.top),
        max(one.right, two.right),
        max(one.bottom, two.bottom),
    )
