"""Tasks that ended as records, streamed as of one moment: lists may be of any length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger.moves import is_in, unindexed
from spv2_spark.ledger.records import DoneTask, FailedTask, FailureFilter, LeftOutTask, SettledWave
from spv2_spark.ledger.rescheduling import conditions
from spv2_spark.ledger.tables import SETTLED, papers, tasks, waves

_ROWS_AT_ONCE = 2_000


def done(connection: Connection, version: str) -> Iterator[DoneTask]:
    """Yield the Done tasks of a version ordered by paper id."""
    columns = select(tasks.c.paper_id, tasks.c.wave)
    for row in _streamed(connection, columns, version, TaskState.DONE):
        yield DoneTask(row.paper_id, row.wave)


def settled(connection: Connection, version: str) -> list[SettledWave]:
    """Return the settled waves of a version by their names, the oldest first."""
    columns = select(waves.c.wave, waves.c.papers, waves.c.changes).order_by(waves.c.wave)
    found = columns.where(waves.c.model_version == version, waves.c.state == SETTLED)
    return [SettledWave(*row) for row in connection.execute(found)]


def done_of(connection: Connection, version: str, names: Sequence[str]) -> Iterator[DoneTask]:
    """Yield the Done tasks whose results some waves hold; none for which another one stands."""
    statement = select(tasks.c.paper_id, tasks.c.wave).where(
        tasks.c.wave.in_(names),
        unindexed(tasks.c.model_version) == version,
        unindexed(tasks.c.state) == TaskState.DONE.value,
        tasks.c.same_as.is_(None),
    )
    for row in connection.execute(statement.execution_options(yield_per=_ROWS_AT_ONCE)):
        yield DoneTask(*row)


def left_out(connection: Connection, version: str) -> Iterator[LeftOutTask]:
    """Yield the Done tasks whose papers are not in the dataset, ordered by paper id."""
    columns = _with_papers().where(tasks.c.left_out.is_not(None))
    for row in _streamed(connection, columns, version, TaskState.DONE):
        of_paper = (row.paper_id, row.uri, row.doc_name)
        yield LeftOutTask(*of_paper, row.left_out, row.sha1, row.same_as)


def failures(
    connection: Connection, version: str, wanted: FailureFilter, newest: int = 0
) -> Iterator[FailedTask]:
    """Yield the Failed tasks (of every version if none is named) ordered by paper id.

    With `newest` so many of them, those that ended last first. The filter's ids narrow nothing.
    """
    columns = _with_papers().where(*conditions(wanted))
    if newest:
        columns = columns.order_by(tasks.c.ended_at.desc()).limit(newest)
    yield from map(_failed, _streamed(connection, columns, version, TaskState.FAILED))


def _failed(row: Row[Any]) -> FailedTask:
    why = Failure(row.failure_stage, Kind(row.failure_kind), row.failure_message)
    of_paper = (row.paper_id, row.uri, row.doc_name, row.attempts)
    return FailedTask(*of_paper, why, row.sha1, row.model_version, row.ended_at)


def _with_papers() -> Select[Any]:
    columns = select(tasks, papers.c.uri, papers.c.doc_name)
    return columns.join(papers, papers.c.paper_id == tasks.c.paper_id)


def _streamed(
    connection: Connection, columns: Select[Any], version: str, state: TaskState
) -> Iterator[Row[Any]]:
    """Yield rows of the version's tasks in a state, without holding them all."""
    of_version = (tasks.c.model_version == version,) if version else ()
    statement = (
        columns.where(is_in(state), *of_version)
        .order_by(tasks.c.paper_id, tasks.c.model_version)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    yield from connection.execute(statement)
