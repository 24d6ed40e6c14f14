"""PDFs read and painted by a pool of sandboxes."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, Kind, Spv2Error
from spv2_spark.pdf.outcome import outcome_of
from spv2_spark.pdf.painter import Painter
from spv2_spark.pdf.sandbox import READER, STAGE, Sandbox


class Readers:
    """Reads `count` PDFs at a time, each in a sandbox; they start beside whoever makes this.

    What waits is bounded by who hands it in. Pictures are painted one at a time, in a sandbox
    that starts with the first of them.
    """

    def __init__(self, settings: PdfSettings, count: int, reader: str = READER) -> None:
        self._settings = settings
        self._reader = reader
        self._boxes = ExitStack()
        # None: a sandbox that did not start, and is tried again by the next paper.
        self._free: SimpleQueue[Sandbox | None] = SimpleQueue()
        self.error: Spv2Error | None = None
        self._painter: Painter | None = None
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reader")
        self._painting = ThreadPoolExecutor(1, thread_name_prefix="painter")
        self.started = [self._threads.submit(self._start) for _ in range(count)]

    def read(self, data: bytes) -> Future[Document | Failure]:
        """Return the document of a PDF, or why there is none, once it is there."""
        return self._threads.submit(self._read, data)

    def paint(self, data: bytes, page: int, dpi: int) -> Future[bytes | Failure]:
        """Return page `page` (from 0) of a PDF as a PNG, once it is there."""
        return self._painting.submit(self._paint, data, page, dpi)

    def close(self) -> None:
        """End the sandboxes with what they read; what waits is given up."""
        pools = (self._threads, self._painting)
        for pool in pools:
            pool.shutdown(wait=False, cancel_futures=True)
        self._boxes.close()
        for pool in pools:
            pool.shutdown()

    def _start(self) -> None:
        self._free.put(self._entered())

    def _entered(self) -> Sandbox | None:
        """Return a sandbox that ends with the pool; None, and why in `error`, if none starts."""
        try:
            sandbox = self._boxes.enter_context(Sandbox(self._settings, self._reader))
        except Spv2Error as error:
            self.error = error
            return None
        self.error = None
        return sandbox

    def _read(self, data: bytes) -> Document | Failure:
        sandbox = self._free.get()
        try:
            sandbox = sandbox or self._entered()
            if sandbox is None:
                return Failure(STAGE, Kind.CRASH, str(self.error))
            return outcome_of(data, sandbox)
        finally:
            self._free.put(sandbox)

    def _paint(self, data: bytes, page: int, dpi: int) -> bytes | Failure:
        if self._painter is None:
            self._painter = self._boxes.enter_context(Painter(self._settings))
        return self._painter.page(data, page, dpi)
