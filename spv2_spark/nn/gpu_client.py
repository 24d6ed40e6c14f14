"""A card's networks as the Python workers of a machine ask for them.

CUDA is bound to its cards when TensorFlow starts; Spark gives a Python worker another address from
task to task, and a task to each worker in turn. So a worker never loads TensorFlow for a card: it
asks a server, which sees one. Whichever worker has a batch takes a free slot of the card, by a lock
on a file, and starts the slot's server if there is none: a card has as many servers as it ever had
batches at once, and no more than tasks.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from spv2_spark.domain.page import Float32s
from spv2_spark.errors import ModelError
from spv2_spark.nn.device import Device
from spv2_spark.nn.network import Network
from spv2_spark.nn.windows import Inputs

_START_LIMIT_S = 600.0  # one that ends before is seen to
_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid
_STARTED: list[subprocess.Popen[bytes]] = []  # by this process, which must wait for them


class _LostError(Exception):
    """A server ended without an answer."""


class GpuNetworks:
    """Networks on a device's GPUs, in the servers of this machine."""

    def __init__(self, networks: Sequence[Network], device: Device) -> None:
        self._networks = tuple(networks)
        self._device = device
        self._name = _digest(self._networks, device)

    def start(self) -> None:
        """Have a server that is ready; raises ModelError if it cannot load the networks."""
        with _free_slot(self._name) as path:
            channel = _connected(path)
            if channel is None:
                self._started(path)
            else:
                channel.close()

    def predict(self, network: int, inputs: Inputs) -> Float32s:
        """Return (B, T, 16) log probabilities by the network of that place.

        Raises ModelError for what a server could not do, or if a new one ended over it, too.
        """
        with _free_slot(self._name) as path:
            channel = _connected(path)
            if channel is not None:
                # One that ended, of old age maybe, is started again, once.
                with suppress(_LostError):
                    return _answer(channel, (network, inputs))
            self._started(path)
            try:
                return _answer(_waited(path), (network, inputs))
            except _LostError as error:
                raise self._ended() from error

    def _ended(self) -> ModelError:
        card = ",".join(self._device.gpus or ())
        return ModelError(f"the process of GPU {card} ended; see above why")

    def _started(self, path: Path) -> None:
        """Start the server of a slot and have it load the networks."""
        found = os.pathsep.join(one or os.curdir for one in sys.path)
        seen = {"PYTHONPATH": found, "CUDA_VISIBLE_DEVICES": self._device.visible or ""}
        path.unlink(missing_ok=True)
        process = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", "spv2_spark.nn.gpu_server", str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **seen},
        )
        _STARTED[:] = [one for one in _STARTED if one.poll() is None] + [process]
        try:
            _answer(_waited(path, process), (self._networks, self._device))
        except _LostError as error:
            raise self._ended() from error
        except ModelError:
            process.kill()
            process.wait()
            raise


@contextmanager
def _free_slot(name: str) -> Iterator[Path]:
    """Hold the first free slot of a card in the block; yield its socket's path."""
    folder = _folder()
    for slot in count():
        path = folder / f"{name}-{slot}"
        with path.with_suffix(".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield path
            return


def _folder() -> Path:
    """Return this user's folder of sockets; who may connect may have a server run anything."""
    # Not the temporary folder: YARN's are longer than the 107 characters of a socket's path.
    folder = Path("/tmp") / f"spv2-gpu-{os.getuid()}"  # noqa: S108
    folder.mkdir(mode=0o700, exist_ok=True)
    facts = folder.stat(follow_symlinks=False)
    if facts.st_uid != os.getuid() or facts.st_mode & 0o077:
        raise ModelError(f"{folder}: others than its user have a hand in it")
    return folder


def _connected(path: Path) -> Connection | None:
    """Return a connection to a slot's server; None where nobody listens."""
    one = socket.socket(socket.AF_UNIX)
    try:
        one.connect(str(path))
    except OSError:
        one.close()
        return None
    return Connection(one.detach())


def _waited(path: Path, process: subprocess.Popen[bytes] | None = None) -> Connection:
    """Return a connection as soon as the server listens."""
    end_s = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < end_s and (process is None or process.poll() is None):
        channel = _connected(path)
        if channel is not None:
            return channel
        time.sleep(0.02)
    raise _LostError


def _answer(channel: Connection, question: object) -> Float32s:
    """Return a server's answer; who is interrupted while it works ends it.

    It may hang, and an alarm (`time_limit`) is all that tells.
    """
    with channel:
        try:
            channel.send(question)
            answer, why = channel.recv()
        except (EOFError, OSError) as error:
            raise _LostError from error
        except BaseException:
            os.kill(_pid_of(channel), signal.SIGKILL)
            raise
    if why:
        raise ModelError(why)
    found: Float32s = answer
    return found


def _pid_of(channel: Connection) -> int:
    """Return the process id of the server that listens at the other end."""
    with socket.socket(fileno=os.dup(channel.fileno())) as one:
        told = one.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return int(_CREDENTIALS.unpack(told)[0])


def _digest(networks: Sequence[Network], device: Device) -> str:
    """Return 8 hex digits that change with what a server is to load."""
    found = hashlib.sha256(repr((device, [(one.name, one.shape) for one in networks])).encode())
    for one in networks:
        for name, values in sorted(one.weights.items()):
            found.update(name.encode() + values.tobytes())
    return found.hexdigest()[:8]
