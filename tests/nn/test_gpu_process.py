"""Networks in a child process: what it answers, and how it ends. No card is needed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.errors import Failure, Kind, ModelError
from spv2_spark.nn.device import Device
from spv2_spark.nn.gpu_process import GpuProcess
from spv2_spark.nn.network import Network, predict_on
from spv2_spark.nn.shape import TaggerShape
from spv2_spark.nn.windows import Inputs
from spv2_spark.stages.time_limit import guarded

pytestmark = pytest.mark.tf
pytest.importorskip("tensorflow")

SHAPE = TaggerShape((9,), (4,), 2, dense=6, units=4, layers=1)
INPUTS = Inputs(
    np.arange(12, dtype=np.int32).reshape(2, 6, 1) % 9,
    np.ones((2, 6, 2), np.int8),
    np.array([6, 4], np.int32),
)


def drawn_network(seed: int) -> Network:
    from spv2_spark.nn.backend import keras_with

    keras_with(threads=1, seed=seed)
    from spv2_spark.nn.model import build_model

    variables = build_model(SHAPE).trainable_variables
    return Network(f"drawn-{seed}", SHAPE, {one.path: np.array(one) for one in variables})


@pytest.fixture(scope="module")
def networks() -> list[Network]:
    return [drawn_network(1), drawn_network(2)]


@pytest.fixture(scope="module")
def process(networks: list[Network]) -> Iterator[GpuProcess]:
    one = GpuProcess(networks, Device(threads=1, gpus=("7",)))
    yield one
    one.close()


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "zombie" not in status.read_text(encoding="utf-8")


def test_it_answers_as_a_network_of_this_process(
    process: GpuProcess, networks: list[Network]
) -> None:
    for place, network in enumerate(networks):
        expected = predict_on(network, Device(threads=1))(INPUTS)
        assert np.allclose(process.predict(place, INPUTS), expected, atol=1e-6)
    assert process.pid is not None
    environment = Path(f"/proc/{process.pid}/environ").read_text(encoding="utf-8")
    assert "CUDA_VISIBLE_DEVICES=7" in environment.split("\0")


def test_what_it_cannot_do_is_told_and_it_goes_on(process: GpuProcess) -> None:
    before = process.predict(0, INPUTS)
    pid = process.pid
    with pytest.raises(ModelError, match=r"InvalidArgumentError|ValueError|TypeError"):
        process.predict(0, INPUTS._replace(ids=INPUTS.ids[..., :0]))
    assert np.array_equal(process.predict(0, INPUTS), before)
    assert process.pid == pid


def test_an_alarm_ends_it_and_no_answer_is_taken_for_anothers(process: GpuProcess) -> None:
    expected = [process.predict(place, INPUTS) for place in (0, 1)]
    pid = process.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    ended = guarded("predict", lambda: process.predict(0, INPUTS), 0.3)
    assert isinstance(ended, Failure)
    assert ended.kind is Kind.TIMEOUT
    assert not is_alive(pid)
    assert np.array_equal(process.predict(1, INPUTS), expected[1])


def test_another_card_ends_it_first(process: GpuProcess, networks: list[Network]) -> None:
    process.start()
    pid = process.pid
    assert pid is not None
    other = GpuProcess(networks[:1], Device(threads=1, gpus=("8",)))
    other.start()
    assert not is_alive(pid)
    assert process.pid is None
    other.close()


def test_one_that_was_killed_is_told_once(process: GpuProcess) -> None:
    process.start()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(ModelError, match="the process of GPU 7 ended"):
        process.predict(0, INPUTS)
    assert process.pid is None


def test_weights_that_do_not_fit_are_told(networks: list[Network]) -> None:
    odd = replace(networks[0], weights={})
    one = GpuProcess([odd], Device(gpus=("7",)))
    with pytest.raises(ModelError, match="other weights than the shape has"):
        one.start()
    assert one.pid is None
