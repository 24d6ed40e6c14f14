"""What the Task DB takes and gives, as plain values. Times are seconds since the epoch, UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from spv2_spark.domain.effort import Effort
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.domain.status import VersionStatus
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure, Kind


@dataclass(frozen=True, slots=True)
class Wave:
    """Papers that one owner holds under one lease; `wave_id` names their results for good."""

    wave_id: str
    model_version: str
    lease_until: float  # at the time of the claim; renewals move it in the database only
    papers: tuple[ClaimedPaper, ...]


@dataclass(frozen=True, slots=True)
class Enqueued:
    """What an enqueue did; a paper listed twice in one call counts once.

    new_papers + known = papers listed. `new_tasks` counts also the papers that were known and
    had no task under this model version yet. `conflicts` counts the listed ids that came with
    another URI than the one they have: a paper keeps the URI that it was first listed with.
    """

    new_papers: int
    new_tasks: int
    known: int
    conflicts: int = 0


class Settled(NamedTuple):
    """How many tasks of a wave moved where; `ignored` names were not in the wave any more."""

    done: int = 0
    scheduled: int = 0
    failed: int = 0
    ignored: int = 0


class DoneTask(NamedTuple):
    """A paper with a result, and the wave whose results hold it."""

    paper_id: str
    wave: str


class SettledWave(NamedTuple):
    """A wave that was settled, and how often Done papers were taken from it since."""

    wave: str
    papers: int  # that it claimed, Done or not
    changes: int


class FailedTask(NamedTuple):
    """A paper that ended without a result; `sha1` is None if its bytes were never fetched."""

    paper_id: str
    uri: str
    doc_name: str
    attempts: int
    failure: Failure
    sha1: str | None
    version: str
    ended_at: float


class LeftOutTask(NamedTuple):
    """A Done paper that is not in the dataset, and why."""

    paper_id: str
    uri: str
    doc_name: str
    why: str
    sha1: str | None
    same_as: str | None = None  # the paper in the dataset that has its bytes


class PastWave(NamedTuple):
    """A wave of any state; `done` and `failed` are the papers that its word still holds of."""

    wave: str
    owner: str
    state: str  # open, settled or lost
    papers: int  # that it claimed
    claimed_at: float
    ended_at: float | None  # None while it is open
    done: int
    failed: int


class SlowPaper(NamedTuple):
    """A paper that ended, and what its last attempt cost."""

    paper_id: str
    uri: str
    doc_name: str
    state: TaskState
    effort: Effort


@dataclass(frozen=True, slots=True)
class Run:
    """What was done for a version of results since some time, and how far it is at `at`.

    Of many waves and failures the newest are there, waves the oldest of them first, and of the
    papers the slowest.
    """

    at: float
    status: VersionStatus
    waves: tuple[PastWave, ...]
    wave_count: int  # of all
    slowest: tuple[SlowPaper, ...]
    failures: tuple[FailedTask, ...]


@dataclass(frozen=True, slots=True)
class Used:
    """The waves that the Task DB knows, and how many papers count by a table that they wrote."""

    states: Mapping[str, str]  # of a wave: open, settled or lost
    papers: Mapping[tuple[str, str], int]  # by the version of results, tokens or tags, and the wave


@dataclass(frozen=True, slots=True)
class FailureFilter:
    """Which Failed tasks are meant; what is empty or None narrows nothing."""

    kinds: tuple[Kind, ...] = ()
    stages: tuple[str, ...] = ()
    since: float | None = None  # ended then or later
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What `forget` deleted, or would delete; `held` papers are in Processing, and stay.

    `rescheduled` are tasks of other papers, for which the deleted ones stood.
    """

    papers: int = 0
    tasks: int = 0
    held: int = 0
    rescheduled: int = 0

    def plus(self, papers: int, tasks: int, held: int, rescheduled: int) -> Forgotten:
        """Return the sums with these."""
        sums = (self.papers + papers, self.tasks + tasks, self.held + held)
        return Forgotten(*sums, self.rescheduled + rescheduled)
