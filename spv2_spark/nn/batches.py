"""Training batches out of shards: a function of (shards, settings, seed) and of nothing else.

The n-th batch of a run is always the same, so a run that was killed goes on where it was by
counting batches; no state of a generator has to be stored. NumPy only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.label import MASK
from spv2_spark.errors import SettingsError
from spv2_spark.features.featurise import SCALE, Int8s
from spv2_spark.features.pool import PagePool, padded_length
from spv2_spark.features.shards import Shard
from spv2_spark.nn.windows import windows_of

Int32s = npt.NDArray[np.int32]
# (W, 6): shard; start, stop, first, last in its tokens; whether any of them is part of a field
# or an entry.
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """How batches are cut and how their inputs are disturbed in training.

    `window` 0 reads whole pages. A word is replaced by the unknown one with `word_dropout`
    (so that hashes of parts are learnt), a window's fonts with `font_dropout` (so that no font
    is needed), and numbers get normal noise of `number_noise`. Of the windows without any label
    but "none", half of all, an epoch takes the drawn share `empty_share`.
    """

    batch_tokens: int = 8192
    window: int = 192
    context: int = 32
    word_dropout: float = 0.15
    font_dropout: float = 0.3
    number_noise: float = 0.01
    empty_share: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """A padded batch of B sequences of at most T tokens."""

    ids: Int32s  # (B, T, K)
    numbers: Int8s  # (B, T, D)
    lengths: Int32s  # (B,)
    labels: Int32s  # (B, T, 2): field and entry, MASK where they do not count


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand that training disturbs."""

    words: tuple[int, ...]  # id columns that name the whole word
    fonts: tuple[int, ...]
    word_numbers: tuple[int, ...]  # numbers that only a known word has


def layout_of(id_columns: Sequence[str], number_names: Sequence[str]) -> Layout:
    """Find the columns by their names."""
    return Layout(
        tuple(k for k, name in enumerate(id_columns) if name in ("word", "hash")),
        tuple(k for k, name in enumerate(id_columns) if name == "font"),
        tuple(d for d, name in enumerate(number_names) if name in ("known", "rank")),
    )


def places_of(shards: Sequence[Shard], settings: BatchSettings) -> list[Places]:
    """Return every shard's windows that have at least one label that counts."""
    return [_shard_places(index, shard, settings) for index, shard in enumerate(shards)]


def training_batches(
    shards: Sequence[Shard], layout: Layout, settings: BatchSettings, seed: int, skip: int = 0
) -> Iterator[Batch]:
    """Yield batches for ever; the first `skip` are passed over cheaply.

    In an epoch a shard of weight 2.5 is seen twice whole and a random half of it once more.
    """
    places = places_of(shards, settings)
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
                batch = batch_of(shards, order[group])
                yield disturbed(batch, layout, settings, np.random.default_rng((seed, 2, number)))


def dev_batches(shards: Sequence[Shard], settings: BatchSettings) -> Iterator[Batch]:
    """Yield every labelled window once, undisturbed."""
    order = np.concatenate([np.zeros((0, 6), np.int64), *places_of(shards, settings)])
    pool: PagePool[int] = PagePool(settings.batch_tokens, max(len(order), 1))
    sized = ((row, int(order[row, 2] - order[row, 1])) for row in range(len(order)))
    for group in pool.batches(sized):
        yield batch_of(shards, order[group])


def batch_of(shards: Sequence[Shard], places: Places) -> Batch:
    """Read windows out of their shards into one padded batch."""
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


def disturbed(
    batch: Batch, layout: Layout, settings: BatchSettings, rng: np.random.Generator
) -> Batch:
    """Return the batch with words and fonts dropped and noise on its numbers."""
    ids, numbers = batch.ids.copy(), batch.numbers.copy()
    dropped = (rng.random(ids.shape[:2]) < settings.word_dropout) & (ids[..., 0] > 0)
    for column in layout.words:
        ids[..., column][dropped] = 1
    for column in layout.word_numbers:
        numbers[..., column][dropped] = 0
    fontless = rng.random(len(ids)) < settings.font_dropout
    for column in layout.fonts:
        rows = ids[fontless, :, column]
        ids[fontless, :, column] = np.minimum(rows, 1)
    if settings.number_noise:
        noise = rng.standard_normal(numbers.shape, np.float32) * (settings.number_noise * SCALE)
        numbers = np.clip(np.rint(numbers + noise), -SCALE, SCALE).astype(np.int8)
    return Batch(ids, numbers, batch.lengths, batch.labels)


def _shard_places(index: int, shard: Shard, settings: BatchSettings) -> Places:
    field, entry = np.asarray(shard.field), np.asarray(shard.entry)
    rows = [
        (index, start + w.start, start + w.stop, start + w.first, start + w.last, 0)
        for start, length in zip(shard.offsets[:-1].tolist(), shard.lengths.tolist(), strict=True)
        for w in windows_of(length, settings.window, settings.context)
    ]
    places = np.array(rows, np.int64).reshape(-1, 6)
    places[:, 5] = _any_within((field > 0) | (entry > 0), places)
    return places[_any_within((field != MASK) | (entry != MASK), places)]


def _any_within(holds: npt.NDArray[np.bool_], places: Places) -> npt.NDArray[np.bool_]:
    """(W,): whether it holds for any of the tokens of each place that count."""
    counted = np.concatenate([[0], np.cumsum(holds)])
    within: npt.NDArray[np.bool_] = counted[places[:, 4]] > counted[places[:, 3]]
    return within


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
