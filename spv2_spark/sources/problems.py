"""How the readers say that there are no bytes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from spv2_spark.errors import Failure, Kind

STAGE = "fetch"
CHUNK_BYTES = 1 << 16
# A read that goes on for longer than its timeout must have been this fast.
SLOWEST_BYTES_PER_S = 50_000
# What a store that gives no size is taken to send: few papers are larger.
UNKNOWN_BYTES = 20_000_000

# Told a paper's size in bytes before its body is read; may wait until there is room.
Admit = Callable[[int], None]


class TransientError(Exception):
    """Worth another attempt in a moment: throttling, a server's fault, a broken connection."""


class ChangedError(TransientError):
    """A file is another one than when it was opened."""


class DoubtfulError(TransientError):
    """Bytes came, and are hardly the paper: `data` is what to go on with if they stay so.

    None says that a paper must not be made of them.
    """

    def __init__(self, message: str, data: bytes | None) -> None:
        super().__init__(message)
        self.data = data


class FinalError(Exception):
    """No bytes, and asking again now would not help."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.failure = Failure(STAGE, kind, message)


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds one read: its size in bytes, its wait in seconds, and room for it."""

    max_bytes: int
    timeout_s: float
    admit: Admit


def checked_size(size: int | None, limits: Limits) -> None:
    """Wait for room for `size` bytes; raise FinalError if that is above the bound."""
    if size is None:
        size = min(UNKNOWN_BYTES, limits.max_bytes)
    if size > limits.max_bytes:
        raise FinalError(Kind.TOO_LARGE, f"{size} bytes, the limit is {limits.max_bytes}")
    limits.admit(size)


def bounded(read: Callable[[int], bytes], limits: Limits) -> bytes:
    """Read to the end by `read(n)`, at most one chunk above the bound; then TOO_LARGE.

    Raises TransientError where the bytes drip: each single read is within its timeout then,
    and the whole would still take for ever. `read` should return what has arrived, as `read1`
    of a socket's file does: a drip is noticed between two reads.
    """
    chunks: list[bytes] = []
    size = 0
    started = time.monotonic()
    while chunk := read(CHUNK_BYTES):
        size += len(chunk)
        if size > limits.max_bytes:
            raise FinalError(Kind.TOO_LARGE, f"more than {limits.max_bytes} bytes")
        chunks.append(chunk)
        seconds = time.monotonic() - started
        if seconds > limits.timeout_s + size / SLOWEST_BYTES_PER_S:
            raise TransientError(f"only {size} bytes in {seconds:.0f} s")
    return b"".join(chunks)
