"""The only UPDATE of a task's state: along a legal move of the domain, or not at all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Update, literal_column, update

from spv2_spark.domain.task import MOVES, TaskState
from spv2_spark.errors import Failure, Kind, LedgerError
from spv2_spark.ledger.tables import EFFORT, ENDING, tasks

AFRESH = {"attempts": 0, "losses": 0, "ended_at": None}


def move(source: TaskState, target: TaskState) -> Update:
    """Return the UPDATE that moves tasks from `source` to `target`; the caller narrows it.

    Raises LedgerError for a move that the domain does not know.
    """
    if target not in MOVES[source]:
        raise LedgerError(f"no task moves from {source.value} to {target.value}")
    held = unindexed(tasks.c.state) == source.value
    return update(tasks).where(held).values(state=target.value)


def from_new(source: TaskState) -> Update:
    """Return the UPDATE that schedules tasks that ended as if they had never run."""
    nothing = dict.fromkeys((*ENDING, *EFFORT))
    return move(source, TaskState.SCHEDULED).values(**AFRESH, **nothing)


def is_in(state: TaskState) -> ColumnElement[bool]:
    """Return the condition that a task is in a state, its name written out.

    An index of the tasks of a state alone answers no query that has the state as a parameter.
    """
    return tasks.c.state == literal_column(f"'{state.value}'")


def unindexed(column: Column[Any]) -> ColumnElement[str]:
    """Return a text column's value as an expression that no index answers.

    For checks beside a join on the primary key. PostgreSQL's statistics do not know a wave
    or a version of a minute ago: it took the index of such a check for the best one, read
    all of its entries for every paper, and claimed 25,000 papers in 90 s instead of one.
    """
    return column.concat("")


def lost(message: str) -> Failure:
    """Return the failure of a paper of which its wave says nothing."""
    return Failure("lease", Kind.LOST, message)
