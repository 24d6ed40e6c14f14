"""Progress on stderr: a bar per stage at a terminal, one log line per stage elsewhere."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pyspark import Accumulator, SparkContext
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tick:
    """Counts papers on the workers; the driver sees a task's count when the task ends."""

    counter: Accumulator[int]

    def __call__(self, papers: int = 1) -> None:
        """Count `papers` more."""
        self.counter.add(papers)


class _Bar(Progress):
    """A bar that looks at a counter whenever it is drawn."""

    def __init__(self, console: Console, name: str, total: int, counter: Accumulator[int]) -> None:
        columns = (
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.1f} papers/s"),
            TimeElapsedColumn(),
        )
        super().__init__(*columns, console=console)
        self._counter = counter
        self.add_task(name, total=total, rate=0.0)

    def get_renderables(self) -> Iterable[RenderableType]:
        for task in self.tasks:
            # A task that Spark ran twice counts twice.
            count = min(self._counter.value, task.total or 0)
            self.update(task.id, completed=count, rate=count / max(task.elapsed or 0.0, 1e-9))
        return super().get_renderables()


@contextmanager
def stage_progress(context: SparkContext, name: str, total: int) -> Iterator[Tick]:
    """Show how many of `total` papers the stage inside the block has ended, and how fast."""
    counter: Accumulator[int] = context.accumulator(0)
    console = Console(stderr=True)
    if console.is_terminal:
        with _Bar(console, name, total, counter):
            yield Tick(counter)
        return
    started = time.monotonic()
    yield Tick(counter)
    spent = time.monotonic() - started
    LOG.info("%s: %d papers in %.1f s, %.1f papers/s", name, total, spent, total / spent)
