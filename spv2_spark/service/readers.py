"""PDFs read and painted by a pool of threads, each with its own sandboxes."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import TypeVar

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.pdf.outcome import outcome_of
from spv2_spark.pdf.painter import Painter
from spv2_spark.pdf.sandbox import READER, Sandbox

Box = TypeVar("Box", Sandbox, Painter)


class Readers:
    """Reads `count` PDFs at a time; what waits is bounded by who hands it in.

    Every thread starts a sandbox when it is first needed. A picture is painted in a sandbox of
    another kind, of which there is one.
    """

    def __init__(self, settings: PdfSettings, count: int, reader: str = READER) -> None:
        self._settings = settings
        self._reader = reader
        self._own = threading.local()
        self._boxes = ExitStack()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reader")
        self._painting = ThreadPoolExecutor(1, thread_name_prefix="painter")

    def read(self, data: bytes) -> Future[Document | Failure]:
        """Return the document of a PDF, or why there is none, once it is there."""
        return self._threads.submit(self._read, data)

    def paint(self, data: bytes, page: int, dpi: int) -> Future[bytes | Failure]:
        """Return page `page` (from 0) of a PDF as a PNG, once it is there."""
        return self._painting.submit(self._paint, data, page, dpi)

    def close(self) -> None:
        """End the sandboxes once what is being read has ended; what waits is given up."""
        for pool in (self._threads, self._painting):
            pool.shutdown(cancel_futures=True)
        self._boxes.close()

    def _read(self, data: bytes) -> Document | Failure:
        sandbox = getattr(self._own, "sandbox", None)
        if sandbox is None:
            sandbox = self._own.sandbox = self._entered(Sandbox(self._settings, self._reader))
        return outcome_of(data, sandbox)

    def _paint(self, data: bytes, page: int, dpi: int) -> bytes | Failure:
        painter = getattr(self._own, "painter", None)
        if painter is None:
            painter = self._own.painter = self._entered(Painter(self._settings))
        return painter.page(data, page, dpi)

    def _entered(self, one: Box) -> Box:
        """Start a sandbox that ends with the pool."""
        with self._lock:
            return self._boxes.enter_context(one)
