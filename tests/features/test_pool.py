from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.errors import SettingsError
from spv2_spark.features.pool import PagePool, padded_length

LENGTHS = st.lists(st.integers(0, 3000), max_size=80)


@given(LENGTHS, st.integers(1, 5000), st.integers(1, 40), st.none() | st.integers(0, 9))
def test_every_page_leaves_exactly_once_and_the_budget_holds(lengths, budget, capacity, seed):
    rng = None if seed is None else np.random.default_rng(seed)
    pool: PagePool[int] = PagePool(budget, capacity, rng)
    seen: Counter[int] = Counter()
    for group in pool.batches(enumerate(lengths)):
        assert group
        padded = len(group) * max(padded_length(lengths[page]) for page in group)
        assert padded <= budget or len(group) == 1
        seen.update(group)
    assert seen == Counter(range(len(lengths)))


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=40), st.integers(1, 5000))
def test_prediction_takes_the_smallest_first(lengths, budget):
    pool: PagePool[int] = PagePool(budget, len(lengths))
    sizes = [
        padded_length(lengths[page]) for group in pool.batches(enumerate(lengths)) for page in group
    ]
    assert sizes == sorted(sizes)


@given(st.integers(0, 100_000))
def test_a_padded_length_holds_the_page_with_little_waste(tokens):
    length = padded_length(tokens)
    assert length >= max(tokens, 32)
    assert length <= max(tokens * 1.25 + 1, 32)


def test_there_are_few_lengths():
    assert [padded_length(n) for n in (1, 33, 41, 64, 65, 600, 1000)] == [
        32,
        40,
        48,
        64,
        80,
        640,
        1024,
    ]
    assert len({padded_length(n) for n in range(1, 4097)}) == 29


def test_a_pool_yields_when_it_is_full_and_not_at_the_end_only():
    pool: PagePool[int] = PagePool(64, 4)
    drawn: list[int] = []

    def pages() -> Iterator[tuple[int, int]]:
        for page in range(10):
            drawn.append(page)
            yield page, 32

    first = next(pool.batches(pages()))
    assert len(first) == 2
    assert drawn == [0, 1, 2, 3, 4]


def test_an_impossible_pool_is_refused():
    with pytest.raises(SettingsError, match="at least 1"):
        PagePool(0, 4)
