"""The end of a wave that held its lease."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from spv2_spark.domain.effort import Effort
from spv2_spark.domain.task import TaskState, state_after
from spv2_spark.errors import Failure
from spv2_spark.ledger import contents
from spv2_spark.ledger.engine import create_temporary, load
from spv2_spark.ledger.moves import lost, move, unindexed
from spv2_spark.ledger.records import Settled, Wave
from spv2_spark.ledger.tables import EFFORT, ENDING, OPEN, SETTLED, tasks, verdicts, waves

Ends = dict[str, tuple[Failure | None, str | None]]  # why a paper failed, and its sha1
# In the order of the columns of `verdicts`.
_Verdict = tuple[str | float | None, ...]

_UNTOLD = (None,) * len(EFFORT)
_FORGOTTEN = lost("the wave ended and said nothing of this paper")
_TARGETS = (TaskState.DONE, TaskState.SCHEDULED, TaskState.FAILED)


def settle(
    connection: Connection,
    wave: Wave,
    ends: Ends,
    left_out: Mapping[str, str],
    efforts: Mapping[str, Effort],
    max_attempts: int,
    at: float,
    *,
    one_per_content: bool,
) -> Settled:
    """Settle the wave by how its papers ended; nothing moves unless the wave is open.

    With `one_per_content` one of the papers with the same bytes is left in the dataset.
    """
    if one_per_content:
        contents.lock(connection)
        contents.keep_one(connection, wave.model_version)  # of waves that were settled without it
    # Taking the wave's row first: an expiry at the same time waits, or made us too late.
    held = update(waves).where(waves.c.wave == wave.wave_id, waves.c.state == OPEN)
    ended = {"state": SETTLED, "ended_at": at, "one_per_content": int(one_per_content)}
    if not connection.execute(held.values(**ended)).rowcount:
        return Settled(ignored=len(ends))
    members = select(tasks.c.paper_id, tasks.c.attempts).where(
        tasks.c.wave == wave.wave_id, tasks.c.state == TaskState.PROCESSING.value
    )
    attempts = {row.paper_id: row.attempts for row in connection.execute(members)}
    rows = []
    for one, count in attempts.items():
        failure, sha1 = ends.get(one, (_FORGOTTEN, None))
        verdict = _verdict(one, count, failure, sha1, left_out.get(one), max_attempts)
        rows.append((*verdict, *efforts.get(one, _UNTOLD)))
    create_temporary(connection, verdicts)
    load(connection, verdicts, rows)
    if one_per_content:
        contents.keep_one_of_verdicts(connection, wave.model_version)
    done, scheduled, failed = (_apply(connection, wave, target, at) for target in _TARGETS)
    verdicts.drop(connection)
    return Settled(done, scheduled, failed, ignored=len(ends.keys() - attempts.keys()))


def _verdict(
    paper_id: str,
    attempts: int,
    failure: Failure | None,
    sha1: str | None,
    left_out: str | None,
    max_attempts: int,
) -> _Verdict:
    if failure is None:
        return (paper_id, TaskState.DONE.value, None, None, None, sha1, left_out, None)
    target = state_after(failure, attempts, max_attempts)
    why = (failure.stage, failure.kind.value, failure.message)
    return (paper_id, target.value, *why, sha1, None, None)


def _apply(connection: Connection, wave: Wave, target: TaskState, at: float) -> int:
    statement = (
        move(TaskState.PROCESSING, target)
        .where(
            tasks.c.paper_id == verdicts.c.paper_id,
            unindexed(tasks.c.model_version) == wave.model_version,
            unindexed(tasks.c.wave) == wave.wave_id,
            verdicts.c.state == target.value,
        )
        .values({name: verdicts.c[name] for name in (*ENDING, *EFFORT)})
        .values(ended_at=None if target is TaskState.SCHEDULED else at)
    )
    return connection.execute(statement).rowcount
