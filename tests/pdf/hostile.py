"""Readers that do what a hostile PDF might make a reader do."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import time

import numpy as np

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, Kind

GOOD = Document("0" * 40, 1, ((1.0, 1.0),), ())


def obey(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Do what the bytes say."""
    order = data.decode()
    if order == "segfault":
        ctypes.string_at(0)
    elif order == "spin":
        while True:
            pass
    elif order == "spin in C":  # catastrophic backtracking holds the GIL
        re.match(r"(a+)+$", "a" * 60 + "b")
    elif order == "sleep":
        time.sleep(3600)
    elif order == "eat":
        hoard = []
        while True:
            hoard.append(bytearray(16 << 20))
    elif order == "eat in C":
        np.ones(1 << 33)
    elif order == "exit":
        os._exit(3)
    elif order == "abort":
        os.abort()
    elif order == "raise":
        raise RuntimeError("a fault of the reader")
    elif order == "print":
        print("x" * 100_000)
        sys.stdout.flush()
        os.write(1, b"garbage")
    elif order == "write":
        with open("/tmp/should-not-be-written", "wb") as file:  # noqa: PTH123
            file.write(b"x")
    elif order == "refuse":
        return Failure("tokenise", Kind.ENCRYPTED, "no")
    elif order == "pid":
        return Document(f"{os.getpid():040d}", 1, ((1.0, 1.0),), ())
    return GOOD


def babble(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Write garbage to every socket that is open, as a taken-over reader might."""
    for number in range(3, 64):
        try:
            os.write(number, data)
        except OSError:
            continue
    time.sleep(3600)
    return GOOD
