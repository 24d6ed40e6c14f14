"""The page pool: pages of like length share a batch, so that little of it is padding."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import numpy as np

from spv2_spark.errors import SettingsError

Key = TypeVar("Key")

_STEPS = 4  # lengths between two powers of two: at most a fifth of a padded page is padding
_LEAST = 32


def padded_length(tokens: int) -> int:
    """Return the bucket of a length: 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, ...

    There are few distinct lengths, because a compiled model is traced again for each.
    """
    length = _LEAST
    while length < tokens:
        step = length // _STEPS
        if length + _STEPS * step >= tokens:
            return length + step * -(-(tokens - length) // step)
        length *= 2
    return length


class PagePool(Generic[Key]):
    """Groups a stream of pages into batches whose padded size is within a budget.

    Up to `capacity` pages wait, sorted by length; when the pool is full, a run of neighbours
    leaves it. With `rng` the run starts at random (training), without it at the smallest
    (prediction), both as SPv2 does. A page that alone exceeds the budget is a batch of its own.
    """

    def __init__(
        self, budget_tokens: int, capacity: int, rng: np.random.Generator | None = None
    ) -> None:
        if budget_tokens < 1 or capacity < 1:
            raise SettingsError("a page pool needs a budget and a capacity of at least 1")
        self._budget = budget_tokens
        self._capacity = capacity
        self._rng = rng
        self._lengths: list[int] = []  # ascending; padded
        self._keys: list[Key] = []

    def batches(self, pages: Iterable[tuple[Key, int]]) -> Iterator[list[Key]]:
        """Yield groups of keys of (key, tokens) pages; every page is in exactly one group."""
        for key, tokens in pages:
            if len(self._keys) >= self._capacity:
                yield self._take()
            length = padded_length(tokens)
            place = bisect_left(self._lengths, length)
            self._lengths.insert(place, length)
            self._keys.insert(place, key)
        while self._keys:
            yield self._take()

    def _take(self) -> list[Key]:
        count = len(self._keys)
        first = 0 if self._rng is None else int(self._rng.integers(count))
        last = first + 1
        while last < count and (last + 1 - first) * self._lengths[last] <= self._budget:
            last += 1
        # Near the longest page there are too few neighbours above: take those below.
        while first and (last + 1 - first) * self._lengths[last - 1] <= self._budget:
            first -= 1
        group = self._keys[first:last]
        del self._keys[first:last], self._lengths[first:last]
        return group
