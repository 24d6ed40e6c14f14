"""One thread that tags: it waits some milliseconds, and takes the papers of all clients at once."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import NamedTuple

from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags, Tagger
from spv2_spark.errors import Failure, Kind
from spv2_spark.service.metrics import Metrics
from spv2_spark.stages.tag_documents import tags_each

Tags = tuple[PageTags, ...]


class _Waiting(NamedTuple):
    document: Document
    tokens: int
    tagged: Future[Tags | Failure]


class SharedTagger:
    """Tags documents in batches over whatever has come in.

    The first document that waits opens a window of `window_s` seconds; the batch leaves when
    the window closes or `chunk_tokens` tokens are there, and goes to the tagger as one call, which
    sorts its pages by length. While it is tagged the next one gathers. `load` runs in the
    thread; what it raises is kept in `error`, and fails every paper.

    A call has no bound of time but that of its tokens, which those who read PDFs bound.
    """

    def __init__(
        self, load: Callable[[], Tagger], window_s: float, chunk_tokens: int, metrics: Metrics
    ) -> None:
        self._load = load
        self._window_s = window_s
        self._chunk_tokens = chunk_tokens
        self._metrics = metrics
        self._queue: deque[_Waiting] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self.loaded = threading.Event()
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="tagger", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many documents wait for their batch."""
        return len(self._queue)

    @property
    def is_ready(self) -> bool:
        """Whether the tagger is loaded and its thread alive."""
        return self.loaded.is_set() and self.error is None and self._thread.is_alive()

    def tag(self, document: Document) -> Future[Tags | Failure]:
        """Return a document's tags, rounded as kept ones are, once its batch was tagged."""
        tokens = sum(map(len, document.pages))
        one = _Waiting(document, tokens, Future())
        with self._changed:
            self._queue.append(one)
            self._changed.notify()
        return one.tagged

    def close(self) -> None:
        """End the thread after its batch; documents that wait are given up."""
        with self._changed:
            self._closed = True
            for one in self._queue:
                one.tagged.cancel()
            self._queue.clear()
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            tagger = self._load()
        except Exception as error:  # noqa: BLE001  told by `error`, and to every paper
            self.error = error
        self.loaded.set()
        while batch := self._next_batch():
            if self.error is not None:
                failure = Failure("predict", Kind.MODEL, f"the tagger is not loaded: {self.error}")
                for one in batch:
                    one.tagged.set_result(failure)
                continue
            self._tag(tagger, batch)

    def _tag(self, tagger: Tagger, batch: list[_Waiting]) -> None:
        try:
            found = tags_each(lambda: tagger, [one.document for one in batch], float("inf"))
        except BaseException as error:  # noqa: BLE001  such as MemoryError: the thread lives on
            failure = Failure("predict", Kind.MODEL, f"{type(error).__name__}: {error}")
            found = [failure] * len(batch)
        self._metrics.batch_papers.observe(len(batch))
        self._metrics.tokens.add(by=sum(one.tokens for one in batch))
        for one, tags in zip(batch, found, strict=True):
            one.tagged.set_result(tags)

    def _next_batch(self) -> list[_Waiting]:
        """Wait for documents and return a batch of them; an empty one once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closed)
            closes = time.monotonic() + self._window_s
            self._changed.wait_for(
                lambda: self._closed or self._waiting_tokens() >= self._chunk_tokens,
                max(closes - time.monotonic(), 0.0),
            )
            batch: list[_Waiting] = []
            tokens = 0
            while self._queue and not self._closed:
                if batch and tokens + self._queue[0].tokens > self._chunk_tokens:
                    break
                one = self._queue.popleft()
                if one.tagged.set_running_or_notify_cancel():  # else its client has gone
                    batch.append(one)
                    tokens += one.tokens
            if batch or self._closed:
                return batch
        return self._next_batch()

    def _waiting_tokens(self) -> int:
        return sum(one.tokens for one in self._queue)
