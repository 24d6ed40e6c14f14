"""What `status` tells: tasks counted, leases, speed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, case, func, select

from spv2_spark.domain.status import Counts, Lease, PageCounts, Status, VersionStatus
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Kind
from spv2_spark.ledger.tables import OPEN, tasks, waves

_HOUR_S = 3600.0
_UNREAD = tasks.c.pages - tasks.c.pages_read
_PAGES = (func.sum(tasks.c.pages), func.sum(_UNREAD), func.sum(case((_UNREAD > 0, 1), else_=0)))
_GROUPS = (tasks.c.state, tasks.c.failure_kind, tasks.c.left_out)


def counts_of(connection: Connection, version: str) -> Counts:
    """Return the counts of one version; all zero for one that has no tasks."""
    of_version = select(*_GROUPS, func.count()).where(tasks.c.model_version == version)
    return _counted(connection.execute(of_version.group_by(*_GROUPS)).all())


def status_of(connection: Connection, at: float, only: str = "") -> Status:
    """Return the status at the time `at`, of the version `only` if it is named.

    It reads the row of every task once.
    """
    speeds, version = _speeds(connection, at), tasks.c.model_version
    groups = select(version, *_GROUPS, func.count(), func.min(tasks.c.created_at), *_PAGES)
    if only:
        groups = groups.where(version == only)
    pages: dict[str, PageCounts] = {}
    by_version: dict[str, list[Any]] = {}
    begun: dict[str, float] = {}
    for name, *row in connection.execute(groups.group_by(version, *_GROUPS)):
        counted, first, sums = row[:4], row[4], row[5:]
        by_version.setdefault(name, []).append(counted)
        if counted[0] == TaskState.DONE.value:
            pages[name] = _plus(pages.get(name, PageCounts()), sums)
        begun[name] = min(first, begun.get(name, first))
    told = (
        VersionStatus(
            name,
            _counted(by_version[name]),
            speeds.get(name, 0.0),
            pages.get(name, PageCounts()),
        )
        for name in sorted(begun, key=lambda name: begun[name])
    )
    return Status(at, tuple(told), leases_of(connection, only))


def versions_of(connection: Connection) -> list[str]:
    """Return the versions that have tasks, the one whose first task is newest last."""
    order = func.min(tasks.c.created_at)
    named = select(tasks.c.model_version).group_by(tasks.c.model_version).order_by(order)
    return list(connection.execute(named).scalars())


def _counted(rows: Iterable[Any]) -> Counts:
    by_state = dict.fromkeys(TaskState, 0)
    by_kind: dict[Kind, int] = {}
    left_out: dict[str, int] = {}
    for name, kind, why, count in rows:
        state = TaskState(name)
        by_state[state] += count
        if state is TaskState.FAILED:
            by_kind[Kind(kind)] = by_kind.get(Kind(kind), 0) + count
        if state is TaskState.DONE and why is not None:
            left_out[why] = left_out.get(why, 0) + count
    return Counts(by_state, by_kind, left_out)


def _plus(pages: PageCounts, sums: Iterable[Any]) -> PageCounts:
    """Return the counts with a group's, None where nothing is known of its papers."""
    before = (pages.pages, pages.unread, pages.papers_with_unread)
    return PageCounts(*(one + int(more or 0) for one, more in zip(before, sums, strict=True)))


def _speeds(connection: Connection, at: float) -> dict[str, float]:
    """Return the papers a second of every version that ended some in the last hour."""
    version, count = tasks.c.model_version, func.count()
    ended = (TaskState.DONE.value, TaskState.FAILED.value)
    lately = (
        select(version, count, func.min(tasks.c.started_at))
        .where(tasks.c.ended_at > at - _HOUR_S, tasks.c.state.in_(ended))
        .group_by(version)
    )
    return {
        name: papers / max(1.0, min(_HOUR_S, at - (began or 0.0)))
        for name, papers, began in connection.execute(lately)
    }


def leases_of(connection: Connection, version: str = "") -> tuple[Lease, ...]:
    """Return the open waves, of one version if it is named."""
    columns = (waves.c.wave, waves.c.model_version, waves.c.owner, waves.c.papers)
    times = (waves.c.claimed_at, waves.c.lease_until)
    held = select(*columns, *times).where(waves.c.state == OPEN).order_by(waves.c.wave)
    if version:
        held = held.where(waves.c.model_version == version)
    return tuple(Lease(*row) for row in connection.execute(held))
