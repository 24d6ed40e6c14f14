"""The Ledger: what the jobs may ask of the Task DB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Engine, select, update

from spv2_spark.config import LedgerSettings
from spv2_spark.domain.effort import Effort
from spv2_spark.domain.paper import ClaimedPaper, Paper
from spv2_spark.domain.status import Counts, Lease, Status
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure
from spv2_spark.ledger import (
    caching,
    claiming,
    contents,
    counting,
    enqueueing,
    listing,
    rescheduling,
    runs,
    settling,
    using,
)
from spv2_spark.ledger.engine import (
    READ,
    Clock,
    connected,
    now,
    open_engine,
    transaction,
)
from spv2_spark.ledger.moves import is_in
from spv2_spark.ledger.records import (
    DoneTask,
    Enqueued,
    FailedTask,
    FailureFilter,
    Forgotten,
    LeftOutTask,
    Run,
    Settled,
    SettledWave,
    Used,
    Wave,
)
from spv2_spark.ledger.schema import prepare
from spv2_spark.ledger.tables import OPEN, tasks, waves

MAX_ATTEMPTS = LedgerSettings().max_attempts
MAX_LOSSES = LedgerSettings().max_losses
EVERY_FAILURE = FailureFilter()


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

    def enqueue(self, papers: Iterable[Paper], model_version: str, tokens: str = "") -> Enqueued:
        """Make a Scheduled task under `model_version` for `papers` and every known paper.

        They are claimed in the order of the waves that have their tokens of the version `tokens`.
        Only what is not there is inserted. `papers` may be endless in length but for the
        database's disk: it is staged in batches before anything is locked.
        """
        with connected(self.engine) as connection:
            return enqueueing.enqueue(connection, papers, model_version, tokens, self.clock)

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

    def note_cached(self, version: str, wave: str, ids: Iterable[str]) -> None:
        """Note that the finished table `wave` of a version of tables has the papers `ids`."""
        with transaction(self.engine) as connection:
            caching.note_cached(connection, version, wave, ids)

    def cached(self, version: str, claimed_by: str) -> dict[str, str]:
        """Return which wave's table of a version has a paper, of those that a wave claimed."""
        with transaction(self.engine, READ) as connection:
            return caching.cached_of(connection, version, claimed_by)

    def settle(
        self,
        wave: Wave,
        done: Iterable[tuple[str, str]],
        failed: Iterable[tuple[str, Failure, str | None]],
        max_attempts: int = MAX_ATTEMPTS,
        left_out: Mapping[str, str] = MappingProxyType({}),
        efforts: Mapping[str, Effort] = MappingProxyType({}),
        *,
        one_per_content: bool = False,
    ) -> Settled:
        """End `wave`: `done` are (paper id, sha1), `failed` (paper id, why, sha1 if known).

        `left_out` says of Done papers that are not in the dataset why (id to reason), `efforts`
        what papers cost (by id). With `one_per_content` papers whose bytes another Done one has are
        left out, too (see that method).

        A failed paper is Scheduled again or Failed, by the domain's rule; so is a paper that
        neither names (Kind.LOST). A paper that both name is done. A wave that was settled or
        has lost its lease moves nothing.
        """
        ends: settling.Ends = {paper_id: (why, sha1) for paper_id, why, sha1 in failed}
        ends.update((paper_id, (None, sha1)) for paper_id, sha1 in done)
        with transaction(self.engine) as connection:
            at = now(connection, self.clock)
            told = (ends, left_out, efforts, max_attempts, at)
            return settling.settle(connection, wave, *told, one_per_content=one_per_content)

    def one_per_content(self, model_version: str) -> int:
        """Leave out all Done papers but one of those with the same bytes; return how many more.

        Only waves that were settled without it have any: else it costs nothing.
        """
        with transaction(self.engine) as connection:
            contents.lock(connection)
            return contents.keep_one(connection, model_version)

    def retry(self, model_version: str, wanted: FailureFilter = EVERY_FAILURE) -> int:
        """Schedule Failed tasks again, with no attempts counted; return how many."""
        with transaction(self.engine) as connection:
            return rescheduling.retry(connection, model_version, wanted)

    def reschedule(self, model_version: str, ids: Sequence[str] = ()) -> int:
        """Schedule the Done and Failed tasks of a version (or of `ids`) from new; return how many.

        What they made stays in the work folder, and counts no more. With `ids` go the papers that
        are left out since one of these has their bytes.
        """
        with transaction(self.engine) as connection:
            return rescheduling.reschedule(connection, model_version, ids)

    def forget(self, ids: Sequence[str], *, dry_run: bool) -> Forgotten:
        """Delete papers with their tasks of every version, or say what that would delete.

        Papers in Processing stay; others that have the bytes of a deleted one are Scheduled anew.
        """
        with transaction(self.engine) as connection:
            return rescheduling.forget(connection, ids, dry_run=dry_run)

    def used(self) -> Used:
        """Return which waves there are, and by whose tables papers count; reads every row once."""
        with transaction(self.engine, READ) as connection:
            return using.used(connection)

    def drop_version(self, version: str) -> int:
        """Delete all that is known of a version of results, tokens or tags, but for the papers.

        Return how many papers had anything of it.
        """
        with transaction(self.engine) as connection:
            return using.drop_version(connection, version)

    def done(self, model_version: str) -> Iterator[DoneTask]:
        """Yield the Done tasks ordered by paper id, streamed as of one moment."""
        with transaction(self.engine, READ) as connection:
            yield from listing.done(connection, model_version)

    def settled(self, model_version: str) -> list[SettledWave]:
        """Return the settled waves of a version by their names, the oldest first."""
        with transaction(self.engine, READ) as connection:
            return listing.settled(connection, model_version)

    def done_of(self, model_version: str, wave_ids: Sequence[str]) -> Iterator[DoneTask]:
        """Yield the Done tasks in the dataset or empty whose results some waves hold, as `done`."""
        with transaction(self.engine, READ) as connection:
            yield from listing.done_of(connection, model_version, wave_ids)

    def has_done(self, model_version: str) -> bool:
        """Whether any paper is Done under a version."""
        is_done = (tasks.c.model_version == model_version, is_in(TaskState.DONE))
        with transaction(self.engine, READ) as connection:
            found = connection.execute(select(tasks.c.paper_id).where(*is_done).limit(1))
            return found.first() is not None

    def left_out(self, model_version: str) -> Iterator[LeftOutTask]:
        """Yield the Done tasks whose papers are not in the dataset, as `done` does."""
        with transaction(self.engine, READ) as connection:
            yield from listing.left_out(connection, model_version)

    def same_content(self, model_version: str) -> int:
        """Return how many Done papers are left out since another one has their bytes."""
        with transaction(self.engine, READ) as connection:
            return contents.counted(connection, model_version)

    def failures(
        self, model_version: str = "", wanted: FailureFilter = EVERY_FAILURE
    ) -> Iterator[FailedTask]:
        """Yield the Failed tasks (of every version if none is named), as `done` does.

        The filter's ids are for `retry`.
        """
        with transaction(self.engine, READ) as connection:
            yield from listing.failures(connection, model_version, wanted)

    def counts(self, model_version: str) -> Counts:
        """Return the number of tasks by state, of Failed ones by kind, of those left out by why."""
        with transaction(self.engine, READ) as connection:
            return counting.counts_of(connection, model_version)

    def versions(self) -> list[str]:
        """Return the versions that have tasks, the newest last."""
        with transaction(self.engine, READ) as connection:
            return counting.versions_of(connection)

    def leases(self, model_version: str) -> tuple[Lease, ...]:
        """Return the waves of a version that somebody holds, or has let run out unnoticed."""
        with transaction(self.engine, READ) as connection:
            return counting.leases_of(connection, model_version)

    def status(self) -> Status:
        """Return the status of all versions, now."""
        with transaction(self.engine, READ) as connection:
            return counting.status_of(connection, now(connection, self.clock))

    def run(self, model_version: str, since: float = 0.0) -> Run | None:
        """Return what was done for a version since a time (seconds since the epoch).

        None for a version that has no tasks.
        """
        with transaction(self.engine, READ) as connection:
            return runs.run_of(connection, model_version, since, now(connection, self.clock))


def open_ledger(url: str, clock: Clock | None = None, *, create: bool = True) -> Ledger:
    """Return the ledger at `url`, its tables made where there are none (unless not to `create`).

    `url` is "sqlite:///FILE" or "postgresql://USER@HOST/DATABASE". Raises LedgerError for
    another database, a missing driver, one that cannot be reached, or one of another schema.
    """
    engine = open_engine(url)
    prepare(engine, create=create)
    return Ledger(engine, clock)
