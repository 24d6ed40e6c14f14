"""Files of this machine."""

from __future__ import annotations

import errno
import stat

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
        status = path.stat()
        # A pipe that nobody writes to would never open.
        if not stat.S_ISREG(status.st_mode):
            what = "a directory" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise FinalError(Kind.NOT_FOUND, f"is {what}")
        checked_size(status.st_size, limits)
        with path.open("rb", buffering=0) as file:
            return bounded(file.read, limits)
    except (OSError, ValueError) as error:
        raise local_problem(error) from error


def local_problem(error: OSError | ValueError) -> Exception:
    """Return the error of ours for one of the file system's, or a name that is no file's."""
    if not isinstance(error, OSError):  # a NUL in the path, another host
        return FinalError(Kind.NOT_FOUND, str(error))
    message = error.strerror or str(error)
    if error.errno in _ABSENT:
        return FinalError(Kind.NOT_FOUND, message)
    return TransientError(message) if error.errno in _PASSING else FinalError(Kind.FETCH, message)
