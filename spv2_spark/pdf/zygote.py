"""The small process that forks a child per some documents: `python -m spv2_spark.pdf.zygote`.

It is single-threaded, imports the reader once, and knows three commands on its control
socket (`Sandbox` is the other side): FORK, which comes with the child's data socket and is
answered with itself, KILL and REAP, answered with the child's wait status and peak memory.
It ends when the control socket does or when its parent is gone. A child gives up its powers
(`confinement`) before it sees the first byte of a PDF, and the kernel ends it with the zygote.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import math
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable

from spv2_spark.config import PdfSettings
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf import confinement, kernel
from spv2_spark.pdf.wire import Answer, encoded

FORK, KILL, REAP = b"F", b"K", b"R"
STATUS = struct.Struct("<qq")  # wait status, peak resident KiB
SIZE = struct.Struct("<Q")  # of a document or a result on the data socket

# A page is made of thousands of small containers without a cycle: at the usual threshold of
# 700 the collector walks them over and over, a tenth of the reader's time.
GC_THRESHOLD = 100_000

OUT_OF_MEMORY = 77  # exit status of a child that could not even say so

# What NumPy and PyMuPDF import when they come to need it: a child cannot any more.
IMPORTED_LATE = ("numpy.ma", "encodings.utf_32_le", "encodings.raw_unicode_escape")
TIED, FREE = "tied", "free"  # whether the kernel is to end the zygote with its parent

_PARENT_CHECK_S = 1.0
_GRACE_S = 2.0

Reader = Callable[[bytes, PdfSettings], Answer]


def reader_named(name: str) -> Reader:
    """Return the function that "package.module:function" names."""
    module, _, function = name.partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)
    return reader


def main() -> None:
    """Serve one Sandbox: arguments are the control socket's number, reader, settings, TIED."""
    control = socket.socket(fileno=int(sys.argv[1]))
    parent = os.getppid()
    if sys.argv[4] == TIED:
        kernel.die_with_parent(signal.SIGKILL)
    reader = reader_named(sys.argv[2])
    settings = PdfSettings(**json.loads(sys.argv[3]))
    for name in IMPORTED_LATE:
        importlib.import_module(name)
    control.sendall(FORK)  # ready
    gc.collect()
    gc.freeze()  # keeps the children's memory shared
    child = 0
    while True:
        ready, _, _ = select.select([control], [], [], _PARENT_CHECK_S)
        if not ready and os.getppid() == parent:
            continue
        command, fds = _received(control) if ready else (b"", [])
        if command == FORK and fds:
            child = _forked(control, fds[0], reader, settings)
            control.sendall(FORK)
        elif command in (KILL, REAP):
            control.sendall(STATUS.pack(*_reaped(child, kill=command == KILL)))
            child = 0
        else:  # the parent has gone, or speaks another language
            if child:
                _reaped(child, kill=True)
            return


def _received(control: socket.socket) -> tuple[bytes, list[int]]:
    with contextlib.suppress(OSError):
        command, fds, _, _ = socket.recv_fds(control, 1, 1)
        return command, list(fds)
    return b"", []


def _reaped(child: int, *, kill: bool) -> tuple[int, int]:
    """Return a child's wait status and peak memory; kill it if it does not end."""
    give_up = time.monotonic() + (0 if kill else _GRACE_S)
    while True:
        pid, status, usage = os.wait4(child, os.WNOHANG)
        if pid:
            return status, usage.ru_maxrss
        if time.monotonic() >= give_up:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            _, status, usage = os.wait4(child, 0)
            return status, usage.ru_maxrss
        time.sleep(0.001)


def _forked(control: socket.socket, data_fd: int, reader: Reader, settings: PdfSettings) -> int:
    zygote = os.getpid()
    child = os.fork()
    if child:
        os.close(data_fd)
        return child
    try:
        confinement.die_with(zygote)
        control.close()
        confinement.limit(settings)
        gc.set_threshold(GC_THRESHOLD)
        with socket.socket(fileno=confinement.only_descriptor(data_fd)) as data:
            confinement.confine()
            _serve(data, reader, settings)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:  # noqa: BLE001  never back into the zygote's loop
        os._exit(1)
    os._exit(0)


def _serve(data: socket.socket, reader: Reader, settings: PdfSettings) -> None:
    while len(head := data.recv(SIZE.size, socket.MSG_WAITALL)) == SIZE.size:
        (size,) = SIZE.unpack(head)
        document = data.recv(size, socket.MSG_WAITALL)
        if len(document) < size:  # the other side has closed
            return
        _limit_cpu(settings.time_limit_s)
        last = False
        try:
            message = encoded(reader(document, settings))
        except MemoryError:
            message = encoded(Failure("tokenise", Kind.MEMORY, "out of memory"))
            last = True  # the heap is full and perhaps torn
        except Exception as error:  # noqa: BLE001  any fault of a reader is one paper's
            text = f"{type(error).__name__}: {error}"
            message = encoded(Failure("tokenise", Kind.CRASH, text))
            last = True
        data.sendall(SIZE.pack(len(message)))
        data.sendall(message)
        if last:
            return


def _limit_cpu(time_limit_s: float) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    allowed = math.ceil(usage.ru_utime + usage.ru_stime + time_limit_s + 1)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
