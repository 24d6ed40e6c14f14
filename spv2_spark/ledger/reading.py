"""Questions to the Task DB; nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger.records import Counts, DoneTask, FailedTask, Task
from spv2_spark.ledger.tables import papers, tasks, waves

ROWS_AT_ONCE = 2_000


def done(connection: Connection, model_version: str) -> Iterator[DoneTask]:
    """Yield the Done tasks of a version, ordered by paper id, without holding them all."""
    statement = (
        select(tasks.c.paper_id, tasks.c.wave, tasks.c.sha1, papers.c.uri, papers.c.doc_name)
        .join(papers, papers.c.paper_id == tasks.c.paper_id)
        .where(tasks.c.model_version == model_version, tasks.c.state == TaskState.DONE.value)
        .order_by(tasks.c.paper_id)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for row in connection.execute(statement):
        yield DoneTask(*row)


def failures(connection: Connection, model_version: str) -> Iterator[FailedTask]:
    """Yield the Failed tasks of a version, ordered by paper id, without holding them all."""
    statement = (
        select(tasks, papers.c.uri, papers.c.doc_name)
        .join(papers, papers.c.paper_id == tasks.c.paper_id)
        .where(tasks.c.model_version == model_version, tasks.c.state == TaskState.FAILED.value)
        .order_by(tasks.c.paper_id)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for row in connection.execute(statement):
        why = Failure(row.failure_stage, Kind(row.failure_kind), row.failure_message)
        yield FailedTask(row.paper_id, row.uri, row.doc_name, row.attempts, why, row.sha1)


def counts(connection: Connection, model_version: str) -> Counts:
    """Count the tasks of a version by state, and the Failed ones by kind."""
    statement = (
        select(tasks.c.state, tasks.c.failure_kind, func.count())
        .where(tasks.c.model_version == model_version)
        .group_by(tasks.c.state, tasks.c.failure_kind)
    )
    by_state = dict.fromkeys(TaskState, 0)
    by_kind: dict[Kind, int] = {}
    for name, kind, count in connection.execute(statement):
        state = TaskState(name)
        by_state[state] += count
        if state is TaskState.FAILED:
            by_kind[Kind(kind)] = count
    return Counts(by_state, by_kind)


def task(connection: Connection, paper_id: str, model_version: str) -> Task | None:
    """Return one task with the lease that holds it, None if there is none."""
    held = and_(waves.c.wave == tasks.c.wave, tasks.c.state == TaskState.PROCESSING.value)
    statement = (
        select(tasks, waves.c.owner, waves.c.lease_until)
        .outerjoin(waves, held)
        .where(tasks.c.paper_id == paper_id, tasks.c.model_version == model_version)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else _task(row)


def _task(row: Row[Any]) -> Task:
    failure = None
    if row.failure_kind is not None:
        failure = Failure(row.failure_stage, Kind(row.failure_kind), row.failure_message)
    return Task(
        paper_id=row.paper_id,
        model_version=row.model_version,
        state=TaskState(row.state),
        attempts=row.attempts,
        wave=row.wave,
        owner=row.owner,
        lease_until=row.lease_until,
        failure=failure,
        sha1=row.sha1,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
