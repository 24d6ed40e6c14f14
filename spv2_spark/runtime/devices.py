"""Devices of Spark's tasks: what a tagging task asks for, and what a task was given.

Cards are shared on purpose and never by accident: a task sees the GPUs that Spark gave it. One
that was given none sees none, unless `model.gpu_memory_mb` says what each worker may take.
"""

from __future__ import annotations

import logging
import os

from pyspark import TaskContext
from pyspark.resource import ResourceProfile, ResourceProfileBuilder, TaskResourceRequests
from pyspark.sql import SparkSession

from spv2_spark.config import ModelSettings
from spv2_spark.errors import SettingsError
from spv2_spark.nn.device import Device

LOG = logging.getLogger(__name__)
_GPU = "gpu"  # the resource's name in Spark's settings: spark.executor.resource.gpu.amount
_WITH_PROFILES = ("spark://", "yarn", "k8s://", "local-cluster")
_FIRST_WITH_PROFILES = 4  # the major version of Spark whose mapInArrow takes one


def task_gpus() -> tuple[str, ...]:
    """Return the addresses of the GPUs that Spark gave to the task that runs here."""
    task = TaskContext.get()
    held = task.resources().get(_GPU) if task else None
    return tuple(held.addresses) if held else ()


def task_device(model: ModelSettings) -> Device:
    """Return the device of the task that runs here, and let this process see nothing else.

    CUDA_VISIBLE_DEVICES is set here, so before TensorFlow is loaded here or in a child process.
    Outside of tasks it is left as it is.
    """
    task = TaskContext.get()
    threads = model.threads or (task.cpus() if task else 0)
    held = task_gpus()
    if task is None or (model.gpu_memory_mb and not held):
        return Device(threads, None, model.gpu_memory_mb, model.precision)
    device = Device(threads, held, model.gpu_memory_mb, model.precision if held else "float32")
    os.environ["CUDA_VISIBLE_DEVICES"] = device.visible or ""
    return device


def tagging_profile(spark: SparkSession, model: ModelSettings) -> ResourceProfile | None:
    """Return what Spark has to give to a tagging task; None where all tasks are alike.

    Raises SettingsError for `model.gpus` out of 0 to 1, or without executors that have GPUs.
    """
    if not model.gpus:
        return None
    if not 0 < model.gpus <= 1:
        raise SettingsError(f"model.gpus: {model.gpus:g} of a card is none of 0 to 1")
    conf, master = spark.sparkContext.getConf(), spark.sparkContext.master or ""
    too_old = int(spark.version.split(".")[0]) < _FIRST_WITH_PROFILES
    if too_old or not master.startswith(_WITH_PROFILES):
        LOG.warning(
            "model.gpus: Spark %s on %s has no profiles of stages: tagging tasks get what all do",
            spark.version,
            master,
        )
        return None
    if not int(conf.get("spark.executor.resource.gpu.amount", "0") or 0):
        raise SettingsError("model.gpus: no executor has one (spark.executor.resource.gpu.amount)")
    cpus = int(conf.get("spark.task.cpus", "1") or 1)
    wanted = TaskResourceRequests().cpus(cpus).resource(_GPU, model.gpus)
    return ResourceProfileBuilder().require(wanted).build
