"""A run over the papers of a version as the Task DB has it: waves, slow papers, failures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from spv2_spark.domain.effort import Effort
from spv2_spark.domain.task import TaskState
from spv2_spark.ledger import listing
from spv2_spark.ledger.counting import status_of
from spv2_spark.ledger.records import FailureFilter, PastWave, Run, SlowPaper
from spv2_spark.ledger.tables import papers, tasks, waves

MOST_WAVES, MOST_PAPERS = 500, 20  # that a run names
_WAVES_AT_ONCE = 100


def run_of(connection: Connection, version: str, since: float, at: float) -> Run | None:
    """Return what is known of a version's waves that were claimed at `since` or later.

    None for a version that has no tasks. It reads every row of the version's tasks.
    """
    status = status_of(connection, at, version)
    if not status.versions:
        return None
    claimed = (waves.c.model_version == version, waves.c.claimed_at >= since)
    count = connection.execute(select(func.count()).select_from(waves).where(*claimed)).scalar_one()
    columns = (waves.c.wave, waves.c.owner, waves.c.state, waves.c.papers)
    times = (waves.c.claimed_at, waves.c.ended_at)
    newest = select(*columns, *times).where(*claimed).order_by(waves.c.wave.desc())
    found = connection.execute(newest.limit(MOST_WAVES)).all()[::-1]
    ends = _ends(connection, [row.wave for row in found])
    failed = listing.failures(connection, version, FailureFilter(since=since), MOST_PAPERS)
    return Run(
        at,
        status.versions[0],
        tuple(PastWave(*row, *ends[row.wave]) for row in found),
        count,
        tuple(_slowest(connection, version, since)),
        tuple(failed),
    )


def _ends(connection: Connection, names: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return how many papers are Done and Failed by the last word of each wave."""
    ends: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for start in range(0, len(names), _WAVES_AT_ONCE):
        some = tasks.c.wave.in_(names[start : start + _WAVES_AT_ONCE])
        counts = select(tasks.c.wave, tasks.c.state, func.count()).where(some)
        for wave, state, count in connection.execute(counts.group_by(tasks.c.wave, tasks.c.state)):
            done, failed = ends[wave]
            is_done, is_failed = state == TaskState.DONE.value, state == TaskState.FAILED.value
            ends[wave] = (done + count * is_done, failed + count * is_failed)
    return ends


def _slowest(connection: Connection, version: str, since: float) -> list[SlowPaper]:
    names = (tasks.c.paper_id, papers.c.uri, papers.c.doc_name, tasks.c.state)
    effort = (tasks.c.seconds, tasks.c.pages, tasks.c.pages_read)
    of_run = (tasks.c.model_version == version, tasks.c.ended_at >= since)
    statement = (
        select(*names, *effort)
        .join(papers, papers.c.paper_id == tasks.c.paper_id)
        .where(*of_run, tasks.c.seconds.is_not(None))
        .order_by(tasks.c.seconds.desc())
        .limit(MOST_PAPERS)
    )
    return [
        SlowPaper(paper_id, uri, doc_name, TaskState(state), Effort(*cost))
        for paper_id, uri, doc_name, state, *cost in connection.execute(statement)
    ]
