"""Training curves for TensorBoard, where TensorFlow is the backend; elsewhere nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Scalars:
    """Writes named numbers by step into an event file under a folder."""

    def __init__(self, folder: Path) -> None:
        import keras

        self._writer: Any = None
        if keras.backend.backend() == "tensorflow":
            import tensorflow as tf

            self._writer = tf.summary.create_file_writer(str(folder))

    def write(self, step: int, values: Mapping[str, float]) -> None:
        """Add one point to each curve."""
        if self._writer is None:
            return
        import tensorflow as tf

        # tf.summary.scalar needs the tensorboard package; its data format does not.
        metadata = tf.compat.v1.SummaryMetadata()
        metadata.plugin_data.plugin_name = "scalars"
        metadata.data_class = 1  # scalars; without it TensorBoard does not show them
        with self._writer.as_default(step):
            for name, value in values.items():
                tf.summary.write(name, tf.constant(value, tf.float32), metadata=metadata)
        self._writer.flush()
