"""The states of a task and the moves between them that are legal."""

from __future__ import annotations

from enum import Enum

from spv2_spark.errors import Failure


class TaskState(str, Enum):
    """A paper's state under one model version."""

    SCHEDULED = "Scheduled"
    PROCESSING = "Processing"
    FAILED = "Failed"
    DONE = "Done"


MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.SCHEDULED: frozenset({TaskState.PROCESSING}),
    TaskState.PROCESSING: frozenset({TaskState.DONE, TaskState.FAILED, TaskState.SCHEDULED}),
    # A person may schedule what ended, to run it again.
    TaskState.FAILED: frozenset({TaskState.SCHEDULED}),
    TaskState.DONE: frozenset({TaskState.SCHEDULED}),
}


def state_after(failure: Failure, attempts: int, max_attempts: int) -> TaskState:
    """Return the state of a task in Processing after its `attempts`-th attempt failed."""
    if failure.kind.permanent or attempts >= max_attempts:
        return TaskState.FAILED
    return TaskState.SCHEDULED


def wave_size(papers: int, losses: int) -> int:
    """Return how many of `papers` go into a wave of such as died with `losses` waves.

    A paper that kills the driver is with fewer others each time, and soon alone.

    >>> [wave_size(1000, losses) for losses in range(6)]
    [1000, 250, 62, 15, 3, 1]
    """
    return max(1, papers >> 2 * losses)


def state_after_loss(losses: int, max_losses: int) -> TaskState:
    """Return the state of a task in Processing whose wave died with it for the `losses`-th time.

    A driver that is killed says nothing of the paper, so the attempt does not count; but a
    paper that is there whenever a driver dies must not be Scheduled for ever.
    """
    return TaskState.FAILED if losses >= max_losses else TaskState.SCHEDULED
