"""Serves a card's networks: batches in, log probabilities out, one question a connection.

    python -m spv2_spark.nn.gpu_server SOCKET

Started by a Python worker (see `gpu_client`), with CUDA_VISIBLE_DEVICES set to the card. It ends
with that worker, or when nobody asked for five minutes.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from spv2_spark.nn.device import Device
from spv2_spark.nn.network import Predict, predict_on

_IDLE_S = 300.0
_LOOK_ROUND_S = 1.0


def _serve(path: Path) -> None:
    """Answer questions at a socket until the parent is gone, or nobody asks."""
    parent, asked_s = os.getppid(), time.monotonic()
    loaded: list[Predict] = []
    with socket.socket(socket.AF_UNIX) as listener:
        path.unlink(missing_ok=True)
        listener.bind(str(path))
        listener.listen()
        listener.settimeout(_LOOK_ROUND_S)
        while os.getppid() == parent and time.monotonic() - asked_s < _IDLE_S:
            try:
                channel, _ = listener.accept()
            except TimeoutError:
                continue
            with Connection(channel.detach()) as one, contextlib.suppress(EOFError, OSError):
                _answer(one, loaded)
            asked_s = time.monotonic()


def _answer(channel: Connection, loaded: list[Predict]) -> None:
    """Load (networks, device) into `loaded`, or have (place of a network, inputs) computed."""
    first, second = channel.recv()
    try:
        answer = None
        if isinstance(second, Device):
            loaded[:] = [predict_on(network, second) for network in first]
        else:
            answer = loaded[first](second)
    except Exception as error:  # noqa: BLE001  whatever it is, the worker is told
        channel.send((None, f"{type(error).__name__}: {error}"))
    else:
        channel.send((answer, ""))


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
