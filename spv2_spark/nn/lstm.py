"""A bidirectional LSTM over padded sequences, by the fastest kernel of the device.

The weights are laid out as in `keras.layers.LSTM` (gates in the order i, f, c, o, the forget
bias 1 in the bias), so all kernels compute the same from them:

    block   TensorFlow's fused kernel (see `fused`), much faster on a CPU than a loop of operations
    keras   Keras' own layer, which is cuDNN's LSTM where TensorFlow sees a GPU
    loop    a scan of graph operations, for other backends
"""

from __future__ import annotations

from collections.abc import Callable
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
        self.kernel = _fastest_kernel()

    def build(self, inputs_shape: Any, lengths_shape: Any = None) -> None:
        """Create the weights of both directions for inputs of inputs_shape[-1] dimensions."""
        del lengths_shape
        dim, gates = int(inputs_shape[-1]), 4 * self.units
        self._run = _run_of(self.kernel, self.units, dim)
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
        steps = ops.arange(ops.shape(inputs)[1])  # (time,)
        ends = ops.expand_dims(ops.cast(lengths, steps.dtype), 1)  # (batch, 1)
        inside = steps < ends  # (batch, time)
        # Each sequence is turned round within its own length; turning twice undoes it.
        turned = ops.where(inside, ends - 1 - steps, steps)
        onward = self._run(inputs, *self.forward)
        backward = rows_at(self._run(rows_at(inputs, turned), *self.backward), turned)
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


class _KerasLayer:
    """Keras' LSTM as a function of our weights: no layer of ours, so that its own are not kept.

    It gets no mask: nothing runs back from the padding behind a sequence.
    """

    def __init__(self, units: int, dim: int) -> None:
        self._layer = keras.layers.LSTM(units, return_sequences=True)
        self._layer.build((None, None, dim))

    def __call__(self, inputs: Any, kernel: Any, recurrent: Any, bias: Any) -> Any:
        weights = [kernel, recurrent, bias]
        others = self._layer.non_trainable_variables  # the state of a dropout that is none
        return self._layer.stateless_call(weights, others, inputs)[0]


def _fastest_kernel() -> str:
    if keras.backend.backend() != "tensorflow":
        return "loop"
    import tensorflow as tf

    return "keras" if tf.config.list_physical_devices("GPU") else "block"


def _run_of(kernel: str, units: int, dim: int) -> Callable[[Any, Any, Any, Any], Any]:
    """Return what maps inputs, kernel, recurrent kernel and bias to hidden states."""
    if kernel == "keras":
        return _KerasLayer(units, dim)
    return _fused if kernel == "block" else _loop


def rows_at(values: Any, places: Any) -> Any:
    """Return values (B, T, D) at places (B, P) of each sequence: (B, P, D)."""
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
