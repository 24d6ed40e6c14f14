"""The end of a wave that held its lease."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, select, update

from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure
from spv2_spark.ledger.engine import load, now, temporary, transaction
from spv2_spark.ledger.moves import after_failure, lost, move, unindexed
from spv2_spark.ledger.records import Settled, Wave
from spv2_spark.ledger.tables import OPEN, SETTLED, tasks, verdicts, waves

Done = Iterable[tuple[str, str]]
Failed = Iterable[tuple[str, Failure, str | None]]
# In the order of the columns of `verdicts`.
_Verdict = tuple[str, str, str | None, str | None, str | None, str | None]

_FORGOTTEN = lost("the wave ended and said nothing of this paper")


def settle(
    connection: Connection,
    wave: Wave,
    done: Done,
    failed: Failed,
    max_attempts: int,
    clock: Callable[[], float] | None,
) -> Settled:
    """Settle the wave in one transaction; nothing moves unless the wave is open."""
    sha1s = dict(done)
    failures = {paper_id: (failure, sha1) for paper_id, failure, sha1 in failed}
    named = len(sha1s.keys() | failures.keys())
    with transaction(connection):
        at = now(connection, clock)
        # Taking the wave's row first: an expiry at the same time waits, or made us too late.
        held = update(waves).where(waves.c.wave == wave.wave_id, waves.c.state == OPEN)
        if not connection.execute(held.values(state=SETTLED, ended_at=at)).rowcount:
            return Settled(ignored=named)
        attempts = _attempts(connection, wave.wave_id)
        rows = [
            _verdict(paper_id, count, sha1s, failures, max_attempts)
            for paper_id, count in attempts.items()
        ]
        with temporary(connection, verdicts):
            load(connection, verdicts, rows)
            counts = {state: _apply(connection, wave, state, at) for state in TaskState}
    ignored = len((sha1s.keys() | failures.keys()) - attempts.keys())
    return Settled(
        counts[TaskState.DONE], counts[TaskState.SCHEDULED], counts[TaskState.FAILED], ignored
    )


def _attempts(connection: Connection, wave_id: str) -> dict[str, int]:
    held = select(tasks.c.paper_id, tasks.c.attempts).where(
        tasks.c.wave == wave_id, tasks.c.state == TaskState.PROCESSING.value
    )
    return {row.paper_id: row.attempts for row in connection.execute(held)}


def _verdict(
    paper_id: str,
    attempts: int,
    sha1s: dict[str, str],
    failures: dict[str, tuple[Failure, str | None]],
    max_attempts: int,
) -> _Verdict:
    if paper_id in sha1s:
        return (paper_id, TaskState.DONE.value, None, None, None, sha1s[paper_id])
    failure, sha1 = failures.get(paper_id, (_FORGOTTEN, None))
    target = after_failure(failure, attempts, max_attempts)
    why = (failure.stage, failure.kind.value, failure.message)
    return (paper_id, target.value, *why, sha1)


def _apply(connection: Connection, wave: Wave, target: TaskState, at: float) -> int:
    if target is TaskState.PROCESSING:
        return 0
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
