"""Work on a paper in this thread, with a bound of time and its faults as failures."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from spv2_spark.errors import Failure, Kind

T = TypeVar("T")

_AGAIN_S = 1.0  # work that swallowed the first alarm hears a second one


class OverTimeError(BaseException):
    """The work took too long. No Exception: work that goes on after any fault must not."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OverTimeError in the block once it takes longer than `seconds`.

    By SIGALRM, which also ends a regular expression that backtracks for ever; a call into
    other C code ends first. Signals reach the main thread, where Spark's workers run: in
    other threads, and where there is no such signal, the block has no bound.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(_number: int, _frame: object) -> None:
        raise OverTimeError(f"longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_S)
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:  # an alarm just before that is raised right here
            signal.signal(signal.SIGALRM, before)


def guarded(stage: str, work: Callable[[], T], limit_s: float) -> T | Failure:
    """Return what the work returns; its exception, or its taking too long, as the stage's."""
    try:
        with time_limit(limit_s):
            return work()
    except OverTimeError as error:
        return Failure(stage, Kind.TIMEOUT, str(error))
    except Exception as error:  # noqa: BLE001  whatever it is, it costs one paper and is told
        return Failure(stage, Kind.MODEL, f"{type(error).__name__}: {error}")
