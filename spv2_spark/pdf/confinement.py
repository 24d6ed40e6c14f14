"""What a child that reads PDFs is left with: its memory, its time, its socket.

A PDF that has taken a child over finds no file, no network, no other process, nothing of the
environment and no way to start anything. `spv2_spark.pdf.probe` tries all of that.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Mapping

from spv2_spark.config import PdfSettings
from spv2_spark.pdf import kernel

# What an interpreter needs to start; everything else of the environment stays outside.
_KEPT = ("PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_LANGUAGE = ("LANG", "LC_ALL", "LC_CTYPE", "PYTHONUTF8")  # and to know names of files by

DATA_FD = 3  # a child's socket; 0 to 2 are /dev/null
_MIB = 1 << 20


def minimal_environment(environment: Mapping[str, str], path: str) -> dict[str, str]:
    """Return what of an environment a zygote gets, with `path` as its PYTHONPATH."""
    kept = {name: environment[name] for name in (*_KEPT, *_LANGUAGE) if name in environment}
    # A library's threads would not survive the fork.
    return {**kept, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def environment_names() -> frozenset[str]:
    """Return the names that `minimal_environment` may give."""
    return frozenset({*_KEPT, *_LANGUAGE, *minimal_environment({}, "")})


def die_with(parent: int) -> None:
    """Have the kernel kill this process when `parent` dies; elsewhere the sockets end it."""
    kernel.die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def only_descriptor(fd: int) -> int:
    """Make `fd` this process' only descriptor beside /dev/null; return its new number."""
    os.dup2(0, 2)  # a log takes what a person may read, and no more than that
    if fd != DATA_FD:
        os.dup2(fd, DATA_FD)
        os.close(fd)
    return DATA_FD


def limit(settings: PdfSettings) -> None:
    """Bound memory, and forbid cores, growing files, processes and further descriptors."""
    limits = {
        resource.RLIMIT_AS: settings.memory_mb * _MIB,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: DATA_FD + 1,
    }
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # a lower limit may stand already
            resource.setrlimit(what, (most, most))


def confine() -> None:
    """Give up every power that this kernel lets a process give up, for good.

    To be called when all is imported and open: a module cannot be loaded afterwards.
    """
    kernel.forgo_privileges()
    kernel.forgo_files()
    kernel.filter_syscalls()


def missing() -> dict[str, str]:
    """Return what this kernel lacks of the two filters, with why; empty if both are there."""
    told = {"seccomp": kernel.seccomp_missing(), "Landlock": kernel.landlock_missing()}
    return {name: why for name, why in told.items() if why}
