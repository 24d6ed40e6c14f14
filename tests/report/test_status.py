"""The Task DB's status as tables, as JSON and for Prometheus."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

from rich.console import Console

from spv2_spark.domain.status import Counts, Lease, PageCounts, Status, VersionStatus
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Kind
from spv2_spark.report.status import duration, prometheus_text, status_tables
from spv2_spark.report.task_json import status_json

NASTY = '0.4"\\\n\x1b[31m'
STATES = dict(zip(TaskState, (5000, 30, 3, 1967), strict=True))
COUNTS = Counts(STATES, {Kind.CRASH: 1, Kind.NO_TEXT: 2}, {"nothing_found": 17})
STATUS = Status(
    10_000.0,
    (
        VersionStatus(NASTY, COUNTS, 0.5, PageCounts(50_000, 1_234, 9)),
        VersionStatus("new", Counts(STATES, {}), 0.0),
    ),
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
        "pages not read 1,234 of 50,000",
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
    assert (one["pages"], one["unreadPages"], two["pages"]) == (50_000, 1_234, 0)
    assert (one["papersPerSecond"], one["secondsLeft"]) == (0.5, 10_060.0)
    assert two["secondsLeft"] is None
    assert [wave["leaseLeft"] for wave in told["waves"]] == [-100.0, 200.0]


_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)')
_ESCAPE = re.compile(r'\\([\\"n])')
Sample = tuple[str, tuple[tuple[str, str], ...]]


def exposed(text: str) -> Iterator[tuple[Sample, float]]:
    """Yield the samples of Prometheus' text format 0.0.4 as strictly as its grammar reads.

    Each metric has HELP and TYPE before its samples, which stand together, none twice.
    """
    assert text.endswith("\n")
    seen: list[str] = []
    samples: set[Sample] = set()
    helped = ""
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("# HELP "):
            helped = line.split(" ", 3)[2]
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name == helped
            assert name not in seen
            assert kind in {"counter", "gauge", "histogram", "summary", "untyped"}
            seen.append(name)
        elif not line.startswith("# "):
            found = re.fullmatch(rf"({_NAME})(?:{{(.*)}})? (\S+)", line, re.DOTALL)
            assert found, line
            assert found[1] == seen[-1]
            sample = (found[1], tuple(labels(found[2] or "")))
            assert sample not in samples
            samples.add(sample)
            yield sample, float(found[3])


def labels(text: str) -> Iterator[tuple[str, str]]:
    """Yield names and values of a sample's labels."""
    at = 0
    while at < len(text):
        found = _LABEL.match(text, at)
        assert found, text
        yield found[1], _ESCAPE.sub(lambda one: {"n": "\n"}.get(one[1], one[1]), found[2])
        at = found.end()


def test_prometheus_reads_every_line() -> None:
    told = dict(exposed(prometheus_text(STATUS)))

    def value(name: str, version: str, **label: str) -> float:
        return told[f"spv2_{name}", (("version", version), *label.items())]

    assert value("papers", NASTY, state="Done") == 1967
    assert value("papers", "new", state="Scheduled") == 5000
    assert value("failed_papers", NASTY, kind="no_text") == 2
    assert value("left_out_papers", NASTY, why="nothing_found") == 17
    assert (value("papers_per_second", NASTY), value("papers_per_second", "new")) == (0.5, 0)
    assert (value("pages", NASTY), value("unread_pages", NASTY)) == (50_000, 1_234)
    assert value("open_waves", "new") == 1
    assert (value("lease_overdue_seconds", NASTY), value("lease_overdue_seconds", "new")) == (
        100,
        0,
    )
    assert told["spv2_status_time_seconds", ()] == 10_000
    assert len({name for name, _ in told}) == 9


def test_spans() -> None:
    assert [duration(one) for one in (0.4, 59, 61, 3600, 90_000)] == [
        *("0 s", "59 s", "1 min", "1 h 0 min", "1 d 1 h")
    ]
