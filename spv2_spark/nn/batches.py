"""Training batches out of shards: a function of (shards, settings, seed) and of nothing else.

The n-th batch of a run is always the same, so a run that was killed goes on where it was by
counting batches; no state of a generator has to be stored. NumPy only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import numpy as np

from spv2_spark.errors import SettingsError
from spv2_spark.features.pool import PagePool
from spv2_spark.features.shards import Shard
from spv2_spark.nn.batch import Batch, BatchSettings, Layout, disturbed
from spv2_spark.nn.sequences import Places, Sequences


def training_batches(
    shards: Sequence[Shard], layout: Layout, settings: BatchSettings, seed: int, skip: int = 0
) -> Iterator[Batch]:
    """Yield batches for ever; the first `skip` are passed over cheaply.

    In an epoch a shard of weight 2.5 is seen twice whole and a random half of it once more.
    """
    sequences = Sequences(shards, settings)
    places = sequences.places()
    if not sum(len(one) for one in places):
        raise SettingsError("the training shards hold no labelled token")
    weights = [shard.info.weight for shard in shards]
    step = count()
    for epoch in count():
        rng = np.random.default_rng((seed, 1, epoch))
        order = _epoch(places, weights, settings.empty_share, rng)
        pool = PagePool[int](settings.batch_tokens, max(settings.batch_tokens // 8, 64), rng)
        for group in pool.batches(_sized(order)):
            number = next(step)
            if number >= skip:
                own = np.random.default_rng((seed, 2, number))
                yield disturbed(sequences.batch(order[group], own), layout, settings, own)


def dev_batches(shards: Sequence[Shard], settings: BatchSettings) -> Iterator[Batch]:
    """Yield every labelled window once, undisturbed."""
    sequences = Sequences(shards, settings)
    order = np.concatenate([np.zeros((0, 6), np.int64), *sequences.places()])
    pool = PagePool[int](settings.batch_tokens, max(len(order), 1))
    for group in pool.batches(_sized(order)):
        yield sequences.batch(order[group])


def _sized(order: Places) -> Iterable[tuple[int, int]]:
    """Return each row of `order` with the number of its tokens."""
    return enumerate((order[:, 2] - order[:, 1]).tolist())


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
