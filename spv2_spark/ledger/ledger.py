"""The Ledger: what the jobs may ask of the Task DB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Engine, Select, func, select, update

from spv2_spark.config import LedgerSettings
from spv2_spark.domain.paper import ClaimedPaper, Paper
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import claiming, enqueueing, settling
from spv2_spark.ledger.engine import (
    READ,
    Clock,
    connected,
    create_tables,
    now,
    open_engine,
    transaction,
)
from spv2_spark.ledger.moves import move
from spv2_spark.ledger.records import Counts, DoneTask, Enqueued, FailedTask, Settled, Wave
from spv2_spark.ledger.tables import OPEN, papers, tasks, waves

MAX_ATTEMPTS = LedgerSettings().max_attempts
MAX_LOSSES = LedgerSettings().max_losses
_ROWS_AT_ONCE = 2_000


class Ledger:
    """The Task DB behind an engine; every method is one transaction (or says otherwise).

    `clock` gives seconds since the epoch instead of the database's own time. Every method
    raises LedgerError, in one line, for what the database refuses.
    """

    def __init__(self, engine: Engine, clock: Clock | None = None) -> None:
        self.engine = engine
        self.clock = clock

    def close(self) -> None:
        """Close the pooled connections; the ledger stays usable and opens new ones."""
        self.engine.dispose()

    def enqueue(self, papers: Iterable[Paper], model_version: str) -> Enqueued:
        """Make a Scheduled task under `model_version` for `papers` and every known paper.

        Only what is not there is inserted. `papers` may be endless in length but for the
        database's disk: it is staged in batches before anything is locked.
        """
        with connected(self.engine) as connection:
            return enqueueing.enqueue(connection, papers, model_version, self.clock)

    def claim(
        self,
        model_version: str,
        limit: int,
        owner: str,
        lease_s: float,
        max_losses: int = MAX_LOSSES,
    ) -> Wave | None:
        """Move up to `limit` of the oldest Scheduled tasks to Processing, under a new wave.

        Papers with which drivers died come last, in smaller waves the more did. Waves whose
        lease ran out are ended first (see `expire`). None if nothing is Scheduled. Claims at
        the same time never get the same paper.
        """
        with transaction(self.engine) as connection:
            at = now(connection, self.clock)
            claiming.expire(connection, at, max_losses)
            return claiming.claim(connection, model_version, limit, owner, at, at + lease_s)

    def upcoming(self, model_version: str, limit: int) -> tuple[ClaimedPaper, ...]:
        """Return the papers that a claim would take first, as they would be claimed."""
        with transaction(self.engine, READ) as connection:
            return claiming.upcoming(connection, model_version, limit)

    def expire(self, max_losses: int = MAX_LOSSES) -> int:
        """End the waves of every version whose lease ran out; return how many tasks moved.

        Their papers are Scheduled again, and the attempt does not count: it was the driver that
        failed. A paper that was lost `max_losses` times is Failed with Kind.LOST.
        """
        with transaction(self.engine) as connection:
            return claiming.expire(connection, now(connection, self.clock), max_losses)

    def renew(self, wave: Wave, lease_s: float) -> bool:
        """Put the lease's end `lease_s` seconds from now; False if the wave is not held.

        A lease that ran out unnoticed can still be renewed: nobody else has its papers.
        """
        held = update(waves).where(waves.c.wave == wave.wave_id, waves.c.state == OPEN)
        with transaction(self.engine) as connection:
            until = now(connection, self.clock) + lease_s
            return connection.execute(held.values(lease_until=until)).rowcount > 0

    def release(self, wave: Wave, why: str, max_losses: int = 0) -> int:
        """Give back a wave that its driver does not end; return how many tasks moved.

        They are Scheduled again at once, and the attempt does not count. `max_losses` is for a
        wave that may have ended the driver: its papers come back in smaller waves, and are
        Failed with Kind.LOST after so many.
        """
        with transaction(self.engine) as connection:
            at = now(connection, self.clock)
            return claiming.release(connection, wave.wave_id, why, at, max_losses)

    def settle(
        self,
        wave: Wave,
        done: Iterable[tuple[str, str]],
        failed: Iterable[tuple[str, Failure, str | None]],
        max_attempts: int = MAX_ATTEMPTS,
    ) -> Settled:
        """End `wave`: `done` are (paper id, sha1), `failed` (paper id, why, sha1 if known).

        A failed paper is Scheduled again or Failed, by the domain's rule; so is a paper that
        neither names (Kind.LOST). A paper that both name is done. A wave that was settled or
        has lost its lease moves nothing.
        """
        ends: settling.Ends = {paper_id: (why, sha1) for paper_id, why, sha1 in failed}
        ends.update((paper_id, (None, sha1)) for paper_id, sha1 in done)
        with transaction(self.engine) as connection:
            at = now(connection, self.clock)
            return settling.settle(connection, wave, ends, max_attempts, at)

    def retry(self, model_version: str) -> int:
        """Schedule Failed tasks again, with no attempts counted; return how many."""
        failed = move(TaskState.FAILED, TaskState.SCHEDULED)
        own = failed.where(tasks.c.model_version == model_version)
        with transaction(self.engine) as connection:
            return connection.execute(own.values(attempts=0, losses=0, ended_at=None)).rowcount

    def done(self, model_version: str) -> Iterator[DoneTask]:
        """Yield the Done tasks ordered by paper id, streamed as of one moment."""
        columns = select(tasks.c.paper_id, tasks.c.wave)
        for row in self._streamed(columns, model_version, TaskState.DONE):
            yield DoneTask(*row)

    def failures(self, model_version: str) -> Iterator[FailedTask]:
        """Yield the Failed tasks ordered by paper id, streamed as of one moment."""
        columns = select(tasks, papers.c.uri, papers.c.doc_name)
        joined = columns.join(papers, papers.c.paper_id == tasks.c.paper_id)
        for row in self._streamed(joined, model_version, TaskState.FAILED):
            why = Failure(row.failure_stage, Kind(row.failure_kind), row.failure_message)
            yield FailedTask(row.paper_id, row.uri, row.doc_name, row.attempts, why, row.sha1)

    def _streamed(
        self, columns: Select[Any], model_version: str, state: TaskState
    ) -> Iterator[Any]:
        """Yield rows of the version's tasks in a state, without holding them all."""
        statement = (
            columns.where(tasks.c.model_version == model_version, tasks.c.state == state.value)
            .order_by(tasks.c.paper_id)
            .execution_options(yield_per=_ROWS_AT_ONCE)
        )
        with transaction(self.engine, READ) as connection:
            yield from connection.execute(statement)

    def counts(self, model_version: str) -> Counts:
        """Return the number of tasks by state, and of the Failed ones by kind."""
        groups = (tasks.c.state, tasks.c.failure_kind)
        of_version = select(*groups, func.count()).where(tasks.c.model_version == model_version)
        by_state = dict.fromkeys(TaskState, 0)
        by_kind: dict[Kind, int] = {}
        with transaction(self.engine, READ) as connection:
            for name, kind, count in connection.execute(of_version.group_by(*groups)):
                by_state[TaskState(name)] += count
                if name == TaskState.FAILED.value:
                    by_kind[Kind(kind)] = count
        return Counts(by_state, by_kind)


def open_ledger(url: str, clock: Clock | None = None) -> Ledger:
    """Return the ledger at `url`, its tables created when absent.

    `url` is "sqlite:///FILE" or "postgresql://USER@HOST/DATABASE". Raises LedgerError for
    another database, a missing driver, or one that cannot be reached.
    """
    engine = open_engine(url)
    create_tables(engine)
    return Ledger(engine, clock)
