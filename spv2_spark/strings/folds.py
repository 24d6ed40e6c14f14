"""Folds of labelled strings: each string is tested once, by a model that did not learn it."""

from __future__ import annotations

import random


def folds_of(count: int, folds: int, seed: int) -> list[list[int]]:
    """Return the places 0..count-1 in a random order, dealt out to folds of about equal size.

    >>> [sorted(fold) for fold in folds_of(count=5, folds=2, seed=1)]
    [[1, 2, 4], [0, 3]]
    """
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311
    return [order[first::folds] for first in range(folds)]
