"""Training curves for TensorBoard, where TensorFlow is the backend; elsewhere nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path


def curves_in(folder: Path) -> Callable[[int, Mapping[str, float]], None]:
    """Return what adds a point at a step to each curve, in an event file under `folder`."""
    import keras

    if keras.backend.backend() != "tensorflow":
        return lambda _step, _values: None
    import tensorflow as tf

    writer = tf.summary.create_file_writer(str(folder))
    # tf.summary.scalar needs the tensorboard package; its data format does not.
    metadata = tf.compat.v1.SummaryMetadata()
    metadata.plugin_data.plugin_name = "scalars"
    metadata.data_class = 1  # scalars; without it TensorBoard does not show them

    def write(step: int, values: Mapping[str, float]) -> None:
        with writer.as_default(step):
            for name, value in values.items():
                tf.summary.write(name, tf.constant(value, tf.float32), metadata=metadata)
        writer.flush()

    return write
