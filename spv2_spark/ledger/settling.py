"""The end of a wave that held its lease."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from spv2_spark.domain.task import TaskState, state_after
from spv2_spark.errors import Failure
from spv2_spark.ledger.engine import create_temporary, load
from spv2_spark.ledger.moves import lost, move, unindexed
from spv2_spark.ledger.records import Settled, Wave
from spv2_spark.ledger.tables import OPEN, SETTLED, tasks, verdicts, waves

Failures = Mapping[str, tuple[Failure, str | None]]
# In the order of the columns of `verdicts`.
_Verdict = tuple[str, str, str | None, str | None, str | None, str | None]

_FORGOTTEN = lost("the wave ended and said nothing of this paper")
_ENDS = (TaskState.DONE, TaskState.SCHEDULED, TaskState.FAILED)


def settle(
    connection: Connection,
    wave: Wave,
    sha1s: Mapping[str, str],
    failures: Failures,
    max_attempts: int,
    at: float,
) -> Settled:
    """Settle the wave by its papers' sha1s and failures; nothing moves unless the wave is open."""
    named = sha1s.keys() | failures.keys()
    # Taking the wave's row first: an expiry at the same time waits, or made us too late.
    held = update(waves).where(waves.c.wave == wave.wave_id, waves.c.state == OPEN)
    if not connection.execute(held.values(state=SETTLED, ended_at=at)).rowcount:
        return Settled(ignored=len(named))
    members = select(tasks.c.paper_id, tasks.c.attempts).where(
        tasks.c.wave == wave.wave_id, tasks.c.state == TaskState.PROCESSING.value
    )
    attempts = {row.paper_id: row.attempts for row in connection.execute(members)}
    rows = [_verdict(*one, sha1s, failures, max_attempts) for one in attempts.items()]
    create_temporary(connection, verdicts)
    load(connection, verdicts, rows)
    done, scheduled, failed = (_apply(connection, wave, end, at) for end in _ENDS)
    verdicts.drop(connection)
    return Settled(done, scheduled, failed, ignored=len(named - attempts.keys()))


def _verdict(
    paper_id: str,
    attempts: int,
    sha1s: Mapping[str, str],
    failures: Failures,
    max_attempts: int,
) -> _Verdict:
    if paper_id in sha1s:
        return (paper_id, TaskState.DONE.value, None, None, None, sha1s[paper_id])
    failure, sha1 = failures.get(paper_id, (_FORGOTTEN, None))
    target = state_after(failure, attempts, max_attempts)
    why = (failure.stage, failure.kind.value, failure.message)
    return (paper_id, target.value, *why, sha1)


def _apply(connection: Connection, wave: Wave, target: TaskState, at: float) -> int:
    statement = (
        move(TaskState.PROCESSING, target)
        .where(
            tasks.c.paper_id == verdicts.c.paper_id,
            tasks.c.model_version == wave.model_version,
            unindexed(tasks.c.wave) == wave.wave_id,
            verdicts.c.state == target.value,
        )
        .values(
            failure_stage=verdicts.c.failure_stage,
            failure_kind=verdicts.c.failure_kind,
            failure_message=verdicts.c.failure_message,
            sha1=verdicts.c.sha1,
            ended_at=None if target is TaskState.SCHEDULED else at,
        )
    )
    return connection.execute(statement).rowcount
