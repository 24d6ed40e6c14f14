"""Readers that do what a hostile PDF might make a reader do."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import time
from collections.abc import Callable

import numpy as np

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, Kind
from tests.fakes import page_of

GOOD = Document("0" * 40, 1, ((1.0, 1.0),), ())


def _spin() -> None:
    while True:
        pass


def _eat() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(16 << 20))


def _raise() -> None:
    raise RuntimeError("a fault of the reader")


def _print() -> None:
    sys.stdout.write("x" * 100_000)
    sys.stdout.flush()
    os.write(1, b"garbage")


def _write() -> None:
    with open("/tmp/should-not-be-written", "wb") as file:  # noqa: PTH123
        file.write(b"x")


ORDERS: dict[bytes, Callable[[], object]] = {
    b"segfault": lambda: ctypes.string_at(0),
    b"spin": _spin,
    # Catastrophic backtracking holds the interpreter's lock.
    b"spin in C": lambda: re.match(r"(a+)+$", "a" * 60 + "b"),
    b"sleep": lambda: time.sleep(3600),
    b"eat": _eat,
    b"eat in C": lambda: np.ones(1 << 33),
    b"exit": lambda: os._exit(3),
    b"abort": os.abort,
    b"raise": _raise,
    b"print": _print,
    b"write": _write,
    b"good": lambda: None,
}


def obey(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Do what the bytes say."""
    if data == b"refuse":
        return Failure("tokenise", Kind.ENCRYPTED, "no")
    if data == b"pid":
        return Document(f"{os.getpid():040d}", 1, ((1.0, 1.0),), ())
    ORDERS[data]()
    return GOOD


def exceed(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Answer with more tokens than the settings allow, or with text that is none."""
    if data == b"surrogate":
        return Document("0" * 40, 1, ((1.0, 1.0),), (page_of(["a", "\ud800"]),))
    pages = 1 if data == b"a page" else 40
    made = tuple(page_of(["a"] * (50 if pages == 1 else 20), number) for number in range(pages))
    return Document("0" * 40, pages, ((1.0, 1.0),) * pages, made)


def babble(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Write garbage to every socket that is open, as a taken-over reader might."""
    for number in range(3, 64):
        try:
            os.write(number, data)
        except OSError:
            continue
    time.sleep(3600)
    return GOOD


def echo(data: bytes, settings: PdfSettings) -> bytes:
    """Answer with what stands behind the head of a painter's request."""
    return data[8:]
