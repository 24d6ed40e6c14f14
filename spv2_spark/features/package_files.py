"""How a package's files come in: regular files of plain names, within bounds.

Nobody vouches for a package: it may hold pipes, devices, links to them, names that lead out of
it, and files of any size.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from spv2_spark.valid_text import one_line

MOST_FILES = 64
MOST_BYTES = 1 << 30  # of all files together; the packaged model has 5 million
_LONGEST_NAME = 255  # bytes, as file systems have it
_MIB = 1 << 20
# By suffix: what is parsed takes many times its bytes.
_MOST_BYTES = {".json": 16 * _MIB, ".txt": 64 * _MIB}
_MOST_OTHER = 512 * _MIB  # weights


class UnreadableError(Exception):
    """A file is no regular one, or beyond its bounds; the message says which."""


def most_bytes(name: str) -> int:
    """Return how many bytes a package's file of that name may have."""
    return _MOST_BYTES.get(Path(name).suffix, _MOST_OTHER)


def is_plain_name(name: Any) -> bool:
    """Whether a file of that name lies in the package itself, and can be told in a line."""
    if not isinstance(name, str) or name in ("", ".", "..") or any(c in name for c in "/\\"):
        return False
    return one_line(name) == name and len(name.encode()) <= _LONGEST_NAME


def read_regular(path: Path, most: int) -> bytes:
    """Return a regular file's bytes; links are followed.

    Never waits for a pipe or a device. Raises UnreadableError for what is no regular file, or
    has more than `most` bytes, and OSError for what is not there.
    """
    with opened_regular(path, most) as file:
        data = file.read(most + 1)  # the size that a file tells may be another
    if len(data) > most:
        raise UnreadableError(f"more than {most} bytes")
    return data


@contextmanager
def opened_regular(path: Path, most: int) -> Iterator[BinaryIO]:
    """Open a regular file that tells of at most `most` bytes; see `read_regular`."""
    # Not to wait for a pipe's other end, nor to become a terminal's process.
    with open(path, "rb", opener=_without_waiting) as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableError("not a regular file")
        if facts.st_size > most:
            raise UnreadableError(f"more than {most} bytes")
        yield file


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)
