"""How much work is let in: papers in progress, and bytes of them in memory."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_REMEMBERED = 50  # papers whose pace says when there will be room
_MOST_WAIT_S = 60


class FullError(Exception):
    """There is no room; `retry_after_s` says when there may be."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"the queue is full; try again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class Admission:
    """Counts papers in progress, and refuses what is beyond `papers`.

    For the threads of one process. A request takes as many places as it works on papers at once.
    """

    def __init__(self, papers: int) -> None:
        self.papers = papers
        self.taken = 0
        self._lock = threading.Lock()
        self._ended: deque[float] = deque(maxlen=_REMEMBERED)

    @property
    def has_room(self) -> bool:
        """Whether one more paper would be let in."""
        return self.taken < self.papers

    def enter(self, places: int = 1) -> None:
        """Take places; raises FullError where there are not so many left."""
        with self._lock:
            # What asks for more than there is at all comes in when nobody else is there.
            if self.taken and self.taken + places > self.papers:
                raise FullError(self._wait_s(places))
            self.taken += places

    def leave(self, places: int = 1) -> None:
        """Give places back."""
        with self._lock:
            self.taken -= places

    @contextmanager
    def place(self, places: int = 1) -> Iterator[None]:
        """Have places for the length of a block; raises FullError as `enter` does."""
        self.enter(places)
        try:
            yield
        finally:
            self.leave(places)

    def ended(self) -> None:
        """Tell that a paper has ended, which is what the estimate of waiting is made of."""
        self._ended.append(time.monotonic())

    def _wait_s(self, places: int) -> int:
        """Return the seconds in which the papers in progress make room, at the latest pace."""
        if len(self._ended) < 2:  # noqa: PLR2004  no pace is known
            return 1
        pace = len(self._ended) / max(time.monotonic() - self._ended[0], 0.001)
        missing = self.taken + places - self.papers
        return min(max(math.ceil(missing / pace), 1), _MOST_WAIT_S)


class Memory:
    """Bytes of papers that are held at a time: at most `limit`, or one paper.

    For the threads of one process.
    """

    def __init__(self, limit: int) -> None:
        self.held = 0
        self._limit = limit
        self._freed = threading.Condition()

    def try_hold(self, size: int) -> bool:
        """Hold `size` bytes more if there is room, and say whether there was."""
        with self._freed:
            if self.held and self.held + size > self._limit:
                return False
            self.held += size
            return True

    def wait_hold(self, size: int, limit_s: float) -> bool:
        """Hold `size` bytes as soon as there is room; False where there is none in `limit_s`."""
        with self._freed:
            there = self._freed.wait_for(
                lambda: not self.held or self.held + size <= self._limit, limit_s
            )
            if there:
                self.held += size
            return there

    def free(self, size: int) -> None:
        """Let `size` bytes go."""
        with self._freed:
            self.held -= size
            self._freed.notify_all()
