"""Keras and TensorFlow are loaded here, quietly and with explicit threads, and only when asked."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

from spv2_spark.nn.device import PRECISIONS, Device


def keras_with(threads: int = 0, seed: int | None = None, *, onednn: bool = False) -> Any:
    """Import Keras on its configured backend and return the module.

    `onednn` has TensorFlow use oneDNN's kernels: training is a third faster with them, and the
    notice that they print is no matter there. `threads` is the number of CPU threads of a
    computation (0 leaves the backend's choice). TensorFlow takes threads only before its first
    computation; a later other number warns.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", str(int(onednn)))
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    if os.environ["KERAS_BACKEND"] == "tensorflow":
        _tensorflow_threads(threads)
    import keras

    if seed is not None:
        keras.utils.set_random_seed(seed)
    return keras


def keras_on(device: Device) -> Any:
    """Import Keras for a device and return the module.

    Of its GPUs no more memory is taken than is needed, or than the device says. What TensorFlow
    sees of GPUs is fixed when it is first loaded.
    """
    if device.visible is not None:
        os.environ["CUDA_VISIBLE_DEVICES"] = device.visible
    keras = keras_with(device.threads)
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.experimental.enable_tensor_float_32_execution(PRECISIONS[device.precision][1])
        _bound_gpu_memory(device.gpu_memory_mb)
    return keras


def gpus_seen() -> int:
    """Return how many GPUs TensorFlow sees; 0 on another backend. Keras has to be loaded."""
    if os.environ["KERAS_BACKEND"] != "tensorflow":
        return 0
    import tensorflow as tf

    return len(tf.config.list_physical_devices("GPU"))


def _bound_gpu_memory(most_mb: int) -> None:
    import tensorflow as tf

    config = tf.config
    try:
        for gpu in config.list_physical_devices("GPU"):
            if most_mb:
                limit = config.LogicalDeviceConfiguration(memory_limit=most_mb)
                config.set_logical_device_configuration(gpu, [limit])
            else:
                config.experimental.set_memory_growth(gpu, True)
    except RuntimeError:
        warnings.warn(
            "TensorFlow is already running; the memory of its GPUs stays as it is", stacklevel=3
        )


def _tensorflow_threads(threads: int) -> None:
    first = "tensorflow" not in sys.modules
    import tensorflow as tf

    if first:
        tf.get_logger().setLevel("ERROR")
    if not threads:
        return
    config = tf.config.threading
    if config.get_intra_op_parallelism_threads() == threads:
        return
    try:
        config.set_intra_op_parallelism_threads(threads)
        # The two directions of a BiLSTM are independent: they run beside each other.
        config.set_inter_op_parallelism_threads(min(threads, 2))
    except RuntimeError:
        warnings.warn(
            f"TensorFlow is already running; its threads cannot become {threads}", stacklevel=3
        )
