"""Work that takes too long ends, whatever it does, and other work is not touched."""

from __future__ import annotations

import re
import signal
import threading
import time

import pytest

from spv2_spark.stages.time_limit import OverTimeError, time_limit


def spin() -> None:
    while True:
        pass


def backtrack() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def swallow() -> None:
    """Go on after any fault, the alarm's first ring included."""
    for _ in range(1):
        try:
            spin()
        except BaseException:  # noqa: BLE001, S112  as careless code does
            continue
    spin()


@pytest.mark.parametrize("work", [spin, backtrack, swallow])
def test_work_ends_at_its_limit(work: object) -> None:
    assert callable(work)
    started = time.monotonic()
    with pytest.raises(OverTimeError, match=r"0\.2 s"), time_limit(0.2):
        work()
    assert time.monotonic() - started < 30


def test_work_in_time_leaves_no_alarm_and_the_handler_of_others() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(0.05):
        pass
    time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_work_that_ends_as_the_alarm_rings_leaves_nothing_either() -> None:
    before = signal.getsignal(signal.SIGALRM)
    over = 0
    for n in range(20_000):
        try:
            with time_limit((1 + n % 200) / 1e6):
                for _ in range(1000):
                    pass
        except OverTimeError:
            over += 1
        assert signal.getsignal(signal.SIGALRM) == before
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert 0 < over < 20_000


def test_in_another_thread_there_is_no_bound_and_no_error() -> None:
    ended: list[bool] = []

    def work() -> None:
        with time_limit(0.01):
            time.sleep(0.05)
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]
