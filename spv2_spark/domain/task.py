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
