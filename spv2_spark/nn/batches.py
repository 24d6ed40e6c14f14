"""Training batches out of shards: a function of (shards, settings, seed) and of nothing else.

The n-th batch of a run is always the same, so a run that was killed goes on where it was by
counting batches; no state of a generator has to be stored. NumPy only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Protocol

import numpy as np

from spv2_spark.domain.label import MASK
from spv2_spark.errors import SettingsError
from spv2_spark.features.pool import PagePool, padded_length
from spv2_spark.features.shards import Shard
from spv2_spark.nn.batch import (
    Batch,
    BatchSettings,
    Layout,
    Places,
    disturbed,
    layout_of,
    window_places,
)
from spv2_spark.nn.references import References

__all__ = ["Batch", "BatchSettings", "Layout", "dev_batches", "layout_of", "training_batches"]


class Sequences(Protocol):
    """What shards are cut into for a tagger: `Pages`, or `References`."""

    def places(self) -> list[Places]:
        """Return every shard's windows that have at least one label that counts."""

    def batch(self, places: Places, rng: np.random.Generator | None = None) -> Batch:
        """Read windows into one padded batch; with `rng` their bounds may be disturbed."""


class Pages:
    """Pages as they are; the places are the shard's tokens."""

    def __init__(self, shards: Sequence[Shard], settings: BatchSettings) -> None:
        self._shards = shards
        self._settings = settings

    def places(self) -> list[Places]:
        """Return every shard's windows that have at least one label that counts."""
        return places_of(self._shards, self._settings)

    def batch(self, places: Places, rng: np.random.Generator | None = None) -> Batch:
        """Read windows into one padded batch; the bounds of a page are never disturbed."""
        del rng
        return batch_of(self._shards, places)


def sequences_of(shards: Sequence[Shard], settings: BatchSettings) -> Sequences:
    """Return the sequences of the settings' unit; SettingsError for an unknown one."""
    if settings.unit == "page":
        return Pages(shards, settings)
    if settings.unit == "entry":
        return References(shards, settings)
    raise SettingsError(f"unknown unit {settings.unit!r} (page, entry)")


def places_of(shards: Sequence[Shard], settings: BatchSettings) -> list[Places]:
    """Return every shard's windows of pages that have at least one label that counts."""
    return [_shard_places(index, shard, settings) for index, shard in enumerate(shards)]


def training_batches(
    shards: Sequence[Shard], layout: Layout, settings: BatchSettings, seed: int, skip: int = 0
) -> Iterator[Batch]:
    """Yield batches for ever; the first `skip` are passed over cheaply.

    In an epoch a shard of weight 2.5 is seen twice whole and a random half of it once more.
    """
    sequences = sequences_of(shards, settings)
    places = sequences.places()
    if not sum(len(one) for one in places):
        raise SettingsError("the training shards hold no labelled token")
    weights = [shard.info.weight for shard in shards]
    step = count()
    for epoch in count():
        rng = np.random.default_rng((seed, 1, epoch))
        order = _epoch(places, weights, settings.empty_share, rng)
        capacity = max(settings.batch_tokens // 8, 64)
        pool: PagePool[int] = PagePool(settings.batch_tokens, capacity, rng)
        sized = ((row, int(order[row, 2] - order[row, 1])) for row in range(len(order)))
        for group in pool.batches(sized):
            number = next(step)
            if number >= skip:
                own = np.random.default_rng((seed, 2, number))
                yield disturbed(sequences.batch(order[group], own), layout, settings, own)


def dev_batches(shards: Sequence[Shard], settings: BatchSettings) -> Iterator[Batch]:
    """Yield every labelled window once, undisturbed."""
    sequences = sequences_of(shards, settings)
    order = np.concatenate([np.zeros((0, 6), np.int64), *sequences.places()])
    pool: PagePool[int] = PagePool(settings.batch_tokens, max(len(order), 1))
    sized = ((row, int(order[row, 2] - order[row, 1])) for row in range(len(order)))
    for group in pool.batches(sized):
        yield sequences.batch(order[group])


def batch_of(shards: Sequence[Shard], places: Places) -> Batch:
    """Read windows of pages out of their shards into one padded batch."""
    lengths = (places[:, 2] - places[:, 1]).astype(np.int32)
    longest = padded_length(int(lengths.max()))
    one = shards[0]
    ids = np.zeros((len(places), longest, one.ids.shape[1]), np.int32)
    numbers = np.zeros((len(places), longest, one.numbers.shape[1]), np.int8)
    labels = np.full((len(places), longest, 2), MASK, np.int32)
    for row, (index, start, stop, first, last, _) in enumerate(places.tolist()):
        shard = shards[index]
        ids[row, : stop - start] = shard.ids[start:stop]
        numbers[row, : stop - start] = shard.numbers[start:stop]
        labels[row, first - start : last - start, 0] = shard.field[first:last]
        labels[row, first - start : last - start, 1] = shard.entry[first:last]
    return Batch(ids, numbers, lengths, labels)


def _shard_places(index: int, shard: Shard, settings: BatchSettings) -> Places:
    field, entry = np.asarray(shard.field), np.asarray(shard.entry)
    sure, holds = (field != MASK) | (entry != MASK), (field > 0) | (entry > 0)
    return window_places(index, shard.offsets, sure, holds, settings)


def _epoch(
    places: Sequence[Places],
    weights: Sequence[float],
    empty_share: float,
    rng: np.random.Generator,
) -> Places:
    taken: list[Places] = []
    for rows, weight in zip(places, weights, strict=True):
        whole, part = divmod(weight, 1.0)
        taken += [rows] * int(whole)
        taken.append(rows[rng.random(len(rows)) < part])
    order = np.concatenate(taken)
    order = order[(order[:, 5] > 0) | (rng.random(len(order)) < empty_share)]
    return order[rng.permutation(len(order))]
