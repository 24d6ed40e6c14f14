"""Draws from a seeded generator."""

from __future__ import annotations

import random
from typing import TypeVar

T = TypeVar("T")


def chance(rng: random.Random, probability: float) -> bool:
    """Return true with a probability in 0..1."""
    return rng.random() < probability


def one_of(rng: random.Random, *weighted: tuple[T, float]) -> T:
    """Return one value of (value, weight) pairs."""
    return rng.choices([v for v, _ in weighted], [w for _, w in weighted])[0]
