from __future__ import annotations

from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.tf
pytest.importorskip("tensorflow")

BATCH, TIME, DIM, UNITS = 3, 7, 5, 4
LENGTHS = np.array([7, 4, 1], np.int32)


def inputs() -> Any:
    return np.random.default_rng(3).normal(size=(BATCH, TIME, DIM)).astype(np.float32)


def layer_with_weights(kernel: str, weights: list[Any] | None = None) -> Any:
    from spv2_spark.nn.lstm import BiLSTM

    layer = BiLSTM(UNITS)
    layer.kernel = kernel
    layer.build((None, None, DIM))
    rng = np.random.default_rng(4)
    shapes = [tuple(one.shape) for one in layer.trainable_variables]
    layer.set_weights(weights or [rng.normal(0, 0.7, shape).astype("float32") for shape in shapes])
    return layer


def kerass_own(weights: list[Any]) -> Any:
    import keras

    layer = keras.layers.Bidirectional(keras.layers.LSTM(UNITS, return_sequences=True))
    layer.build((None, None, DIM))
    layer.set_weights(weights)
    return layer


def loss_and_gradients(run: Any, variables: list[Any], values: Any) -> tuple[float, list[Any]]:
    import tensorflow as tf

    pull = np.random.default_rng(6).normal(size=(BATCH, TIME, 2 * UNITS)).astype(np.float32)
    with tf.GradientTape() as tape:
        tape.watch(values)
        loss = tf.reduce_sum(run(values) * pull)
    wanted = [values, *(one.value for one in variables)]
    return float(loss), [one.numpy() for one in tape.gradient(loss, wanted)]


def test_the_fused_kernel_equals_the_loop_and_kerass_own_layer():
    fused = layer_with_weights("block")
    loop = layer_with_weights("loop", fused.get_weights())
    own = kerass_own(fused.get_weights())
    values = inputs()
    mask = np.arange(TIME) < LENGTHS[:, None]
    one, two = np.array(fused(values, LENGTHS)), np.array(loop(values, LENGTHS))
    three = np.array(own(values, mask=mask)) * mask[..., None]
    assert np.allclose(one, two, atol=1e-6)
    assert np.allclose(one, three, atol=1e-6)
    assert np.abs(one[1, 4:]).max() == 0


def test_the_kernel_of_gpus_equals_the_one_of_cpus():
    block = layer_with_weights("block")
    keras_own = layer_with_weights("keras", block.get_weights())
    values = inputs()
    one, two = np.array(block(values, LENGTHS)), np.array(keras_own(values, LENGTHS))
    assert np.allclose(one, two, atol=1e-6)
    assert np.abs(two[1, 4:]).max() == 0
    # Keras keeps no weights of its own beside ours.
    assert [one.path for one in keras_own.variables] == [
        one.path.replace(block.name, keras_own.name) for one in block.variables
    ]


def test_their_gradients_are_equal_too():
    import tensorflow as tf

    fused = layer_with_weights("block")
    others = [layer_with_weights(kernel, fused.get_weights()) for kernel in ("loop", "keras")]
    values = tf.constant(inputs())
    results = [
        loss_and_gradients(lambda x, on=layer: on(x, LENGTHS), layer.trainable_variables, values)
        for layer in (fused, *others)
    ]
    for loss, gradients in results[1:]:
        assert results[0][0] == pytest.approx(loss, rel=1e-5)
        for one, two in zip(results[0][1], gradients, strict=True):
            assert np.allclose(one, two, atol=1e-5)
    assert np.abs(results[0][1][0][1, 4:]).max() == 0  # padding has no part in it


def test_the_fused_gradient_is_that_of_finite_differences():
    import tensorflow as tf

    fused = layer_with_weights("block")
    values, variables = tf.constant(inputs()), fused.trainable_variables

    def run(x: Any) -> Any:
        return fused(x, LENGTHS)

    _, gradients = loss_and_gradients(run, variables, values)
    rng, step = np.random.default_rng(7), 1e-2
    for variable, gradient in zip(variables, gradients[1:], strict=True):
        kept = variable.numpy()
        for _ in range(4):
            place = tuple(rng.integers(size) for size in kept.shape)
            found = []
            for sign in (1, -1):
                moved = kept.copy()
                moved[place] += sign * step
                variable.assign(moved)
                found.append(loss_and_gradients(run, variables, values)[0])
            variable.assign(kept)
            assert (found[0] - found[1]) / (2 * step) == pytest.approx(
                gradient[place], abs=2e-2, rel=2e-2
            )


def test_a_sequence_is_read_alike_whatever_it_is_padded_to():
    fused = layer_with_weights("block")
    values = inputs()
    longer = np.concatenate([values, np.ones((BATCH, 5, DIM), np.float32)], axis=1)
    assert np.allclose(fused(values, LENGTHS), fused(longer, LENGTHS)[:, :TIME], atol=1e-6)
