from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

pytestmark = pytest.mark.tf
pytest.importorskip("keras")

LABELS, TIME = 3, 4
Floats = npt.NDArray[np.float64]


def by_hand(
    emissions: Floats, moves: Floats, first: Floats, labels: list[int] | None = None
) -> tuple[float, Floats]:
    """Sum over all paths: log of the sum, and every token's marginals."""
    total, marginals = 0.0, np.zeros_like(emissions)
    for path in product(range(LABELS), repeat=len(emissions)):
        if labels and any(
            want not in (-1, label) for want, label in zip(labels, path, strict=True)
        ):
            continue
        score = first[path[0]] + sum(emissions[step, label] for step, label in enumerate(path))
        score += sum(moves[one, two] for one, two in pairwise(path))
        total += np.exp(score)
        for step, label in enumerate(path):
            marginals[step, label] += np.exp(score)
    return float(np.log(total)), marginals / total


@pytest.fixture
def problem() -> tuple[Floats, Floats, Floats]:
    rng = np.random.default_rng(5)
    draws = [rng.normal(0, 2, shape) for shape in ((2, TIME, LABELS), (LABELS, LABELS), LABELS)]
    return draws[0], draws[1], draws[2]


def chain_of(moves: Floats, first: Floats) -> Any:
    """The layer with these weights."""
    from spv2_spark.nn.chain import Transitions

    layer = Transitions(LABELS)
    layer.build(None)
    layer.set_weights([moves, first])
    return layer


def test_marginals_are_those_of_all_paths(problem):
    from keras import ops

    from spv2_spark.nn import chain

    emissions, moves, first = problem
    found = np.exp(
        chain.log_marginals(
            ops.cast(emissions, "float32"), chain_of(moves, first), np.array([TIME, 2])
        )
    )
    assert np.allclose(found[0], by_hand(emissions[0], moves, first)[1], atol=1e-5)
    assert np.allclose(found[1, :2], by_hand(emissions[1, :2], moves, first)[1], atol=1e-5)


def test_the_loss_sums_over_what_an_unsure_token_may_be(problem):
    from keras import ops

    from spv2_spark.nn import chain

    emissions, moves, first = problem
    labels = [[0, -1, 2, 1], [-1, 1, -1, -1]]
    lengths = (TIME, 2)
    found = chain.negative_log_likelihood(
        ops.cast(emissions, "float32"),
        chain_of(moves, first),
        ops.convert_to_tensor(np.array(labels, "int32")),
        np.array(lengths),
    )
    expected = 0.0
    for row, length in enumerate(lengths):
        one = emissions[row, :length]
        expected += (
            by_hand(one, moves, first)[0] - by_hand(one, moves, first, labels[row][:length])[0]
        )
    assert float(found) == pytest.approx(expected, rel=1e-4)


def test_strong_transitions_neither_overflow_nor_break_the_gradient():
    tf = pytest.importorskip("tensorflow")
    from spv2_spark.nn import chain

    layer = chain_of(np.array([[0, -60, 60], [-60, 0, 0], [60, 0, -60.0]]), np.zeros(3))
    emissions = tf.Variable(np.random.default_rng(1).normal(0, 30, (2, 50, 3)).astype("float32"))
    with tf.GradientTape() as tape:
        labels = tf.constant(np.random.default_rng(2).integers(-1, 3, (2, 50)), tf.int32)
        loss = chain.negative_log_likelihood(emissions, layer, labels, tf.constant([50, 7]))
    gradients = tape.gradient(loss, [layer.transitions.value, emissions])
    assert np.isfinite(float(loss))
    assert all(np.isfinite(one.numpy()).all() for one in gradients)
    assert np.abs(gradients[1].numpy()[1, 7:]).max() == 0  # behind the end nothing is learnt
