"""A padded batch for training, how batches are cut, and how their inputs are disturbed.

NumPy only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.features.featurise import SCALE, Int8s
from spv2_spark.nn.windows import windows_of

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
# (W, 6): shard; start, stop, first, last in its sequences; whether any of the tokens is part of
# a field or an entry.
Places = Int64s


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """How batches are cut and how their inputs are disturbed in training.

    A sequence is a page, or with `unit` "entry" one reference of a bibliography. `window` 0
    reads it whole. A word is replaced by the unknown one with `word_dropout` (so that hashes
    of parts are learnt), a window's fonts with `font_dropout` (so that no font is needed), and
    numbers get normal noise of `number_noise`. Of the windows without any label but "none",
    half of all, an epoch takes the drawn share `empty_share`. An entry's start and its end are
    each put wrong with `bound_noise`, by up to `bound_tokens` tokens: a page model finds some
    wrong too.
    """

    batch_tokens: int = 8192
    window: int = 192
    context: int = 32
    word_dropout: float = 0.15
    font_dropout: float = 0.3
    number_noise: float = 0.01
    empty_share: float = 0.5
    unit: str = "page"
    bound_noise: float = 0.15
    bound_tokens: int = 4


class Batch(NamedTuple):
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


def window_places(
    index: int, offsets: Int64s, sure: Bools, holds: Bools, settings: BatchSettings
) -> Places:
    """Return the windows of a shard's sequences that have at least one label that counts.

    Sequence s is offsets[s]..offsets[s + 1]; `sure` says which tokens' labels count, and
    `holds` which are part of a field or an entry.
    """
    rows = [
        (index, start + w.start, start + w.stop, start + w.first, start + w.last, 0)
        for start, length in zip(offsets[:-1].tolist(), np.diff(offsets).tolist(), strict=True)
        for w in windows_of(length, settings.window, settings.context)
    ]
    places = np.array(rows, np.int64).reshape(-1, 6)
    places[:, 5] = _any_within(holds, places)
    return places[_any_within(sure, places)]


def _any_within(holds: Bools, places: Places) -> Bools:
    """(W,): whether it holds for any of the tokens of each place that count."""
    counted = np.concatenate([[0], np.cumsum(holds)])
    within: Bools = counted[places[:, 4]] > counted[places[:, 3]]
    return within


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
