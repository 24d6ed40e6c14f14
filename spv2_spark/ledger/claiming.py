"""Waves and their leases: claim, expire, release."""

from __future__ import annotations

import time
import uuid

from sqlalchemy import Connection, insert, select, update

from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.domain.task import TaskState, state_after_loss, wave_size
from spv2_spark.ledger.moves import is_in, lost, move, unindexed
from spv2_spark.ledger.records import Wave
from spv2_spark.ledger.tables import LOST, OPEN, papers, tasks, waves


def claim(
    connection: Connection,
    model_version: str,
    limit: int,
    owner: str,
    at: float,
    lease_until: float,
) -> Wave | None:
    """Move Scheduled tasks to Processing under a new wave; None if there are none.

    Those that died with the fewest waves come first, then the oldest; of the same age, those whose
    tokens lie in the same table together. A wave has tasks of one number of losses, and the fewer
    the more that is (`domain.task.wave_size`).
    """
    wave_id = new_wave_id(at)
    is_open = (tasks.c.model_version == model_version, is_in(TaskState.SCHEDULED))
    by_age = (tasks.c.losses, tasks.c.created_at, tasks.c.tokens_wave, tasks.c.paper_id)
    losses = connection.execute(
        select(tasks.c.losses).where(*is_open).order_by(*by_age).limit(1)
    ).scalar()
    if losses is None:
        return None
    # A CTE, since PostgreSQL may run a subquery with a limit more than once.
    oldest = (
        select(tasks.c.paper_id)
        .where(*is_open, tasks.c.losses == losses)
        .order_by(*by_age)
        .limit(wave_size(limit, losses))
        .with_for_update(skip_locked=True)
        .cte("oldest")
    )
    statement = (
        move(TaskState.SCHEDULED, TaskState.PROCESSING)
        .where(
            tasks.c.paper_id == oldest.c.paper_id,
            unindexed(tasks.c.model_version) == model_version,
        )
        .values(attempts=tasks.c.attempts + 1, wave=wave_id, started_at=at, ended_at=None)
    )
    connection.execute(statement)
    # Counted by reading: SQLite's driver knows no row count of an UPDATE behind a WITH.
    members = _members(connection, wave_id)
    if not members:
        return None
    row = {"wave": wave_id, "model_version": model_version, "owner": owner, "papers": len(members)}
    times = {"claimed_at": at, "lease_until": lease_until}
    connection.execute(insert(waves).values(**row, **times, state=OPEN))
    return Wave(wave_id, model_version, lease_until, members)


def upcoming(connection: Connection, model_version: str, limit: int) -> tuple[ClaimedPaper, ...]:
    """Return the first papers that `claim` would take, with the attempt that they would have."""
    statement = (
        select(tasks.c.paper_id, papers.c.uri, papers.c.doc_name, tasks.c.attempts + 1)
        .join(papers, papers.c.paper_id == tasks.c.paper_id)
        .where(tasks.c.model_version == model_version, is_in(TaskState.SCHEDULED))
        .order_by(tasks.c.losses, tasks.c.created_at, tasks.c.paper_id)
        .limit(limit)
    )
    return tuple(ClaimedPaper(*row) for row in connection.execute(statement))


def new_wave_id(at: float) -> str:
    """Return a name that sorts by time and is safe in paths: 20260131T235959-1f2e3d4c5b6a."""
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(at))
    return f"{stamp}-{uuid.uuid4().hex[:12]}"


def _members(connection: Connection, wave_id: str) -> tuple[ClaimedPaper, ...]:
    statement = (
        select(tasks.c.paper_id, papers.c.uri, papers.c.doc_name, tasks.c.attempts)
        .join(papers, papers.c.paper_id == tasks.c.paper_id)
        .where(tasks.c.wave == wave_id)
        .order_by(tasks.c.created_at, tasks.c.paper_id)
    )
    return tuple(ClaimedPaper(*row) for row in connection.execute(statement))


def expire(connection: Connection, at: float, max_losses: int) -> int:
    """End every open wave whose lease ended before `at`; return how many tasks moved."""
    overdue = (
        select(waves.c.wave, waves.c.owner)
        .where(waves.c.state == OPEN, waves.c.lease_until < at)
        .order_by(waves.c.wave)
        .with_for_update(skip_locked=True)
    )
    return sum(
        release(connection, wave_id, f"the lease of {owner} ran out", at, max_losses)
        for wave_id, owner in connection.execute(overdue).all()
    )


def release(connection: Connection, wave_id: str, why: str, at: float, max_losses: int) -> int:
    """End an open wave as lost and move its tasks, one UPDATE per number of losses.

    With `max_losses` 0 it is no loss of the tasks': they are Scheduled as they were.
    """
    gone = update(waves).where(waves.c.wave == wave_id, waves.c.state == OPEN)
    if not connection.execute(gone.values(state=LOST, ended_at=at)).rowcount:
        return 0
    failure = lost(why)
    more = 1 if max_losses else 0
    held = (tasks.c.wave == wave_id, tasks.c.state == TaskState.PROCESSING.value)
    numbers = select(tasks.c.losses).where(*held).distinct()
    moved = 0
    for losses in connection.execute(numbers).scalars().all():
        target = state_after_loss(losses + more, max_losses) if more else TaskState.SCHEDULED
        statement = (
            move(TaskState.PROCESSING, target)
            .where(tasks.c.wave == wave_id, tasks.c.losses == losses)
            .values(
                attempts=tasks.c.attempts - 1,
                losses=losses + more,
                failure_stage=failure.stage,
                failure_kind=failure.kind.value,
                failure_message=failure.message,
                ended_at=at if target is TaskState.FAILED else None,
            )
        )
        moved += connection.execute(statement).rowcount
    return moved
