"""Papers fetched ahead of whoever reads them, in order, within a bound of count and bytes."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import Protocol, TypeVar

from spv2_spark.config import SourceSettings
from spv2_spark.errors import Failure
from spv2_spark.sources.fetching import fetch
from spv2_spark.sources.uris import is_sha1

AHEAD_PER_THREAD = 2
_MEGABYTE = 1_000_000


class _HasUri(Protocol):
    @property
    def paper_id(self) -> str: ...

    @property
    def uri(self) -> str: ...


Item = TypeVar("Item", bound=_HasUri)


class Room:
    """Bytes that are fetched and not yet consumed: at most `limit`, plus one paper.

    Papers have positions from 0, consumed in order. The next one to be consumed is always
    admitted, so the consumer never waits for room that only it can make.
    """

    def __init__(self, limit: int) -> None:
        self.peak = 0
        self._limit: float = limit
        self._held: dict[int, int] = {}
        self._next = 0
        self._changed = threading.Condition()

    def admit(self, position: int, size: int) -> None:
        """Wait until `size` bytes may be held for the paper at `position`."""
        with self._changed:
            self._held.pop(position, None)  # of an attempt that failed
            self._changed.wait_for(lambda: self._admits(position, size))
            self._held[position] = size
            self.peak = max(self.peak, sum(self._held.values()))

    def _admits(self, position: int, size: int) -> bool:
        return position == self._next or sum(self._held.values()) + size <= self._limit

    def consumed(self, position: int) -> None:
        """Free what the paper at `position` held; the one after it is next."""
        with self._changed:
            self._held.pop(position, None)
            self._next = position + 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let everybody through: nobody consumes any more."""
        with self._changed:
            self._limit = math.inf
            self._changed.notify_all()


def prefetched(
    items: Iterable[Item], settings: SourceSettings, max_bytes: int
) -> Generator[tuple[Item, bytes | Failure], None, None]:
    """Yield every item (with a `paper_id` and a `uri`) with its bytes or failure, in their order.

    An id that is a sha1 is the one that the bytes must have (`settings.verify`).

    Up to `prefetch_threads` are fetched at a time and twice as many wait to be consumed,
    with at most `prefetch_mb` megabytes and one paper held. `items` is read lazily, in the
    consumer's thread.
    """
    threads = max(1, settings.prefetch_threads)
    room = Room(settings.prefetch_mb * _MEGABYTE)
    pool = ThreadPoolExecutor(threads, thread_name_prefix="prefetch")

    def submitted(position: int, item: Item) -> Future[bytes | Failure]:
        sha1 = item.paper_id if is_sha1(item.paper_id) else None
        admit = partial(room.admit, position)
        return pool.submit(fetch, item.uri, settings, max_bytes, admit, sha1)

    coming = ((item, submitted(position, item)) for position, item in enumerate(items))
    waiting = deque(islice(coming, threads * AHEAD_PER_THREAD))
    try:
        position = 0
        while waiting:
            item, future = waiting.popleft()
            yield item, future.result()
            room.consumed(position)
            position += 1
            waiting.extend(islice(coming, 1))
    finally:
        # Also where the consumer stopped early: what was begun ends by itself.
        room.close()
        pool.shutdown(wait=False, cancel_futures=True)
