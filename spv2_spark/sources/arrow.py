"""hdfs:// and gs:// through pyarrow.fs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from spv2_spark.errors import Kind, SourceError
from spv2_spark.sources.problems import FinalError, Limits, TransientError, bounded, checked_size

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem


def read_arrow(uri: str, limits: Limits) -> bytes:
    """Return the bytes of a file that pyarrow can open by its URI."""
    import pyarrow as pa
    from pyarrow import fs

    try:
        system, path = _opened(uri, limits.timeout_s)
        info = system.get_file_info(path)
        if info.type != fs.FileType.File:
            raise FinalError(Kind.NOT_FOUND, f"no file there ({info.type.name})")
        checked_size(info.size, limits)
        with system.open_input_stream(path) as stream:
            return bounded(stream.read, limits)
    except FileNotFoundError as error:
        raise FinalError(Kind.NOT_FOUND, str(error)) from error
    except (PermissionError, pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise FinalError(Kind.FETCH, str(error)) from error
    except OSError as error:
        if "Unable to load" in str(error):
            raise FinalError(Kind.FETCH, f"Hadoop's native client: {error}") from error
        raise TransientError(str(error)) from error


def list_arrow(uri: str, timeout_s: float) -> Iterator[tuple[str, str]]:
    """Yield the URIs of the files below a folder, and their paths below it.

    Raises SourceError if it cannot be listed.
    """
    import pyarrow as pa
    from pyarrow import fs

    try:
        system, path = _opened(uri, timeout_s)
        root, stem = path.rstrip("/"), uri.rstrip("/")
        for info in system.get_file_info(fs.FileSelector(root, recursive=True)):
            if info.type == fs.FileType.File:
                below = info.path[len(root) + 1 :]
                yield f"{stem}/{below}", below
    except (OSError, pa.ArrowException) as error:
        raise SourceError(f"{uri}: {error}") from error


def _opened(uri: str, timeout_s: float) -> tuple[FileSystem, str]:
    """Return the file system of the URI's host (one a process) and the path in it.

    The path is taken as it is: pyarrow itself would decode "%".
    """
    scheme, rest = uri.split("://", 1)
    host, _, path = rest.partition("/")
    system, root = _system(os.getpid(), scheme.lower(), host, timeout_s)
    return system, f"{root.rstrip('/')}/{path}"


@lru_cache(maxsize=16)
def _system(_pid: int, scheme: str, host: str, timeout_s: float) -> tuple[FileSystem, str]:
    from pyarrow import fs

    # Google's client goes on by itself for 15 minutes; attempts are ours to count.
    options = f"?retry_limit_seconds={timeout_s:.0f}" if scheme in {"gs", "gcs"} else ""
    system, root = fs.FileSystem.from_uri(f"{scheme}://{host}/{options}")
    return system, root
