"""Networks in a server of their own: what it answers, and how it ends. No card is needed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.errors import Failure, Kind, ModelError
from spv2_spark.nn.device import Device
from spv2_spark.nn.gpu_client import GpuNetworks
from spv2_spark.nn.network import Network, predict_on
from spv2_spark.nn.shape import TaggerShape
from spv2_spark.nn.windows import Inputs
from spv2_spark.stages.time_limit import guarded

pytestmark = pytest.mark.tf
pytest.importorskip("tensorflow")

CARD = f"test-{os.getpid()}"  # of this run alone
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
    return Network(f"drawn-{seed}", SHAPE, {one.path: one.numpy() for one in variables})


@pytest.fixture(scope="module")
def networks() -> list[Network]:
    return [drawn_network(1), drawn_network(2)]


@pytest.fixture(scope="module")
def on_gpu(networks: list[Network]) -> GpuNetworks:
    return GpuNetworks(networks, Device(threads=1, gpus=(CARD,)))


def servers(card: str) -> list[int]:
    """Return the process ids of the living servers that see a card."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_text().split("\0")
            seen = (process / "environ").read_text().split("\0")
            if "spv2_spark.nn.gpu_server" in command and f"CUDA_VISIBLE_DEVICES={card}" in seen:
                found.append(int(process.name))
    return found


def test_it_answers_as_a_network_of_this_process(
    on_gpu: GpuNetworks, networks: list[Network]
) -> None:
    for place, network in enumerate(networks):
        expected = predict_on(network, Device(threads=1))(INPUTS)
        assert np.allclose(on_gpu.predict(place, INPUTS), expected, atol=1e-6)
    assert len(servers(CARD)) == 1


def test_what_it_cannot_do_is_told_and_it_goes_on(on_gpu: GpuNetworks) -> None:
    before, pids = on_gpu.predict(0, INPUTS), servers(CARD)
    with pytest.raises(ModelError, match=r"InvalidArgumentError|ValueError|TypeError"):
        on_gpu.predict(0, INPUTS._replace(ids=INPUTS.ids[..., :0]))
    assert np.array_equal(on_gpu.predict(0, INPUTS), before)
    assert servers(CARD) == pids


def test_another_worker_asks_the_same_server(on_gpu: GpuNetworks, networks: list[Network]) -> None:
    before, pids = on_gpu.predict(0, INPUTS), servers(CARD)
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as worker:
        found = worker.submit(
            GpuNetworks(networks, Device(threads=1, gpus=(CARD,))).predict, 0, INPUTS
        ).result()
    assert np.array_equal(found, before)
    assert servers(CARD) == pids


def test_an_alarm_ends_it_and_the_next_batch_has_another(on_gpu: GpuNetworks) -> None:
    expected = [on_gpu.predict(place, INPUTS) for place in (0, 1)]
    (pid,) = servers(CARD)
    os.kill(pid, signal.SIGSTOP)
    ended = guarded("predict", lambda: on_gpu.predict(0, INPUTS), 0.3)
    assert isinstance(ended, Failure)
    assert ended.kind is Kind.TIMEOUT
    assert np.array_equal(on_gpu.predict(1, INPUTS), expected[1])
    assert pid not in servers(CARD)
    assert len(servers(CARD)) == 1


def test_two_batches_at_once_have_a_server_each(on_gpu: GpuNetworks) -> None:
    expected = on_gpu.predict(0, INPUTS)
    (pid,) = servers(CARD)
    os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(on_gpu.predict, 0, INPUTS)
        while not waiting.running():
            time.sleep(0.01)
        time.sleep(0.2)
        assert np.array_equal(on_gpu.predict(0, INPUTS), expected)
        os.kill(pid, signal.SIGCONT)
        assert np.array_equal(waiting.result(), expected)
    assert len(servers(CARD)) == 2


def test_weights_that_do_not_fit_are_told(networks: list[Network]) -> None:
    odd = replace(networks[0], weights={})
    card = f"{CARD}-odd"
    with pytest.raises(ModelError, match="other weights than the shape has"):
        GpuNetworks([odd], Device(gpus=(card,))).start()
    assert servers(card) == []
