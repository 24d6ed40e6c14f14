"""hdfs:// and gs:// through pyarrow.fs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spv2_spark.config import SourceSettings
from spv2_spark.errors import Kind
from spv2_spark.sources.attempts import patiently
from spv2_spark.sources.problems import FinalError, Limits, TransientError, bounded, checked_size

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem


def read_arrow(uri: str, limits: Limits) -> bytes:
    """Return the bytes of a file that pyarrow can open by its URI."""
    with _problems():
        system, path = _opened(uri, limits.timeout_s)
        checked_size(_file_size(system, path), limits)
        with system.open_input_stream(path) as stream:
            return bounded(stream.read, limits)


def write_arrow(path: Path, uri: str, settings: SourceSettings) -> None:
    """Put a file of this machine at a URI that pyarrow can open; raises as `read_arrow`."""
    with _problems(), path.open("rb") as file:
        system, target = _opened(uri, settings.timeout_s)
        system.create_dir(target.rpartition("/")[0], recursive=True)
        with system.open_output_stream(target) as stream:
            shutil.copyfileobj(file, stream)


class ArrowFile:
    """A file that is read in ranges."""

    def __init__(self, uri: str, timeout_s: float) -> None:
        with _problems():
            system, path = _opened(uri, timeout_s)
            self.size = _file_size(system, path) or 0
            self._file: Any = system.open_input_file(path)

    def read_at(self, offset: int, size: int) -> bytes:
        """Return the bytes from `offset` on, fewer than `size` at the end."""
        with _problems():
            data: bytes = self._file.read_at(max(0, min(size, self.size - offset)), offset)
            return data


def _file_size(system: FileSystem, path: str) -> int | None:
    from pyarrow import fs

    info = system.get_file_info(path)
    if info.type != fs.FileType.File:
        raise FinalError(Kind.NOT_FOUND, f"no file there ({info.type.name})")
    return info.size


@contextmanager
def _problems() -> Iterator[None]:
    """Raise FinalError or TransientError for what pyarrow raises in the block."""
    import pyarrow as pa

    try:
        yield
    except FileNotFoundError as error:
        raise FinalError(Kind.NOT_FOUND, str(error)) from error
    except (PermissionError, pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise FinalError(Kind.FETCH, str(error)) from error
    except OSError as error:
        if "Unable to load" in str(error):
            raise FinalError(Kind.FETCH, f"Hadoop's native client: {error}") from error
        raise TransientError(str(error)) from error


def list_arrow(uri: str, settings: SourceSettings) -> Iterator[tuple[str, str]]:
    """Yield the URIs of the files below a folder, and their paths below it.

    A folder is asked for at a time, `settings.attempts` times if it must be. Raises SourceError
    if it cannot be listed.
    """
    stem = uri.rstrip("/")
    root = patiently(uri, settings, lambda: _root(uri, settings.timeout_s))
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        found = patiently(uri, settings, partial(_listed, uri, settings.timeout_s, folder))
        for path, is_file in found:
            below = path[len(root) + 1 :]
            if is_file:
                yield f"{stem}/{below}", below
        waiting += [path[len(root) + 1 :] for path, is_file in reversed(found) if not is_file]


def is_arrow_folder(uri: str, settings: SourceSettings) -> bool:
    """Whether a URI names a folder; raises SourceError if nobody answers."""
    from pyarrow import fs

    def asked() -> bool:
        with _problems():
            system, path = _opened(uri, settings.timeout_s)
            return system.get_file_info(path.rstrip("/")).type == fs.FileType.Directory

    return patiently(uri, settings, asked)


def _root(uri: str, timeout_s: float) -> str:
    with _problems():
        return _opened(uri, timeout_s)[1].rstrip("/")


def _listed(uri: str, timeout_s: float, folder: str) -> list[tuple[str, bool]]:
    """Return the paths in a folder below `uri`, and whether each is a file."""
    from pyarrow import fs

    with _problems():
        system, path = _opened(uri, timeout_s)
        selector = fs.FileSelector(f"{path.rstrip('/')}/{folder}".rstrip("/"))
        kinds = (fs.FileType.File, fs.FileType.Directory)
        found = [one for one in system.get_file_info(selector) if one.type in kinds]
        return sorted((one.path, one.type == fs.FileType.File) for one in found)


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
