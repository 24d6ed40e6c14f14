"""Confidence intervals by drawing documents with replacement."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Float64s = npt.NDArray[np.float64]


class Interval(NamedTuple):
    """The middle 95% of the bootstrap samples."""

    low: float
    high: float


def interval(
    table: Float64s, statistic: Callable[[Float64s], float], *, draws: int = 1000, seed: int = 0
) -> Interval:
    """Return the interval of `statistic` of the column means of `table` (documents, columns).

    Percentile bootstrap (Efron 1979): every draw takes as many documents as there are.
    """
    if draws < 1 or len(table) == 0:
        value = statistic(table.mean(axis=0)) if len(table) else 0.0
        return Interval(value, value)
    rng = np.random.default_rng(seed)
    n = len(table)
    weights = rng.multinomial(n, np.full(n, 1 / n), size=draws) / n  # (draws, documents)
    samples = [statistic(means) for means in weights @ table]
    low, high = np.percentile(samples, [2.5, 97.5])
    return Interval(float(low), float(high))
