from __future__ import annotations

import numpy as np
import pytest

pytestmark = pytest.mark.tf

LENGTHS = np.array([20, 6], np.int32)


def convolution(values: np.ndarray) -> np.ndarray:
    from spv2_spark.nn.backend import keras_with

    keras_with(1)
    from spv2_spark.nn.convolution import Convolution

    layer = Convolution(4)
    layer(values, LENGTHS)
    layer.kernel.assign(np.ones((15, 3, 4), np.float32))
    found: np.ndarray = np.asarray(layer(values, LENGTHS))
    return found


def test_a_token_sees_seven_neighbours_on_either_side() -> None:
    values = np.zeros((2, 20, 3), np.float32)
    values[0, 10, 0] = 2.0
    assert np.flatnonzero(convolution(values)[0, :, 0]).tolist() == list(range(3, 18))


def test_a_sequence_is_read_alike_whatever_it_is_padded_to() -> None:
    values = np.random.default_rng(1).normal(size=(2, 20, 3)).astype(np.float32)
    longer = np.concatenate([values, np.ones((2, 5, 3), np.float32)], axis=1)
    assert np.allclose(convolution(values), convolution(longer)[:, :20], atol=1e-5)
    assert not convolution(values)[1, 6:].any()
