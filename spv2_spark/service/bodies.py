"""Bodies of requests, taken in within bounds of bytes and time."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO

from starlette.requests import ClientDisconnect, Request

from spv2_spark.service.admission import FullError, Memory
from spv2_spark.service.problems import Problem

_MEGABYTE = 1_000_000
_IN_MEMORY = 1_000_000  # bytes of a body, beyond which it goes to a temporary file
_DRAINED_BYTES, _DRAINED_S = 32_000_000, 5.0
_DIGITS = re.compile(r"\d{1,18}")


def check_length(request: Request, most: int) -> None:
    """Raise Problem 413 if the request says that its body is longer than `most` bytes."""
    told = request.headers.get("content-length", "0")
    if _DIGITS.fullmatch(told) and int(told) > most:
        raise too_large(most)


def too_large(most: int) -> Problem:
    """Return the answer to a body of more than `most` bytes."""
    return Problem(413, f"the body has more than {most} bytes")


async def limited(request: Request, most: int, limit_s: float) -> AsyncIterator[bytes]:
    """Yield the parts of a body; Problem 413 beyond `most` bytes, 408 after `limit_s` seconds."""
    check_length(request, most)
    loop = asyncio.get_running_loop()
    closes, size = loop.time() + limit_s, 0
    parts = request.stream()
    while True:
        try:
            part = await asyncio.wait_for(anext(parts), closes - loop.time())
        except StopAsyncIteration:
            return
        except asyncio.TimeoutError:
            raise Problem(408, f"the body took longer than {limit_s:g} s") from None
        size += len(part)
        if size > most:
            raise too_large(most)
        yield part


@asynccontextmanager
async def held_body(
    request: Request, memory: Memory, most: int, limit_s: float
) -> AsyncIterator[bytes]:
    """Hold a whole body in memory; FullError where there is no room for it."""
    held, parts = 0, []
    try:
        async for part in limited(request, most, limit_s):
            if not memory.try_hold(len(part)):
                raise FullError(1)
            held += len(part)
            parts.append(part)
        yield b"".join(parts)
    finally:
        memory.free(held)


@asynccontextmanager
async def spooled_file() -> AsyncIterator[IO[bytes]]:
    """Have an empty file that lies in memory until it is large."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        yield file


@asynccontextmanager
async def spooled_body(request: Request, most: int, limit_s: float) -> AsyncIterator[IO[bytes]]:
    """Have a whole body as a file, which is a temporary one if it is large."""
    async with spooled_file() as file:
        async for part in limited(request, most, limit_s):
            file.write(part)
        file.seek(0)
        yield file


async def drain(request: Request) -> None:
    """Take in the rest of a body that is refused: many a client sends all before it listens.

    Bounded, and not where the client waits to be asked for it.
    """
    if request.headers.get("expect"):
        return

    async def rest() -> None:
        taken = 0
        while taken < _DRAINED_BYTES:
            message = await request.receive()
            taken += len(message.get("body", b""))
            if message["type"] == "http.disconnect" or not message.get("more_body", False):
                return

    try:
        await asyncio.wait_for(rest(), _DRAINED_S)
    except (asyncio.TimeoutError, ClientDisconnect):
        return
