"""PDFs read in a process of their own, so that a hostile one costs only itself."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TypeVar

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, Kind, Spv2Error
from spv2_spark.pdf.confinement import minimal_environment
from spv2_spark.pdf.limits import TooLargeError, check_size, most_bytes
from spv2_spark.pdf.wire import Answer, WireError, decoded
from spv2_spark.pdf.zygote import FORK, FREE, KILL, OUT_OF_MEMORY, REAP, SIZE, STATUS, TIED

STAGE = "tokenise"
READER = "spv2_spark.pdf.read:read_pdf"

_START_LIMIT_S = 120.0
_CONTROL_LIMIT_S = 30.0
_KIB_PER_MIB = 1024
_Expected = TypeVar("_Expected", Document, bytes)

_SIGNALS = {one.value: one.name for one in signal.Signals}  # not the real-time ones


class Sandbox:
    """Reads PDFs one at a time in a child process under limits of memory and time.

    A context manager, for one thread. Entering starts the zygote; each `read` gives a
    document to its current child, and a new child follows after `documents_per_child`
    documents or any failure of a child. Raises Spv2Error only if the zygote cannot start.
    """

    def __init__(self, settings: PdfSettings, reader: str = READER) -> None:
        self._settings = settings
        self._reader = reader
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._data: socket.socket | None = None
        self._served = 0

    def __enter__(self) -> Sandbox:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill the child and the zygote."""
        for one in (self._data, self._control):
            if one is not None:
                one.close()
        if self._zygote is not None:
            # Not waited for yet, so that the number is still its group's.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._zygote.pid, signal.SIGKILL)
            self._zygote.wait()
        self._data = self._control = self._zygote = None

    def read(self, data: bytes) -> Document | Failure:
        """Return the document, or why there is none.

        What a child does (crash, hang, eat memory, answer nonsense) is this document's
        failure of kind CRASH, TIMEOUT or MEMORY, and the next one gets a new child.
        """
        return self._asked(data, Document, most_bytes(self._settings))

    def ask(self, request: bytes, most: int) -> bytes | Failure:
        """Return up to `most` bytes of a reader that makes such, or a failure as `read` does."""
        return self._asked(request, bytes, most)

    def _asked(self, request: bytes, expected: type[_Expected], most: int) -> _Expected | Failure:
        if len(request) > self._settings.max_bytes:
            message = f"{len(request)} bytes, more than {self._settings.max_bytes}"
            return Failure(STAGE, Kind.TOO_LARGE, message)
        try:
            channel = self._child()
        except OSError:  # the zygote itself was killed: a new one, once
            self.close()
            self._start()
            channel = self._child()
        deadline = time.monotonic() + self._settings.time_limit_s
        try:
            _send(channel, SIZE.pack(len(request)), deadline)
            _send(channel, request, deadline)
            answer = self._checked(_received(channel, deadline, most), expected)
        except TimeoutError:
            self._end(KILL)
            return Failure(STAGE, Kind.TIMEOUT, f"longer than {self._settings.time_limit_s:g} s")
        except (WireError, TooLargeError) as error:
            self._end(KILL)
            return Failure(STAGE, Kind.CRASH, f"the reader's answer is not valid: {error}")
        except OSError:
            return self._post_mortem()
        self._count(answer)
        return answer

    def _checked(self, message: bytes, expected: type[_Expected]) -> _Expected | Failure:
        answer = decoded(message)
        if isinstance(answer, Document):
            check_size(answer.pages, self._settings)
        if not isinstance(answer, (expected, Failure)):
            raise WireError(f"a {type(answer).__name__}, not a {expected.__name__}")
        return answer

    def _count(self, answer: Answer) -> None:
        """End a child that has served its number, or whose answer says that it is torn."""
        self._served += 1
        lost = isinstance(answer, Failure) and not answer.kind.permanent
        if lost or self._served >= self._settings.documents_per_child:
            self._end(REAP)

    def _post_mortem(self) -> Failure:
        """Return why the child ended without an answer."""
        ended = self._end(REAP)
        if ended is None:
            return Failure(STAGE, Kind.CRASH, "the sandbox was killed")
        status, peak_kib = ended
        code = os.waitstatus_to_exitcode(status)  # below 0 that of a signal
        if code == OUT_OF_MEMORY:
            return Failure(STAGE, Kind.MEMORY, "out of memory")
        if code >= 0:
            return Failure(STAGE, Kind.CRASH, f"the reader exited with status {code}")
        name = _SIGNALS.get(-code, f"signal {-code}")
        if -code == signal.SIGXCPU:
            return Failure(STAGE, Kind.TIMEOUT, f"{name}: too much processor time")
        full = peak_kib > self._settings.memory_mb * _KIB_PER_MIB // 2
        if -code == signal.SIGKILL or full:  # the kernel's out-of-memory killer, or a full heap
            return Failure(STAGE, Kind.MEMORY, f"{name}: {peak_kib // _KIB_PER_MIB} MiB in use")
        return Failure(STAGE, Kind.CRASH, f"the reader was ended by {name}")

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        # The kernel tells of the end of threads, and only the main one's is the process'.
        tied = TIED if threading.current_thread() is threading.main_thread() else FREE
        arguments = [self._reader, json.dumps(dataclasses.asdict(self._settings)), tied]
        path = os.pathsep.join(one or str(os.curdir) for one in sys.path)
        self._zygote = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", "spv2_spark.pdf.zygote", str(theirs.fileno()), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=minimal_environment(os.environ, path),
            start_new_session=True,
        )
        theirs.close()
        self._control = ours
        try:
            _receive(ours, len(FORK), time.monotonic() + _START_LIMIT_S)
        except OSError as error:
            self.close()
            raise Spv2Error("the PDF sandbox does not start; see the errors above") from error

    def _child(self) -> socket.socket:
        if self._data is None:
            if self._control is None:
                raise Spv2Error("the PDF sandbox is closed")
            ours, theirs = socket.socketpair()
            with theirs:
                socket.send_fds(self._control, [FORK], [theirs.fileno()])
            _receive(self._control, len(FORK), time.monotonic() + _CONTROL_LIMIT_S)
            self._data = ours
            self._served = 0
        return self._data

    def _end(self, command: bytes) -> tuple[int, int] | None:
        """End the child; return its wait status and peak KiB, or None if the zygote is lost."""
        if self._data is not None:
            self._data.close()
            self._data = None
        if self._control is None:
            return None
        try:
            self._control.sendall(command)
            reply = _receive(self._control, STATUS.size, time.monotonic() + _CONTROL_LIMIT_S)
        except OSError:
            return None
        status, peak_kib = STATUS.unpack(reply)
        return int(status), int(peak_kib)


def _send(channel: socket.socket, data: bytes, deadline: float) -> None:
    channel.settimeout(_left(deadline))
    channel.sendall(data)


def _receive(channel: socket.socket, size: int, deadline: float) -> bytes:
    """Return `size` bytes; raises TimeoutError at the deadline, ConnectionError at the end."""
    buffer = bytearray(size)
    view = memoryview(buffer)
    while view:
        channel.settimeout(_left(deadline))
        count = channel.recv_into(view)
        if not count:
            raise ConnectionResetError("closed")
        view = view[count:]
    return bytes(buffer)


def _received(channel: socket.socket, deadline: float, most: int) -> bytes:
    (size,) = SIZE.unpack(_receive(channel, SIZE.size, deadline))
    if size > most:
        raise WireError(f"a result of {size} bytes")
    return _receive(channel, size, deadline)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("deadline")
    return left
