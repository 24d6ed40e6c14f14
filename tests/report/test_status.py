"""The Task DB's status as tables, as JSON and for Prometheus."""

from __future__ import annotations

import io
import json
import re

from rich.console import Console

from spv2_spark.domain.status import Counts, Lease, Status, VersionStatus
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Kind
from spv2_spark.report.status import duration, prometheus_text, status_tables
from spv2_spark.report.task_json import status_json

NASTY = '0.4"\\\n\x1b[31m'
STATES = dict(zip(TaskState, (5000, 30, 3, 1967), strict=True))
COUNTS = Counts(STATES, {Kind.CRASH: 1, Kind.NO_TEXT: 2}, {"nothing_found": 17})
STATUS = Status(
    10_000.0,
    (VersionStatus(NASTY, COUNTS, 0.5), VersionStatus("new", Counts(STATES, {}), 0.0)),
    (Lease("w1", NASTY, "host:7", 30, 9_000.0, 9_900.0), Lease("w2", "new", "h", 1, 9_990, 10_200)),
)


def printed() -> str:
    out = io.StringIO()
    Console(file=out, width=120, color_system=None).print(status_tables(STATUS))
    return out.getvalue()


def test_tables_tell_what_there_is() -> None:
    text = printed()
    assert "\\x1b[31m" in text
    assert "".join(text.split("\n")).isprintable()
    rows = [" ".join(re.findall(r"[^\s│]+", line)) for line in text.splitlines()]
    for row in (
        "Scheduled 5,000",
        "Done 1,967",
        "left out, nothing_found 17",
        "Failed 3",
        "no_text 2",
        "papers/s, last hour 0.50",
        "time left 2 h 47 min",
        "time left unknown",
        "w1 host:7 30 17 min ran out 2 min ago",
        "w2 h 1 10 s 3 min left",
    ):
        assert row in rows


def test_json_has_the_same() -> None:
    told = json.loads(json.dumps(status_json(STATUS)))
    one, two = told["versions"]
    assert told["at"] == "1970-01-01T02:46:40Z"
    assert one["states"] == {"Scheduled": 5000, "Processing": 30, "Failed": 3, "Done": 1967}
    assert one["failedByKind"] == {"crash": 1, "no_text": 2}
    assert one["leftOut"] == {"nothing_found": 17}
    assert (one["papersPerSecond"], one["secondsLeft"]) == (0.5, 10_060.0)
    assert two["secondsLeft"] is None
    assert [wave["leaseLeft"] for wave in told["waves"]] == [-100.0, 200.0]


def test_prometheus_takes_every_line() -> None:
    lines = prometheus_text(STATUS).splitlines()
    sample = re.compile(
        r'spv2_[a-z_]+(\{[a-z]+="([^"\\\n]|\\["\\n])*"(,[a-z]+="[^"]*")*\})? [0-9.]+'
    )
    assert [one for one in lines if not one.startswith("#") and not sample.fullmatch(one)] == []
    escaped = '0.4\\"\\\\\\n\x1b[31m'
    for line in (
        f'spv2_papers{{version="{escaped}",state="Done"}} 1967',
        f'spv2_failed_papers{{version="{escaped}",kind="no_text"}} 2',
        f'spv2_left_out_papers{{version="{escaped}",why="nothing_found"}} 17',
        'spv2_papers_per_second{version="new"} 0',
        'spv2_open_waves{version="new"} 1',
        f'spv2_lease_overdue_seconds{{version="{escaped}"}} 100',
        'spv2_lease_overdue_seconds{version="new"} 0',
        "spv2_status_time_seconds 10000",
    ):
        assert line in lines
    named = [line.split()[2] for line in lines if line.startswith("# TYPE ")]
    assert len(named) == len(set(named)) == 7


def test_spans() -> None:
    assert [duration(one) for one in (0.4, 59, 61, 3600, 90_000)] == [
        *("0 s", "59 s", "1 min", "1 h 0 min", "1 d 1 h")
    ]
