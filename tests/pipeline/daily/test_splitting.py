"""A wave is split until the papers that abort it are alone."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.pipeline.daily.splitting import split_at_aborts
from spv2_spark.runtime.aborted import StageAbortedError


@given(st.integers(1, 300), st.data())
def test_culprits_are_found_and_all_others_are_done_once(count: int, data: st.DataObject) -> None:
    bad = data.draw(st.sets(st.integers(0, count - 1), max_size=min(3, count // 2)))
    calls: list[int] = []

    def job(some: list[int], number: int) -> None:
        calls.append(number)
        if bad & set(some):
            raise StageAbortedError(f"{min(bad & set(some))} is bad")

    split = split_at_aborts(range(count), job)
    assert sorted(paper for _, some in split.pieces for paper in some) == sorted(
        set(range(count)) - bad
    )
    assert sorted(split.culprits) == [(one, f"{one} is bad") for one in sorted(bad)]
    assert len(set(calls)) == len(calls)  # each try has a number, and so a folder, of its own
    aborts = len(calls) - len(split.pieces)
    assert aborts <= len(bad) * (math.ceil(math.log2(count)) + 1)


@pytest.mark.parametrize("count", [20, 1000, 100_000])
def test_where_nothing_works_the_error_is_raised_after_few_aborts(count: int) -> None:
    aborts = 0

    def job(_some: list[int], _number: int) -> None:
        nonlocal aborts
        aborts += 1
        raise StageAbortedError("the disk is full")

    with pytest.raises(StageAbortedError, match="disk"):
        split_at_aborts(range(count), job)
    assert aborts <= 35


def test_another_error_is_raised_at_once() -> None:
    def job(_some: list[int], _number: int) -> None:
        raise PermissionError("read-only")

    with pytest.raises(PermissionError):
        split_at_aborts([1, 2], job)


def test_no_papers_are_no_job() -> None:
    def job(_some: list[int], _number: int) -> None:
        raise AssertionError

    assert split_at_aborts([], job).pieces == []
