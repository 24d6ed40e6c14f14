"""A bidirectional LSTM over padded sequences, with a fused kernel where there is one.

The weights are laid out as in `keras.layers.LSTM` (gates in the order i, f, c, o, the forget
bias 1 in the bias), so both kernels below, and Keras' own layer, compute the same from them.
The fused kernel (see `fused`) is much faster on a CPU than a loop of graph operations.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import ops


class BiLSTM(keras.layers.Layer):  # type: ignore[misc]
    """Maps (batch, time, dim) and lengths (batch,) to (batch, time, 2 * units).

    The backward direction starts at each sequence's own end; the output is 0 behind it.
    """

    def __init__(self, units: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units = units
        self.fused = keras.backend.backend() == "tensorflow"

    def build(self, inputs_shape: Any, lengths_shape: Any = None) -> None:
        """Create the weights of both directions for inputs of inputs_shape[-1] dimensions."""
        del lengths_shape
        dim, gates = int(inputs_shape[-1]), 4 * self.units
        for direction in ("forward", "backward"):
            weights = (
                self.add_weight(name=f"{direction}_kernel", shape=(dim, gates)),
                self.add_weight(
                    name=f"{direction}_recurrent_kernel",
                    shape=(self.units, gates),
                    initializer="orthogonal",
                ),
                self.add_weight(
                    name=f"{direction}_bias", shape=(gates,), initializer=self._forget_bias
                ),
            )
            setattr(self, direction, weights)
        super().build(inputs_shape)

    def call(self, inputs: Any, lengths: Any) -> Any:
        """Run both directions."""
        run = _fused if self.fused else _loop
        steps = ops.arange(ops.shape(inputs)[1])  # (time,)
        ends = ops.expand_dims(ops.cast(lengths, steps.dtype), 1)  # (batch, 1)
        inside = steps < ends  # (batch, time)
        # Each sequence is turned round within its own length; turning twice undoes it.
        turned = ops.where(inside, ends - 1 - steps, steps)
        onward = run(inputs, *self.forward)
        backward = _turn(run(_turn(inputs, turned), *self.backward), turned)
        both = ops.concatenate([onward, backward], axis=-1)
        return both * ops.cast(ops.expand_dims(inside, -1), both.dtype)

    def compute_output_shape(self, inputs_shape: Any, lengths_shape: Any = None) -> Any:
        """Return (batch, time, 2 * units)."""
        del lengths_shape
        return (*inputs_shape[:-1], 2 * self.units)

    def _forget_bias(self, shape: Any, dtype: Any = None) -> Any:
        del shape
        one, none = ops.ones(self.units, dtype), ops.zeros(self.units, dtype)
        return ops.concatenate([none, one, none, none])


def _turn(values: Any, places: Any) -> Any:
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        return tf.gather(values, places, axis=1, batch_dims=1)
    return ops.take_along_axis(values, ops.expand_dims(places, -1), axis=1)


def _fused(inputs: Any, kernel: Any, recurrent: Any, bias: Any) -> Any:
    import tensorflow as tf

    from spv2_spark.nn.fused import fused_lstm

    def reordered(weights: Any) -> Any:
        # The fused kernel wants the gates as i, c, f, o.
        i, f, c, o = tf.split(tf.convert_to_tensor(weights), 4, axis=-1)
        return tf.concat([i, c, f, o], axis=-1)

    weights = tf.concat([reordered(kernel), reordered(recurrent)], axis=0)
    outputs = fused_lstm(tf.transpose(inputs, (1, 0, 2)), weights, reordered(bias))
    return tf.transpose(outputs, (1, 0, 2))


def _loop(inputs: Any, kernel: Any, recurrent: Any, bias: Any) -> Any:
    units = recurrent.shape[0]
    projected = ops.transpose(ops.matmul(inputs, kernel) + bias, (1, 0, 2))
    start = ops.zeros((ops.shape(inputs)[0], 2 * units), inputs.dtype)  # hidden, cell

    def step(state: Any, gates: Any) -> Any:
        hidden, cell = state[:, :units], state[:, units:]
        i, f, c, o = ops.split(gates + ops.matmul(hidden, recurrent), 4, axis=-1)
        cell = ops.sigmoid(f) * cell + ops.sigmoid(i) * ops.tanh(c)
        hidden = ops.sigmoid(o) * ops.tanh(cell)
        state = ops.concatenate([hidden, cell], axis=-1)
        return state, state

    _, states = ops.scan(step, start, projected)
    # The scan forgets its outputs' shapes on TensorFlow.
    states = ops.reshape(states, (-1, ops.shape(start)[0], 2 * units))
    return ops.transpose(states[..., :units], (1, 0, 2))
