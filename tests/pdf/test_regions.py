"""Columns by their gutters: true ones, and wide spaces of justified lines below each other."""

from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.pdf.regions import Boxes, regions

_ROWS = 8


def boxes(*, by_column: bool, gutter: float, rows: int = _ROWS) -> Boxes:
    """Rows of four pieces, two on each side of a gutter, in the content by rows or by columns.

    The spaces of 15 points within the sides stand at another place in every row.
    """
    places = [(piece // 2, row, piece) for row in range(rows) for piece in range(4)]
    if by_column:
        places.sort()
    side, row, piece = np.array(places, dtype=np.float64).T
    cut, second, top = 60 + 12 * (row % 4), piece % 2, 50 + 12 * row
    left = 50 + (175 + gutter) * side + second * (cut + 15)
    right = left + np.where(second, 160 - cut, cut)
    size, chars = np.full(len(row), 10.0), np.full(len(row), 20)
    return Boxes(left, top, right, top + 9, top + 4.5, chars, size)


@pytest.mark.parametrize(
    ("by_column", "gutter", "count"), [(True, 15.0, 2), (False, 15.0, 1), (False, 25.0, 2)]
)
def test_a_space_as_wide_as_the_others_of_its_line_is_no_gutter(
    by_column: bool, gutter: float, count: int
) -> None:
    found = regions(boxes(by_column=by_column, gutter=gutter), np.arange(4 * _ROWS))
    rows = [row for region in found for row in region]
    assert sorted(index for row in rows for index in row) == list(range(4 * _ROWS))
    assert len(found) == count
    if count == 1:
        assert rows == [list(range(4 * row, 4 * row + 4)) for row in range(_ROWS)]


def test_a_few_lines_that_run_over_a_gap_are_no_columns() -> None:
    few = boxes(by_column=False, gutter=25.0, rows=5)
    assert len(regions(few, np.arange(20))) == 1
    few = boxes(by_column=True, gutter=25.0, rows=5)
    assert len(regions(few, np.arange(20))) == 2


def test_three_columns_written_by_rows_are_columns() -> None:
    row, column = (
        one.ravel() for one in np.meshgrid(np.arange(12.0), np.arange(3.0), indexing="ij")
    )
    left, top, size = 50 + 165 * column, 50 + 12 * row, np.full(36, 10.0)
    chars = np.full(36, 30)
    found = regions(Boxes(left, top, left + 150, top + 9, top + 4.5, chars, size), np.arange(36))
    assert [region[0][0] for region in found] == [0, 1, 2]
