"""Chains worked through side by side, against all labellings counted one by one."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spv2_spark.crf.chains import Chains, Float64s

LENGTHS = st.lists(st.integers(1, 4), min_size=1, max_size=4).map(
    lambda lengths: sorted(lengths, reverse=True)
)


@settings(max_examples=40, deadline=None)
@given(LENGTHS, st.integers(1, 3), st.integers(0, 2**32 - 1), st.sampled_from([0.1, 1.0, 30.0]))
def test_best_and_likely_are_those_of_all_labellings(
    lengths: list[int], labels: int, seed: int, spread: float
) -> None:
    rng = np.random.default_rng(seed)
    scores = [rng.normal(0, spread, (n, labels)) for n in lengths]
    transitions = rng.normal(0, spread, (labels, labels))
    chains = Chains.of(scores)
    best = chains.best(transitions)
    likely = chains.likelihoods(transitions, best)
    for at, one in enumerate(scores):
        n = len(one)
        weights = {
            ways: _score(one, transitions, ways) for ways in product(range(labels), repeat=n)
        }
        found = tuple(best[:n, at].tolist())
        assert weights[found] == pytest.approx(max(weights.values()))
        top = max(weights.values())
        shares = {ways: np.exp(weight - top) for ways, weight in weights.items()}
        whole = sum(shares.values())
        for place in range(n):
            of_label = sum(x for ways, x in shares.items() if ways[place] == found[place])
            assert likely[place, at] == pytest.approx(of_label / whole)


def _score(scores: Float64s, transitions: Float64s, ways: tuple[int, ...]) -> float:
    here = sum(scores[at, label] for at, label in enumerate(ways))
    return float(here + sum(transitions[a, b] for a, b in pairwise(ways)))
