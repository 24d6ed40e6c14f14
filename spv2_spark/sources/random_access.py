"""Files that are read at any place: of this machine, of S3, and what pyarrow opens."""

from __future__ import annotations

import io
import os
import stat
from functools import partial
from typing import Protocol

from spv2_spark.config import SourceSettings
from spv2_spark.errors import Kind
from spv2_spark.sources.arrow import ArrowFile
from spv2_spark.sources.attempts import patiently
from spv2_spark.sources.local import local_problem
from spv2_spark.sources.problems import FinalError
from spv2_spark.sources.s3 import S3File
from spv2_spark.sources.uris import ARROW_SCHEMES, S3_SCHEMES, local_path, scheme_of, unsupported

_WINDOW_BYTES = 2048  # a header of a tar, with what stands before and after it


class RandomAccess(Protocol):
    """A file of `size` bytes; threads may read it at once."""

    size: int

    def read_at(self, offset: int, size: int) -> bytes:
        """Return the bytes from `offset` on, fewer than `size` at the end."""
        ...


class LocalFile:
    """A file of this machine, open as long as it lives."""

    def __init__(self, file: io.BufferedIOBase | io.RawIOBase) -> None:
        self._file = file
        self.size = os.fstat(file.fileno()).st_size

    def read_at(self, offset: int, size: int) -> bytes:
        """Return the bytes from `offset` on, fewer than `size` at the end."""
        chunks = []
        while size > 0 and (chunk := os.pread(self._file.fileno(), size, offset)):
            chunks.append(chunk)
            offset, size = offset + len(chunk), size - len(chunk)
        return b"".join(chunks)


def open_random(uri: str, settings: SourceSettings) -> RandomAccess:
    """Open a path or URI; raises FinalError or TransientError."""
    scheme = scheme_of(uri)
    if scheme == "file":
        return _local(uri)
    if scheme in S3_SCHEMES:
        return S3File(uri, settings)
    if scheme in ARROW_SCHEMES:
        return ArrowFile(uri, settings.timeout_s)
    raise FinalError(Kind.NOT_FOUND, unsupported(scheme))


def _local(uri: str) -> LocalFile:
    try:
        path = local_path(uri)
        # A pipe that nobody writes to would never open.
        if not stat.S_ISREG(path.stat().st_mode):
            raise FinalError(Kind.NOT_FOUND, "not a regular file")
        return LocalFile(path.open("rb", buffering=0))
    except (OSError, ValueError) as error:
        raise local_problem(error) from error


class Patient:
    """Random access whose reads are tried `settings.attempts` times; raises SourceError.

    `what` is named in it.
    """

    def __init__(self, what: str, uri: str, settings: SourceSettings) -> None:
        self._what, self._settings = what, settings
        self.plain = patiently(what, settings, lambda: open_random(uri, settings))
        self.size = self.plain.size

    def read_at(self, offset: int, size: int) -> bytes:
        """Return the bytes from `offset` on, fewer than `size` at the end."""
        read = partial(self.plain.read_at, offset, size)
        return patiently(self._what, self._settings, read)


class Seekable(io.RawIOBase):
    """A file object over random access, for libraries that want one; reads ahead a little.

    A single read of more than `largest` bytes raises ValueError: what a header promises is not
    believed.
    """

    def __init__(self, source: RandomAccess, largest: int) -> None:
        self._source, self._largest = source, largest
        self._at = 0
        self._window_at, self._window = 0, b""

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Return the place of the next read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move the place of the next read, and return it."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._source.size}[whence]
        if base + offset < 0:
            raise ValueError("a place before the file's beginning")
        self._at = base + offset
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """Return up to `size` bytes, to the end for a negative one."""
        left = max(0, self._source.size - self._at)
        size = left if size is None or size < 0 else min(size, left)
        if size > self._largest:
            raise ValueError(f"{size} bytes at once, the limit is {self._largest}")
        start = self._at - self._window_at
        if size and not 0 <= start <= len(self._window) - size:
            self._window_at, start = self._at, 0
            self._window = self._source.read_at(self._at, max(size, _WINDOW_BYTES))
        data = self._window[start : start + size]
        self._at += len(data)
        return data

    def readall(self) -> bytes:
        """Return all that follows."""
        return self.read()

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` as far as there are bytes, and return how many came."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self.read(min(len(view), self._largest))
        view[: len(data)] = data
        return len(data)
