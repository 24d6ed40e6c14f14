"""How far the Task DB is: papers by state, what they failed of, who holds them, how fast it goes.

Times are seconds since the epoch, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Kind


@dataclass(frozen=True, slots=True)
class Counts:
    """Tasks of one version by state (every state is there), Failed ones by kind.

    `left_out` are the Done ones that are not in the dataset, by why.
    """

    by_state: dict[TaskState, int]
    failed_by_kind: dict[Kind, int]
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """Tasks that have not ended."""
        return self.by_state[TaskState.SCHEDULED] + self.by_state[TaskState.PROCESSING]

    @property
    def ended(self) -> int:
        """Tasks that are Done or Failed."""
        return self.by_state[TaskState.DONE] + self.by_state[TaskState.FAILED]


@dataclass(frozen=True, slots=True)
class PageCounts:
    """Pages of the PDFs of Done papers, those that were not read, and the papers that have such.

    `pdf.pages` says which pages are read. Of papers of an earlier program nothing is known.
    """

    pages: int = 0
    unread: int = 0
    papers_with_unread: int = 0


@dataclass(frozen=True, slots=True)
class VersionStatus:
    """One version of results: its counts, and the papers a second that ended in the last hour.

    The hour begins with the first attempt of those papers, if that is later.
    """

    version: str
    counts: Counts
    papers_per_second: float
    pages: PageCounts = PageCounts()

    @property
    def seconds_left(self) -> float | None:
        """How long the open papers take at that speed; None if nothing moves."""
        if not self.counts.open:
            return 0.0
        return self.counts.open / self.papers_per_second if self.papers_per_second else None


@dataclass(frozen=True, slots=True)
class Lease:
    """A wave that somebody holds, or has let run out (`lease_until` is past)."""

    wave: str
    version: str
    owner: str
    papers: int
    claimed_at: float
    lease_until: float


@dataclass(frozen=True, slots=True)
class Status:
    """The Task DB at one time: every version that has tasks, the newest last; every open wave."""

    at: float
    versions: tuple[VersionStatus, ...]
    leases: tuple[Lease, ...]
