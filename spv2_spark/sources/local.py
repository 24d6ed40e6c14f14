"""Files of this machine."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from spv2_spark.errors import Kind
from spv2_spark.sources.problems import FinalError, Limits, TransientError, bounded, checked_size
from spv2_spark.sources.uris import local_path

_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP}
# Network file systems recover from these.
_PASSING = {errno.EIO, errno.ESTALE, errno.EAGAIN, errno.ETIMEDOUT, errno.EMFILE, errno.ENFILE}


def read_local(uri: str, limits: Limits) -> bytes:
    """Return the bytes of a plain path or file:// URI."""
    try:
        path = local_path(uri)
    except ValueError as error:
        raise FinalError(Kind.NOT_FOUND, str(error)) from error
    try:
        with os.fdopen(_opened(path), "rb", buffering=0) as file:
            checked_size(os.fstat(file.fileno()).st_size, limits)
            return bounded(file.read, limits)
    except (OSError, ValueError) as error:
        raise _problem(error) from error


def _opened(path: Path) -> int:
    """Return the descriptor of a regular file, opened without blocking.

    A pipe that nobody writes to would never open otherwise.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return descriptor
    os.close(descriptor)
    what = "a directory" if stat.S_ISDIR(mode) else "not a regular file"
    raise FinalError(Kind.NOT_FOUND, f"is {what}")


def _problem(error: OSError | ValueError) -> Exception:
    if not isinstance(error, OSError):  # a NUL in the path
        return FinalError(Kind.NOT_FOUND, str(error))
    message = error.strerror or str(error)
    if error.errno in _ABSENT:
        return FinalError(Kind.NOT_FOUND, message)
    return TransientError(message) if error.errno in _PASSING else FinalError(Kind.FETCH, message)
