"""The Task DB's status for a person, and for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from spv2_spark import MARK
from spv2_spark.domain.status import Lease, Status, VersionStatus
from spv2_spark.domain.task import TaskState
from spv2_spark.valid_text import printable

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400


def status_tables(status: Status) -> RenderableType:
    """Return a table a version of results, and one of the waves that somebody holds."""
    parts: list[RenderableType] = [_version_table(one) for one in status.versions]
    if status.leases:
        parts.append(_lease_table(status.leases, status.at))
    return Group(*parts) if parts else Text("no papers")


def prometheus_text(status: Status) -> str:
    """Return the same counts in Prometheus' text format, for the node exporter's textfile folder.

    https://prometheus.io/docs/instrumenting/exposition_formats/
    """
    return f"# {MARK}\n" + "".join(_metrics(status))


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
    versions = status.versions
    states = [
        (_labels(version=one.version, state=state.value), count)
        for one in versions
        for state, count in one.counts.by_state.items()
    ]
    yield _gauge("papers", "Papers by version of results and state.", states)
    kinds = [
        (_labels(version=one.version, kind=kind.value), count)
        for one in versions
        for kind, count in sorted(one.counts.failed_by_kind.items())
    ]
    yield _gauge("failed_papers", "Failed papers by kind of failure.", kinds)
    left_out = [
        (_labels(version=one.version, why=why), count)
        for one in versions
        for why, count in sorted(one.counts.left_out.items())
    ]
    yield _gauge("left_out_papers", "Done papers that are not in the dataset.", left_out)
    speeds = [(_labels(version=one.version), one.papers_per_second) for one in versions]
    yield _gauge("papers_per_second", "Papers that ended a second, in the last hour.", speeds)
    by_version: dict[str, list[Lease]] = {one.version: [] for one in versions}
    for lease in status.leases:
        by_version.setdefault(lease.version, []).append(lease)
    waves = [(_labels(version=name), len(held)) for name, held in by_version.items()]
    yield _gauge("open_waves", "Waves that somebody holds.", waves)
    overdue = [
        (_labels(version=name), max([0.0, *(status.at - one.lease_until for one in held)]))
        for name, held in by_version.items()
    ]
    yield _gauge("lease_overdue_seconds", "How long ago the oldest lease ran out.", overdue)
    yield _gauge("status_time_seconds", "When this was asked of the Task DB.", [("", status.at)])


def _gauge(name: str, what: str, samples: Sequence[tuple[str, float]]) -> str:
    lines = [f"# HELP spv2_{name} {what}", f"# TYPE spv2_{name} gauge"]
    lines += [f"spv2_{name}{labels} {value:.10g}" for labels, value in samples]
    return "\n".join(lines) + "\n"


def _labels(**labels: str) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
