"""Pages are read whole or in windows: a window is a stretch that counts and context around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.features.featurise import Int8s, UInt16s
from spv2_spark.features.pool import padded_length


class Window(NamedTuple):
    """Tokens start..stop of a sequence, of which first..last count; all from 0, ends excluded."""

    start: int
    stop: int
    first: int
    last: int


def windows_of(tokens: int, window: int, context: int) -> list[Window]:
    """Cut a page of n tokens into windows of about equal size whose counted parts tile it.

    A page of up to 1.5 windows, or any page if `window` is 0, is one window.
    """
    if not tokens:
        return []
    pieces = 1 if not window or tokens <= window * 1.5 else -(-tokens // window)
    bounds = [tokens * piece // pieces for piece in range(pieces + 1)]
    return [
        Window(max(first - context, 0), min(last + context, tokens), first, last)
        for first, last in pairwise(bounds)
    ]


class Inputs(NamedTuple):
    """A padded batch of B sequences of at most T tokens."""

    ids: npt.NDArray[np.int32]  # (B, T, K), 0 is padding
    numbers: Int8s  # (B, T, D)
    lengths: npt.NDArray[np.int32]  # (B,)


def padded(ids: Sequence[UInt16s], numbers: Sequence[Int8s]) -> Inputs:
    """Put sequences of unequal lengths into one batch, padded to a bucketed length."""
    lengths = np.array([len(one) for one in ids], np.int32)
    longest = padded_length(int(lengths.max()))
    all_ids = np.zeros((len(ids), longest, ids[0].shape[1]), np.int32)
    all_numbers = np.zeros((len(ids), longest, numbers[0].shape[1]), np.int8)
    for row, (one, other) in enumerate(zip(ids, numbers, strict=True)):
        all_ids[row, : len(one)] = one
        all_numbers[row, : len(other)] = other
    return Inputs(all_ids, all_numbers, lengths)
