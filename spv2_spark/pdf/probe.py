"""The sandbox tried from within: a child that attempts what a PDF that took it over would.

Each attempt really does what it is named after, on a file that is made for it or in a way that
changes nothing, and counts as refused only if the kernel said so.
"""

from __future__ import annotations

import ctypes
import errno
import json
import mmap
import os
import resource
import socket
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from spv2_spark.config import PdfSettings
from spv2_spark.errors import Failure, Spv2Error
from spv2_spark.pdf import confinement
from spv2_spark.pdf.sandbox import Sandbox

REFUSED, ALLOWED = "refused", "allowed"
READER = "spv2_spark.pdf.probe:attempt"

_REFUSALS = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EMFILE, errno.EAGAIN}
_MOST_BYTES = 1 << 16
_NOWHERE = ("127.0.0.1", 9)  # the port that discards; whether somebody listens does not matter
_CLONE_NEWUSER = 0x1000_0000
_PTRACE_PEEKDATA = 2
_BYTE = b"x"


def _environment(_victim: str) -> None:
    if set(os.environ) <= confinement.environment_names():
        raise PermissionError(errno.EPERM, "nothing in it")


def _read_file(victim: str) -> None:
    os.close(os.open(victim, os.O_RDONLY))


def _stat_file(victim: str) -> None:
    os.stat(victim)  # noqa: PTH116  the call itself


def _list_folder(victim: str) -> None:
    os.listdir(os.path.dirname(victim))  # noqa: PTH120, PTH208  the call itself


def _write_file(victim: str) -> None:
    os.close(os.open(victim, os.O_WRONLY | os.O_APPEND))


def _make_file(victim: str) -> None:
    os.close(os.open(f"{victim}.new", os.O_CREAT | os.O_WRONLY, 0o600))


def _rename_file(victim: str) -> None:
    os.rename(victim, victim)  # noqa: PTH104  onto itself: nothing happens


def _unlink_file(victim: str) -> None:
    os.link(victim, f"{victim}.link")
    os.unlink(f"{victim}.link")  # noqa: PTH108  the call itself


def _run_program(victim: str) -> None:
    os.execve(f"{victim}.program", ["program"], {})  # noqa: S606  an empty file


def _start_process(_victim: str) -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def _connect(_victim: str) -> None:
    with socket.socket() as one:
        one.settimeout(1)
        one.connect(_NOWHERE)


def _send_datagram(_victim: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(_BYTE, _NOWHERE)


def _local_socket(_victim: str) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.connect("\0spv2-spark-probe")


def _signal_parent(_victim: str) -> None:
    os.kill(os.getppid(), 0)


def _read_memory(_victim: str) -> None:
    _called("process_vm_readv", os.getppid(), None, ctypes.c_long(0), None, ctypes.c_long(0), 0)


def _trace_parent(_victim: str) -> None:
    _called("ptrace", ctypes.c_long(_PTRACE_PEEKDATA), os.getppid(), None, None)


def _mount(victim: str) -> None:
    _called("mount", b"none", f"{victim}.none".encode(), b"tmpfs", ctypes.c_ulong(0), None)


def _namespace(_victim: str) -> None:
    _called("unshare", _CLONE_NEWUSER)


def _bpf(_victim: str) -> None:
    _called_by_number({"x86_64": 321, "aarch64": 280}, 0, None, 0)


def _io_uring(_victim: str) -> None:
    _called_by_number({"x86_64": 425, "aarch64": 425}, 0, None)


def _new_code(_victim: str) -> None:
    mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()


def _leave_group(_victim: str) -> None:
    os.setsid()


def _change_limits(_victim: str) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except ValueError as error:  # as Python tells of EPERM
        raise PermissionError(errno.EPERM, str(error)) from error


# Namespaces last: what was unshared stays so.
ATTEMPTS: Mapping[str, Callable[[str], None]] = {
    "see the environment": _environment,
    "read a file": _read_file,
    "look up a file": _stat_file,
    "list a folder": _list_folder,
    "write to a file": _write_file,
    "make a file": _make_file,
    "rename a file": _rename_file,
    "link and unlink a file": _unlink_file,
    "run a program": _run_program,
    "start a process": _start_process,
    "connect to a host": _connect,
    "send a datagram": _send_datagram,
    "connect to a local socket": _local_socket,
    "signal another process": _signal_parent,
    "read another process's memory": _read_memory,
    "trace another process": _trace_parent,
    "mount a file system": _mount,
    "load a program into the kernel": _bpf,
    "queue calls past the filter": _io_uring,
    "make new code": _new_code,
    "leave its process group": _leave_group,
    "change its limits": _change_limits,
    "make a namespace": _namespace,
}


def enforced() -> dict[str, str]:
    """Return {power: "refused", or "allowed: what this kernel lacks"}, tried in a real sandbox.

    Takes about a second. Raises Spv2Error if the sandbox does not start or does not answer.
    """
    lacks = "; ".join(f"no {name} ({why})" for name, why in confinement.missing().items())
    with tempfile.TemporaryDirectory(prefix="spv2-probe-") as folder:
        victim = Path(folder) / "victim"
        victim.write_bytes(_BYTE)
        program = Path(f"{victim}.program")
        program.touch()
        program.chmod(0o700)
        with Sandbox(replace(PdfSettings(), time_limit_s=60.0), READER) as box:
            answer = box.ask(str(victim).encode(), _MOST_BYTES)
    if isinstance(answer, Failure):
        raise Spv2Error(f"the PDF sandbox does not answer: {answer.message}")
    told: dict[str, str] = json.loads(answer)
    return {
        power: f"{end}: {lacks}" if end == ALLOWED and lacks else end for power, end in told.items()
    }


def attempt(data: bytes, settings: PdfSettings) -> bytes:
    """Attempt each power; return {power: REFUSED or ALLOWED} in JSON.

    `data` names a file that the attempts may do what they like to.
    """
    victim = data.decode()
    return json.dumps({power: _end(one, victim) for power, one in ATTEMPTS.items()}).encode()


def _end(one: Callable[[str], None], victim: str) -> str:
    try:
        one(victim)
    except OSError as error:
        return REFUSED if error.errno in _REFUSALS else ALLOWED
    return ALLOWED


def _called(name: str, *arguments: object) -> None:
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        raise OSError(errno.ENOSYS, "not in this C library")
    if function(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)


def _called_by_number(numbers: Mapping[str, int], *arguments: object) -> None:
    number = numbers.get(os.uname().machine)
    if number is None:
        raise OSError(errno.ENOSYS, "another processor's call")
    _called("syscall", ctypes.c_long(number), *arguments)
