"""Powers, not resources: what a child could do to others if a PDF had taken it over."""

from __future__ import annotations

import json
import os
import re
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
from spv2_spark.pdf import confinement, kernel
from spv2_spark.pdf.probe import ALLOWED, ATTEMPTS, REFUSED, enforced
from spv2_spark.pdf.sandbox import Sandbox
from spv2_spark.pdf.syscalls import MACHINES, RULES, Machine
from tests.pdf.test_sandbox import gone

ROOT = Path(__file__).parents[2]
SECRETS = {"PGPASSWORD": "hunter2", "AWS_SECRET_ACCESS_KEY": "hunter3"}
linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filters are Linux's")

_UNCONFINED = """
import sys
from spv2_spark.config import PdfSettings
from spv2_spark.pdf.probe import attempt
sys.stdout.buffer.write(attempt(sys.argv[1].encode(), PdfSettings()))
"""
# What a system may refuse to everybody, or to all but root.
_MAY_BE_REFUSED = {
    "read another process's memory",
    "trace another process",
    "mount a file system",
    "load a program into the kernel",
    "queue calls past the filter",
    "make a namespace",
}


def test_every_power_is_refused_or_said_to_be_there() -> None:
    lacks = confinement.missing()
    for power, end in enforced().items():
        if lacks:
            assert end == REFUSED or any(f"no {name} (" in end for name in lacks), power
        else:
            assert end == REFUSED, power


@linux
def test_the_probe_sees_powers_where_they_are(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    for path in (victim, tmp_path / "victim.program"):
        path.touch(0o700)
    told = subprocess.run(
        [sys.executable, "-c", _UNCONFINED, victim],
        env={**os.environ, **SECRETS},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    ends = json.loads(told.stdout)
    assert ends.keys() == ATTEMPTS.keys()
    assert {power for power, end in ends.items() if end != ALLOWED} <= _MAY_BE_REFUSED


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """The folders in /proc of a sandbox's zygote and child, started beside secrets."""
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    with Sandbox(PdfSettings(), reader="tests.pdf.hostile:obey") as box:
        answer = box.read(b"pid")
        assert isinstance(answer, Document)
        assert box._zygote is not None
        yield Path(f"/proc/{box._zygote.pid}"), Path(f"/proc/{int(answer.sha1)}")


@linux
def test_no_secret_of_the_environment_is_in_zygote_or_child(
    processes: tuple[Path, Path],
) -> None:
    for process in processes:
        names = {
            one.split(b"=")[0].decode() for one in (process / "environ").read_bytes().split(b"\0")
        }
        assert names - {""} <= confinement.environment_names()
        assert not names & SECRETS.keys()


@linux
def test_a_child_as_the_kernel_sees_it(processes: tuple[Path, Path]) -> None:
    zygote, child = processes
    status = dict(
        line.split(":\t", 1)
        for line in (child / "status").read_text().splitlines()
        if ":\t" in line
    )
    assert status["NoNewPrivs"] == "1"
    if not confinement.missing():
        assert status["Seccomp"] == "2"
    descriptors = {one.name: str(one.readlink()) for one in (child / "fd").iterdir()}
    assert descriptors.keys() == {"0", "1", "2", "3"}
    assert {descriptors[name] for name in "012"} == {"/dev/null"}
    assert descriptors["3"].startswith("socket:")
    limits = (child / "limits").read_text()
    for name, most in {
        "file size": 0,
        "processes": 0,
        "open files": 4,
        "core file size": 0,
    }.items():
        assert re.search(rf"Max {name} +{most} +{most} ", limits), name
    assert os.getpgid(int(child.name)) == os.getsid(int(child.name)) == int(zygote.name)


_PARENT = """
from spv2_spark.config import PdfSettings
from spv2_spark.pdf.sandbox import Sandbox
box = Sandbox(PdfSettings(), reader="tests.pdf.hostile:obey").__enter__()
print(box._zygote.pid, int(box.read(b"pid").sha1), flush=True)
box.read(b"spin")
"""


@linux
def test_a_killed_worker_leaves_nobody_even_if_the_zygote_is_stopped() -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert worker.stdout is not None
    zygote, child = map(int, worker.stdout.readline().split())
    os.kill(zygote, signal.SIGSTOP)
    time.sleep(0.2)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    assert gone([zygote, child])


_HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), r"__NR_(\w+)\s+(\d+)"),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"), r"__NR(?:3264)?_(\w+)\s+(\d+)"),
}


@pytest.mark.parametrize("name", MACHINES)
def test_the_numbers_of_system_calls_are_the_kernels(name: str) -> None:
    header, pattern = _HEADERS[name]
    if not header.is_file():
        pytest.skip(f"{header} is not here")
    told = {call: int(number) for call, number in re.findall(pattern, header.read_text())}
    machine = MACHINES[name]
    for call, number in {**machine.calls, **machine.ruled, "seccomp": machine.seccomp}.items():
        assert told[call] == number, call


def test_both_machines_allow_the_same() -> None:
    one, two = MACHINES["x86_64"], MACHINES["aarch64"]
    assert one.calls.keys() - two.calls.keys() == {"time"}  # which the other never had
    assert one.ruled.keys() == two.ruled.keys() == RULES.keys()


def verdict(machine: Machine, number: int, *arguments: int, arch: int | None = None) -> int:
    """Run a filter as the kernel does; return what it returns, for the process 7."""
    given = (*arguments, *[0] * (6 - len(arguments)))
    data = struct.pack("<IIQ6Q", number, machine.audit_arch if arch is None else arch, 0, *given)
    program = list(struct.iter_unpack("HBBI", kernel.filter_program(machine, 7)))
    at, loaded = 0, 0
    while True:
        code, if_true, if_false, operand = program[at]
        at += 1
        if code == 0x20:
            (loaded,) = struct.unpack_from("<I", data, operand)
        elif code == 0x15:
            at += if_true if loaded == operand else if_false
        elif code == 0x45:
            at += if_true if loaded & operand else if_false
        else:
            assert code == 0x06
            return int(operand)


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_a_filter_lets_through_what_is_listed_and_nothing_else(machine: Machine) -> None:
    allow, refuse, kill = 0x7FFF0000, 0x00050001, 0x80000000
    ruled = machine.ruled
    for number in range(600):
        expected = allow if number in machine.calls.values() else refuse
        if number not in ruled.values():
            assert verdict(machine, number) == expected, number
    assert verdict(machine, machine.calls["recvfrom"], arch=0x40000003) == kill  # 32 bits
    assert verdict(machine, machine.calls["recvfrom"] | 0x40000000) == refuse  # x32
    assert verdict(machine, ruled["mmap"], 0, 4096, 3) == allow
    assert verdict(machine, ruled["mmap"], 0, 4096, 7) == refuse
    assert verdict(machine, ruled["mprotect"], 0, 4096, 4) == refuse
    assert verdict(machine, ruled["tgkill"], 7, 7, 6) == allow
    assert verdict(machine, ruled["tgkill"], 8, 8, 6) == refuse
    assert verdict(machine, ruled["prlimit64"], 0, 0) == allow
    assert verdict(machine, ruled["prlimit64"], 0, 9) == refuse
    assert verdict(machine, ruled["prlimit64"], 8, 0) == refuse
