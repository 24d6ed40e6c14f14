"""What a person does to tasks that ended: run them again, or forget their papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Update, delete, func, select, update

from spv2_spark.domain.task import TaskState
from spv2_spark.ledger import contents
from spv2_spark.ledger.moves import AFRESH, from_new, move
from spv2_spark.ledger.records import FailureFilter, Forgotten
from spv2_spark.ledger.tables import SETTLED, cached, papers, tasks, waves

_IDS_AT_ONCE = 500  # bound parameters of one statement; SQLite takes 32,766


def conditions(wanted: FailureFilter) -> list[ColumnElement[bool]]:
    """Return what of a filter narrows tasks, all but its ids."""
    found: list[ColumnElement[bool]] = []
    if wanted.kinds:
        found.append(tasks.c.failure_kind.in_([kind.value for kind in wanted.kinds]))
    if wanted.stages:
        found.append(tasks.c.failure_stage.in_(wanted.stages))
    if wanted.since is not None:
        found.append(tasks.c.ended_at >= wanted.since)
    return found


def retry(connection: Connection, version: str, wanted: FailureFilter) -> int:
    """Schedule the Failed tasks of a filter with no attempts counted; return how many."""
    contents.lock(connection)  # `forget` takes locked tasks for claimed ones
    anew = move(TaskState.FAILED, TaskState.SCHEDULED).where(tasks.c.model_version == version)
    return _run(connection, anew.where(*conditions(wanted)).values(**AFRESH), wanted.ids)


def reschedule(connection: Connection, version: str, ids: Sequence[str]) -> int:
    """Schedule the Done and Failed tasks of a version (of the papers `ids`, if any) from new.

    So are those that `ids` stand for (`contents`).
    """
    contents.lock(connection)
    _count_changes(connection, ids, version)
    if not ids:
        contents.give_all_up(connection, version)
    moved = sum(contents.give_up(connection, some, version) for some in _chunks(ids))
    for source in (TaskState.DONE, TaskState.FAILED):
        anew = from_new(source).where(tasks.c.model_version == version)
        moved += _run(connection, anew, ids)
    return moved


def _run(connection: Connection, statement: Update, ids: Sequence[str]) -> int:
    """Run an UPDATE of tasks, of these papers' alone if there are any; return how many moved."""
    if not ids:
        return connection.execute(statement).rowcount
    return sum(
        connection.execute(statement.where(tasks.c.paper_id.in_(some))).rowcount
        for some in _chunks(ids)
    )


def forget(connection: Connection, ids: Sequence[str], *, dry_run: bool) -> Forgotten:
    """Delete papers and their tasks of every version; those in Processing stay, and are counted.

    Others that they stand for (`contents`) are Scheduled from new, and counted, too.
    """
    contents.lock(connection)
    told, every = Forgotten(), set(ids)
    for some in _chunks(ids):
        held = _held(connection, some)
        known = connection.execute(select(papers.c.paper_id).where(papers.c.paper_id.in_(some)))
        gone = [one for one in known.scalars() if one not in held]
        of_gone = tasks.c.paper_id.in_(gone)
        count = select(func.count()).select_from(tasks).where(of_gone)
        others = connection.execute(select(tasks.c.paper_id).where(tasks.c.same_as.in_(gone)))
        left = sum(one not in every for one in others.scalars())
        told = told.plus(len(gone), connection.execute(count).scalar_one(), len(held), left)
        if not dry_run:
            _count_changes(connection, gone)
            contents.give_up(connection, gone)
            connection.execute(delete(cached).where(cached.c.paper_id.in_(gone)))
            connection.execute(delete(tasks).where(of_gone))
            connection.execute(delete(papers).where(papers.c.paper_id.in_(gone)))
    return told


def _held(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return the papers that are in Processing, and lock the tasks of the others (PostgreSQL).

    Nobody claims those then. What another transaction has locked is being claimed or settled: it
    is in Processing, too. To wait for it could be to wait for one that waits for us.
    """
    of_ids = select(tasks.c.paper_id, tasks.c.model_version, tasks.c.state).where(
        tasks.c.paper_id.in_(ids)
    )
    locked = connection.execute(of_ids.with_for_update(skip_locked=True)).all()
    ours = {row[:2] for row in locked if row.state != TaskState.PROCESSING.value}
    return {row.paper_id for row in connection.execute(of_ids) if row[:2] not in ours}


def _count_changes(connection: Connection, ids: Sequence[str], version: str = "") -> None:
    """Count a change of the waves that lose Done papers of `ids`; of a version alone, if named.

    Without ids those of the whole version do.
    """
    settled = update(waves).where(waves.c.state == SETTLED)
    if version:
        settled = settled.where(waves.c.model_version == version)
    if version and not ids:
        connection.execute(settled.values(changes=waves.c.changes + 1))
        return
    touched: set[str] = set()
    for some in _chunks(ids):
        is_done = (tasks.c.paper_id.in_(some), tasks.c.state == TaskState.DONE.value)
        touched.update(connection.execute(select(tasks.c.wave).where(*is_done)).scalars())
    for few in _chunks(sorted(touched)):
        of_few = settled.where(waves.c.wave.in_(few))
        connection.execute(of_few.values(changes=waves.c.changes + 1))


def _chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(dict.fromkeys(ids))
    while some := list(islice(rest, _IDS_AT_ONCE)):
        yield some
