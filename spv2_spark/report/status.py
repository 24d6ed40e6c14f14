"""The Task DB's status for a person, and for Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from spv2_spark import MARK
from spv2_spark.domain.status import Lease, Status, VersionStatus
from spv2_spark.domain.task import TaskState
from spv2_spark.report.prometheus import gauge
from spv2_spark.valid_text import printable

_Sample = tuple[dict[str, str], float]
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400


def status_tables(status: Status) -> RenderableType:
    """Return a table a version of results, and one of the waves that somebody holds."""
    parts: list[RenderableType] = [_version_table(one) for one in status.versions]
    if status.leases:
        parts.append(_lease_table(status.leases, status.at))
    return Group(*parts) if parts else Text("no papers")


def prometheus_text(status: Status) -> str:
    """Return the same counts as Prometheus reads them, for the node exporter's textfile folder."""
    return "\n".join((f"# {MARK}", *_metrics(status))) + "\n"


def duration(seconds: float) -> str:
    """Return a span as a person says it.

    >>> duration(59.6), duration(7500), duration(200_000)
    ('1 min', '2 h 5 min', '2 d 8 h')
    """
    whole = round(seconds)
    if whole < _MINUTE_S:
        return f"{whole} s"
    if whole < _HOUR_S:
        return f"{round(whole / _MINUTE_S)} min"
    if whole < _DAY_S:
        return f"{whole // _HOUR_S} h {whole % _HOUR_S // _MINUTE_S} min"
    return f"{whole // _DAY_S} d {round(whole % _DAY_S / _HOUR_S)} h"


def _version_table(one: VersionStatus) -> Table:
    table = Table(title=printable(one.version), title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    states, failed = one.counts.by_state, one.counts.failed_by_kind
    for state in (TaskState.SCHEDULED, TaskState.PROCESSING, TaskState.DONE):
        table.add_row(state.value, f"{states[state]:,}")
    _add_parts(table, "left out, ", one.counts.left_out)
    table.add_row(TaskState.FAILED.value, f"{states[TaskState.FAILED]:,}")
    _add_parts(table, "", {kind.value: count for kind, count in failed.items()})
    if one.pages.pages:
        table.add_row("pages not read", f"{one.pages.unread:,} of {one.pages.pages:,}")
    table.add_row("papers/s, last hour", f"{one.papers_per_second:.2f}")
    left = one.seconds_left
    table.add_row("time left", "unknown" if left is None else duration(left))
    return table


def _add_parts(table: Table, before: str, counts: Mapping[str, int]) -> None:
    for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        table.add_row(Text(f"  {before}{printable(name)}", "dim"), f"{count:,}")


def _lease_table(leases: tuple[Lease, ...], at: float) -> Table:
    table = Table(
        "wave", "held by", "papers", "since", "lease", title="waves", title_justify="left"
    )
    for one in leases:
        left = one.lease_until - at
        told = f"{duration(left)} left" if left >= 0 else f"ran out {duration(-left)} ago"
        names = (Text(printable(name)) for name in (one.wave, one.owner))
        since = duration(at - one.claimed_at)
        table.add_row(*names, f"{one.papers:,}", since, Text(told, "" if left >= 0 else "red"))
    return table


def _metrics(status: Status) -> Iterator[str]:
    versions = [({"version": one.version}, one) for one in status.versions]
    yield from gauge(
        "spv2_papers",
        "Papers by version of results and state.",
        _parted(versions, "state", lambda one: one.counts.by_state),
    )
    yield from gauge(
        "spv2_failed_papers",
        "Failed papers by kind of failure.",
        _parted(versions, "kind", lambda one: one.counts.failed_by_kind),
    )
    yield from gauge(
        "spv2_left_out_papers",
        "Done papers that are not in the dataset.",
        _parted(versions, "why", lambda one: one.counts.left_out),
    )
    speeds = [(labels, one.papers_per_second) for labels, one in versions]
    what = "Papers that ended a second, in the last hour."
    yield from gauge("spv2_papers_per_second", what, speeds)
    pages = [(labels, one.pages.pages) for labels, one in versions]
    yield from gauge("spv2_pages", "Pages of the PDFs of Done papers.", pages)
    unread = [(labels, one.pages.unread) for labels, one in versions]
    yield from gauge("spv2_unread_pages", "Of those, the pages that were not read.", unread)
    yield from _lease_metrics(status)
    at: list[_Sample] = [({}, status.at)]
    yield from gauge("spv2_status_time_seconds", "When this was asked of the Task DB.", at)


def _parted(
    versions: Sequence[tuple[dict[str, str], VersionStatus]],
    label: str,
    counts_of: Callable[[VersionStatus], Mapping[Any, int]],
) -> Iterator[_Sample]:
    """Yield a sample a version and part of it; parts are named by a text or an Enum of texts."""
    for labels, one in versions:
        named = {getattr(part, "value", part): n for part, n in counts_of(one).items()}
        yield from (({**labels, label: name}, named[name]) for name in sorted(named))


def _lease_metrics(status: Status) -> Iterator[str]:
    by_version: dict[str, list[Lease]] = {one.version: [] for one in status.versions}
    for lease in status.leases:
        by_version.setdefault(lease.version, []).append(lease)
    waves: list[_Sample] = [({"version": name}, len(held)) for name, held in by_version.items()]
    yield from gauge("spv2_open_waves", "Waves that somebody holds.", waves)
    overdue = [
        ({"version": name}, max([0.0, *(status.at - one.lease_until for one in held)]))
        for name, held in by_version.items()
    ]
    what = "How long ago the oldest lease ran out."
    yield from gauge("spv2_lease_overdue_seconds", what, overdue)
