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

    >>> [tuple(one) for one in windows_of(tokens=1000, window=500, context=64)]
    [(0, 564, 0, 500), (436, 1000, 500, 1000)]
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


def padded(rows: Sequence[tuple[UInt16s, Int8s]]) -> Inputs:
    """Put sequences' ids (n, K) and numbers (n, D) into one batch, padded to a bucketed length."""
    lengths = np.array([len(ids) for ids, _ in rows], np.int32)
    shape = (len(rows), padded_length(int(lengths.max())))
    batch = Inputs(
        np.zeros((*shape, rows[0][0].shape[1]), np.int32),
        np.zeros((*shape, rows[0][1].shape[1]), np.int8),
        lengths,
    )
    for row, (ids, numbers) in enumerate(rows):
        batch.ids[row, : len(ids)] = ids
        batch.numbers[row, : len(ids)] = numbers
    return batch
