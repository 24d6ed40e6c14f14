"""A GPU's networks in a process of their own: batches in, log probabilities out.

CUDA is bound to its GPUs when TensorFlow starts, and Spark hands a Python worker another address
from task to task. So the worker itself never loads TensorFlow for a GPU: it keeps a child that
sees one address, and ends it before it starts one for another.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import ClassVar

from spv2_spark.domain.page import Float32s
from spv2_spark.errors import ModelError
from spv2_spark.nn.device import Device
from spv2_spark.nn.network import Network, Predict, predict_on
from spv2_spark.nn.windows import Inputs

_PATIENCE_S = 5.0


class GpuProcess:
    """Networks on a device's GPUs, in a child process. Not for several threads at once.

    The child is started by the first batch, and again after it was lost. One is at work in a
    process: starting one ends any other.
    """

    _at_work: ClassVar[GpuProcess | None] = None

    def __init__(self, networks: Sequence[Network], device: Device) -> None:
        self._networks = tuple(networks)
        self._device = device
        self._child: subprocess.Popen[bytes] | None = None
        self._channel: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id; None where there is none."""
        return self._child.pid if self._child else None

    def start(self) -> None:
        """Start the child if there is none; raises ModelError if it cannot load its networks."""
        if self._channel is not None:
            return
        if GpuProcess._at_work is not None:
            GpuProcess._at_work.close()
        GpuProcess._at_work = self
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(  # noqa: S603  our own module
                [sys.executable, "-m", "spv2_spark.nn.gpu_process", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**os.environ, **_environment(self._device)},
            )
        self._channel = Connection(ours.detach())
        try:
            self._asked((self._networks, self._device))
        except ModelError:
            self.close()
            raise

    def predict(self, network: int, inputs: Inputs) -> Float32s:
        """Return (B, T, 16) log probabilities by the network of that place.

        Raises ModelError for what the child could not do, or if it ended.
        """
        self.start()
        found: Float32s = self._asked((network, inputs))
        return found

    def close(self) -> None:
        """End the child, and with it what it holds of the GPU's memory."""
        if self._channel is not None:
            self._channel.close()
        if self._child is not None:
            self._child.kill()
            self._child.wait(_PATIENCE_S)
        self._child = self._channel = None
        if GpuProcess._at_work is self:
            GpuProcess._at_work = None

    def _asked(self, question: object) -> Float32s:
        """Send a question and return its answer; whatever interrupts it ends the child.

        An alarm (`time_limit`) leaves an answer on its way, which the next question must not get.
        """
        channel = self._channel
        if channel is None:
            raise ModelError("the process of a GPU is not there")
        try:
            channel.send(question)
            answer, why = channel.recv()
        except (EOFError, OSError) as error:
            where = ",".join(self._device.gpus or ())
            self.close()
            raise ModelError(f"the process of GPU {where} ended; see the errors above") from error
        except BaseException:
            self.close()
            raise
        if why:
            raise ModelError(why)
        found: Float32s = answer
        return found


def _environment(device: Device) -> dict[str, str]:
    path = os.pathsep.join(one or os.curdir for one in sys.path)
    return {"PYTHONPATH": path, "CUDA_VISIBLE_DEVICES": device.visible or ""}


def _serve(channel: Connection) -> None:
    """Answer a parent's questions until it closes the channel or ends."""
    loaded: list[Predict] = []
    while True:
        first, second = channel.recv()
        try:
            if isinstance(second, Device):
                loaded = [predict_on(network, second) for network in first]
                answer = None
            else:
                answer = loaded[first](second)
        except Exception as error:  # noqa: BLE001  whatever it is, the parent is told
            channel.send((None, f"{type(error).__name__}: {error}"))
        else:
            channel.send((answer, ""))


if __name__ == "__main__":
    with contextlib.suppress(EOFError, OSError):
        _serve(Connection(int(sys.argv[1])))
