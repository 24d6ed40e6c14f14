"""Progress on stderr: a bar per stage at a terminal, one log line per stage elsewhere."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pyspark import Accumulator, SparkContext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

LOG = logging.getLogger(__name__)
_POLL_S = 0.2


@dataclass(frozen=True, slots=True)
class Tick:
    """Counts papers on the workers; the driver sees a task's count when the task ends."""

    counter: Accumulator[int]

    def __call__(self, papers: int = 1) -> None:
        """Count `papers` more."""
        self.counter.add(papers)


@contextmanager
def stage_progress(context: SparkContext, name: str, total: int) -> Iterator[Tick]:
    """Show how many of `total` papers the stage inside the block has ended, and how fast."""
    counter: Accumulator[int] = context.accumulator(0)
    console = Console(stderr=True)
    started = time.monotonic()
    if console.is_terminal:
        with _bar(console, name, total, lambda: counter.value):
            yield Tick(counter)
    else:
        yield Tick(counter)
        spent = time.monotonic() - started
        LOG.info("%s: %d papers in %.1f s, %.1f papers/s", name, total, spent, total / spent)


@contextmanager
def _bar(console: Console, name: str, total: int, done: Callable[[], int]) -> Iterator[None]:
    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.1f} papers/s"),
        TimeElapsedColumn(),
    )
    stop = threading.Event()
    with Progress(*columns, console=console) as bars:
        task = bars.add_task(name, total=total, rate=0.0)
        started = time.monotonic()

        def show(count: int) -> None:
            # A task that Spark ran twice counts twice.
            count = min(count, total)
            bars.update(task, completed=count, rate=count / (time.monotonic() - started))

        def poll() -> None:
            while not stop.wait(_POLL_S):
                show(done())

        watcher = threading.Thread(target=poll, name="progress", daemon=True)
        watcher.start()
        try:
            yield
            show(total)
        finally:
            stop.set()
            watcher.join()
