"""A batch's answers in the order in which they are ready, a line each."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import AsyncExitStack

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from spv2_spark.errors import Failure, Kind
from spv2_spark.service.batches import BatchPaper
from spv2_spark.service.formats import failure_json
from spv2_spark.service.papers import STAGE, PaperService

_STALLED_S = 60.0  # a client that takes no line for so long is given up


class BatchResponse(StreamingResponse):
    """Streams a batch's lines, and lets go of what the batch holds however that ends."""

    def __init__(self, lines: AsyncGenerator[bytes, None], held: AsyncExitStack) -> None:
        super().__init__(lines, media_type="application/x-ndjson")
        self._lines = lines
        self._held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer; a client that goes may do so before the first line is asked for."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._lines.aclose()
            await self._held.aclose()


async def lines_of(
    papers: Sequence[BatchPaper], service: PaperService
) -> AsyncGenerator[bytes, None]:
    """Yield `{"index": ..., "doc": ...}` or `{"index": ..., "error": ...}` for every paper.

    `index` is the paper's place in the batch, from 0. `service.batch_width` papers are worked on
    at a time, so that many of one client leave room to others. Ends early, with papers missing,
    where the client takes no line for a minute.
    """
    width = service.own.batch_width
    ready: asyncio.Queue[bytes | None] = asyncio.Queue(width)
    work = asyncio.create_task(_work_on(papers, service, ready))
    try:
        while (line := await ready.get()) is not None:
            yield line
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def _work_on(
    papers: Sequence[BatchPaper], service: PaperService, ready: asyncio.Queue[bytes | None]
) -> None:
    todo = iter(enumerate(papers))
    workers = [
        asyncio.create_task(_worker(todo, service, ready)) for _ in range(service.own.batch_width)
    ]
    try:
        await asyncio.gather(*workers)
        await asyncio.wait_for(ready.put(None), _STALLED_S)
    except asyncio.TimeoutError:
        while not ready.empty():
            ready.get_nowait()
        ready.put_nowait(None)
    finally:
        for one in workers:
            one.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


async def _worker(
    todo: Iterator[tuple[int, BatchPaper]],
    service: PaperService,
    ready: asyncio.Queue[bytes | None],
) -> None:
    for index, paper in todo:
        answer = await answer_of(paper, service)
        told = failure_json(answer, paper.name) if isinstance(answer, Failure) else answer
        line = b'{"index": %d, ' % index + told[1:] + b"\n"
        await asyncio.wait_for(ready.put(line), _STALLED_S)


async def answer_of(
    paper: BatchPaper, service: PaperService, paper_id: str = ""
) -> bytes | Failure:
    """Return a paper's answer, or why there is none; its bytes are held until then."""
    hold = _Hold(service)
    loop = asyncio.get_running_loop()
    try:
        data = await loop.run_in_executor(
            service.loaders, functools.partial(paper.read, hold.admit)
        )
        if not isinstance(data, Failure):
            return await service.parsed(data, paper.name, paper_id=paper_id)
        service.count(data)
    except _NoRoomError as error:
        data = Failure(STAGE, Kind.TIMEOUT, str(error))
        service.count(data)
    finally:
        hold.free()
    return data


class _NoRoomError(Exception):
    """There was no room for a paper's bytes in time."""


class _Hold:
    """The bytes that one paper holds; another attempt to read them takes the place of the last."""

    def __init__(self, service: PaperService) -> None:
        self._service = service
        self._size = 0

    def admit(self, size: int) -> None:
        self.free()
        limit_s = self._service.own.time_limit_s
        if not self._service.memory.wait_hold(size, limit_s):
            raise _NoRoomError(f"no memory for it in {limit_s:g} s")
        self._size = size

    def free(self) -> None:
        self._service.memory.free(self._size)
        self._size = 0
