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

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


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


class Layout(NamedTuple):
    """Where the columns stand that training disturbs."""

    words: list[int]  # id columns that name the whole word
    fonts: list[int]
    word_numbers: list[int]  # numbers that only a known word has


def layout_of(id_columns: Sequence[str], number_names: Sequence[str]) -> Layout:
    """Find the columns by their names."""
    ids, numbers = list(enumerate(id_columns)), enumerate(number_names)
    return Layout(
        [place for place, name in ids if name in ("word", "hash")],
        [place for place, name in ids if name == "font"],
        [place for place, name in numbers if name in ("known", "rank")],
    )


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
        ids[fontless, :, column] = np.minimum(ids[fontless, :, column], 1)
    noise = rng.standard_normal(numbers.shape, np.float32) * (settings.number_noise * SCALE)
    numbers = np.clip(np.rint(numbers + noise), -SCALE, SCALE).astype(np.int8)
    return batch._replace(ids=ids, numbers=numbers)
