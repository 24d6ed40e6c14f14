from __future__ import annotations

import dataclasses
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, Kind, Spv2Error
from spv2_spark.pdf.sandbox import Sandbox
from tests.pdf.hostile import GOOD

TIGHT = PdfSettings(memory_mb=1024, time_limit_s=2.0, documents_per_child=1000)


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(TIGHT, reader="tests.pdf.hostile:obey") as sandbox:
        yield sandbox


@pytest.mark.parametrize(
    ("order", "kind", "said"),
    [
        (b"segfault", Kind.CRASH, "SIGSEGV"),
        (b"abort", Kind.CRASH, "SIGABRT"),
        (b"exit", Kind.CRASH, "status 3"),
        (b"raise", Kind.CRASH, "RuntimeError: a fault of the reader"),
        (b"spin", Kind.TIMEOUT, "2 s"),
        (b"spin in C", Kind.TIMEOUT, "2 s"),
        (b"sleep", Kind.TIMEOUT, "2 s"),
        (b"refuse", Kind.ENCRYPTED, "no"),
    ],
)
def test_each_fails_alone_with_its_kind(box: Sandbox, order: bytes, kind: Kind, said: str) -> None:
    assert box.read(b"good") == GOOD
    failure = box.read(order)
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.kind) == ("tokenise", kind)
    assert said in failure.message
    assert box.read(b"good") == GOOD


@pytest.mark.parametrize("order", [b"eat", b"eat in C"])
def test_memory_is_limited(order: bytes) -> None:
    # Time enough to eat a gigabyte on a busy machine.
    patient = dataclasses.replace(TIGHT, time_limit_s=60.0)
    with Sandbox(patient, reader="tests.pdf.hostile:obey") as box:
        failure = box.read(order)
        assert isinstance(failure, Failure)
        assert (failure.stage, failure.kind) == ("tokenise", Kind.MEMORY)
        assert "memory" in failure.message
        assert box.read(b"good") == GOOD


def test_what_a_reader_prints_goes_nowhere(box: Sandbox, capfd: pytest.CaptureFixture[str]) -> None:
    assert box.read(b"print") == GOOD
    assert capfd.readouterr().out == ""


def test_a_reader_cannot_write_files(box: Sandbox) -> None:
    failure = box.read(b"write")
    assert isinstance(failure, Failure)
    written = Path("/tmp/should-not-be-written")
    assert not written.exists() or written.stat().st_size == 0


def test_processor_time_is_limited_apart_from_the_clock() -> None:
    # The parent's clock is the first to strike unless the parent is late: so stop its clock.
    with Sandbox(dataclasses.replace(TIGHT, time_limit_s=1.0), "tests.pdf.hostile:obey") as box:
        box._settings = dataclasses.replace(TIGHT, time_limit_s=60.0)
        failure = box.read(b"spin")
    assert isinstance(failure, Failure)
    assert (failure.kind, "SIGXCPU" in failure.message) == (Kind.TIMEOUT, True)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\xff" * 64,  # a size beyond all bounds
        struct.pack("<Q", 12) + b"\x04\x00\x00\x00nullabcd",
        struct.pack("<Q", 4) + b"\xff\xff\xff\xff",
        struct.pack("<Q", 6) + b"\x02\x00\x00\x00{}",
    ],
)
def test_a_babbling_child_is_a_crash(garbage: bytes) -> None:
    with Sandbox(TIGHT, reader="tests.pdf.hostile:babble") as box:
        failure = box.read(garbage)
        assert isinstance(failure, Failure)
        assert failure.kind is Kind.CRASH


def test_a_child_serves_its_number_of_documents_and_no_more() -> None:
    settings = dataclasses.replace(TIGHT, documents_per_child=3)
    with Sandbox(settings, reader="tests.pdf.hostile:obey") as box:
        pids = [
            result.sha1 for result in map(box.read, [b"pid"] * 7) if isinstance(result, Document)
        ]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 1]


def test_too_large_is_refused_before_it_travels(box: Sandbox) -> None:
    with Sandbox(dataclasses.replace(TIGHT, max_bytes=3), "tests.pdf.hostile:obey") as small:
        failure = small.read(b"good")
    assert isinstance(failure, Failure)
    assert failure.kind is Kind.TOO_LARGE


def test_two_sandboxes_at_once(box: Sandbox) -> None:
    with Sandbox(TIGHT, reader="tests.pdf.hostile:obey") as other:
        failures = [box.read(b"exit"), other.read(b"segfault")]
        assert box.read(b"good") == other.read(b"good") == GOOD
    assert [one.kind for one in failures if isinstance(one, Failure)] == [Kind.CRASH, Kind.CRASH]


def test_a_killed_zygote_is_replaced() -> None:
    with Sandbox(TIGHT, reader="tests.pdf.hostile:obey") as box:
        assert box.read(b"good") == GOOD
        assert box._zygote is not None
        box._zygote.kill()
        box._zygote.wait()
        first, second = box.read(b"good"), box.read(b"good")
    assert second == GOOD
    assert first == GOOD or (isinstance(first, Failure) and first.kind is Kind.CRASH)


def test_a_reader_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(Spv2Error), Sandbox(TIGHT, reader="tests.pdf.hostile:missing"):
        pass


def test_closing_leaves_no_process() -> None:
    with Sandbox(TIGHT, reader="tests.pdf.hostile:obey") as box:
        result = box.read(b"pid")
        assert isinstance(result, Document)
        assert box._zygote is not None
        pids = [box._zygote.pid, int(result.sha1)]
    assert gone(pids)


_PARENT = """
import os, sys
from spv2_spark.config import PdfSettings
from spv2_spark.pdf.sandbox import Sandbox
box = Sandbox(PdfSettings(), reader="tests.pdf.hostile:obey")
box.__enter__()
print(box._zygote.pid, int(box.read(b"pid").sha1), flush=True)
box.read(b"sleep")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_all_die_with_a_killed_parent() -> None:
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, cwd=root, text=True
    )
    assert parent.stdout is not None
    pids = [int(word) for word in parent.stdout.readline().split()]
    assert len(pids) == 2
    time.sleep(0.2)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert gone(pids)


def gone(pids: list[int], patience_s: float = 10.0) -> bool:
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if not any(_alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
