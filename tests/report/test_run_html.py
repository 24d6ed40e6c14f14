"""The page of a run: what it says, and that nothing from outside is more than text in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from spv2_spark.domain.effort import Effort
from spv2_spark.domain.status import Counts, PageCounts, VersionStatus
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import FailedTask, PastWave, Run, SlowPaper
from spv2_spark.report.run_html import run_html
from spv2_spark.report.speed_plot import binned_speeds

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>$title\x1b]0;\u202e.pdf"
STATES = dict(zip(TaskState, (40, 2, 3, 1955), strict=True))
COUNTS = Counts(STATES, {Kind.CRASH: 1, Kind.NO_TEXT: 2}, {"nothing_found": 17, HOSTILE: 1})
CRASH = Failure(HOSTILE, Kind.CRASH, f"exit status 139 {HOSTILE}")
RUN = Run(
    9_000.0,
    VersionStatus(HOSTILE, COUNTS, 0.5, PageCounts(50_000, 1_250, 9)),
    (
        PastWave("w1", "host:7", "settled", 1000, 0.0, 100.0, 990, 2),
        PastWave("w2", HOSTILE, "lost", 500, 100.0, 400.0, 0, 0),
        PastWave(HOSTILE, "host:8", "settled", 1000, 50.0, 450.0, 965, 1),
        PastWave("w4", "host:8", "open", 42, 8_000.0, None, 0, 0),
    ),
    700,
    (SlowPaper("p1", f"s3://b/{HOSTILE}", HOSTILE, TaskState.DONE, Effort(12.345, 300, 20)),),
    (FailedTask("p2", "/p2", HOSTILE, 3, CRASH, None, "v", 100.0),),
)


class Tags(HTMLParser):
    """The page's elements with their attributes, its text, and its table rows as lists."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.rows: list[list[str]] = []
        self.text = ""
        self._is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        self._is_in_cell = tag in {"td", "th"} or (self._is_in_cell and tag in {"span", "i"})

    def handle_endtag(self, tag: str) -> None:
        self._is_in_cell = self._is_in_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._is_in_cell:
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def page() -> Tags:
    tags = Tags()
    tags.feed(run_html(RUN))
    return tags


def test_what_comes_from_outside_is_text(page: Tags) -> None:
    assert not page.names & {"script", "img", "iframe", "link", "object"}
    assert not {name for name in page.attributes if name.startswith("on") or name == "src"}
    assert "\x1b" not in page.text
    assert "\u202e" not in page.text
    # Once in each place that shows it: heading, title, why, slow paper twice, failure thrice, wave
    # and owner.
    assert page.text.count("<script>alert(1)</script>") == 10
    assert not re.search(r"https?:|url\(", run_html(RUN))


def test_the_sums_add_up(page: Tags) -> None:
    told = " ".join(page.text.split())
    assert "2,000 papers in = 1,937 done + 3 failed + 18 left out + 42 still open" in told
    assert "Time left at this speed 1 min (0.50 papers/s" in told
    assert "1,250 of 50,000 pages (2.5%) were not read, of 9 papers" in told
    assert "2,000 papers of 2 settled waves in 8 min, 4.44 a second" in told
    assert "The last 4 of 700." in told


def test_every_row_is_there(page: Tags) -> None:
    for row in (
        ["no_text", "2", ""],
        ["nothing_found", "17", ""],
        ["w1", "settled", "1,000", "990", "2", "01 Jan 00:00:00", "2 min", "10.00", "host:7"],
        ["w4", "open", "42", "0", "0", "01 Jan 02:13:20", "17 min", "–", "host:8"],
    ):
        assert row in page.rows
    (slow,) = (row for row in page.rows if row and row[-1].startswith("s3://b/"))
    assert slow[1:5] == ["12.35", "300", "20", "Done"]


def test_speeds_of_waves_that_overlap_add_up() -> None:
    first, last, speeds = binned_speeds([(0.0, 100.0, 1000), (50.0, 450.0, 1000)], bins=9)
    assert (first, last) == (0.0, 450.0)
    assert speeds == pytest.approx([10, 12.5, *[2.5] * 7])
    assert sum(speeds) * 50 == pytest.approx(2000)


@pytest.mark.parametrize(
    "spans", [[(5.0, 5.0, 3)], [(5.0, 4.0, 3)], [(0.0, 0.5, 3), (9.0, 9.0, 2)]]
)
def test_waves_that_took_no_time_lose_no_paper(spans: list[tuple[float, float, int]]) -> None:
    first, last, speeds = binned_speeds(spans)
    papers = sum(one for _, _, one in spans)
    assert sum(speeds) * (last - first) / len(speeds) == pytest.approx(papers)


def test_nothing_yet_is_a_page() -> None:
    nothing = Run(
        0.0, VersionStatus("v", Counts(dict.fromkeys(TaskState, 0), {}), 0.0), (), 0, (), ()
    )
    tags = Tags()
    tags.feed(run_html(nothing))
    assert "0 papers in = 0 done" in " ".join(tags.text.split())
    assert "No wave was settled." in tags.text
