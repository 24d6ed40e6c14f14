from __future__ import annotations

import pytest

from spv2_spark.config import ModelSettings, Settings
from spv2_spark.errors import SettingsError
from spv2_spark.nn.device import PRECISIONS, Device
from spv2_spark.pipeline.workers.tagging import tagging_of


@pytest.mark.parametrize(
    ("device", "is_gpu", "visible"),
    [
        (Device(gpus=("0", "2")), True, "0,2"),
        (Device(gpus=()), False, "-1"),
        (Device(gpus=(), gpu_memory_mb=500), False, "-1"),
        (Device(gpu_memory_mb=500), True, None),
        (Device(), False, None),
    ],
)
def test_a_device_says_what_may_be_seen(device: Device, is_gpu: bool, visible: str | None) -> None:
    assert (device.is_gpu, device.visible) == (is_gpu, visible)


def test_the_default_precision_is_one_of_them() -> None:
    assert ModelSettings().precision in PRECISIONS


def test_an_unknown_precision_is_told_at_the_driver() -> None:
    with pytest.raises(SettingsError, match=r"float8.*tensorfloat32"):
        tagging_of(Settings(model=ModelSettings(precision="float8")))
