"""A convolution over padded sequences: every token sees as many neighbours on either side.

Import this module only where Keras may be loaded.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

_WIDTH = 15  # tokens: one and seven on either side, about a line of a column


@keras.saving.register_keras_serializable("spv2_spark")
class Convolution(keras.layers.Layer):  # type: ignore[misc]
    """Maps (batch, time, dim) and lengths (batch,) to (batch, time, filters).

    Behind a sequence's end stands 0, whatever the batch is padded to.
    """

    def __init__(self, filters: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.filters = filters

    def build(self, inputs_shape: Any, lengths_shape: Any = None) -> None:
        """Create the weights for inputs of inputs_shape[-1] dimensions."""
        del lengths_shape
        dim = int(inputs_shape[-1])
        self.kernel = self.add_weight(name="kernel", shape=(_WIDTH, dim, self.filters))
        self.bias = self.add_weight(name="bias", shape=(self.filters,), initializer="zeros")
        super().build(inputs_shape)

    def call(self, inputs: Any, lengths: Any) -> Any:
        """Convolve what stands within each sequence."""
        steps = ops.arange(ops.shape(inputs)[1])  # (time,)
        inside = ops.expand_dims(steps < ops.expand_dims(ops.cast(lengths, steps.dtype), 1), -1)
        within = ops.where(inside, inputs, 0.0)
        values = ops.relu(ops.conv(within, self.kernel, padding="same") + self.bias)
        return ops.where(inside, values, 0.0)
