"""What the Task DB tells of a run: waves, slow papers, failures, pages; on both databases."""

from __future__ import annotations

import pytest

from spv2_spark.domain.effort import Effort
from spv2_spark.domain.status import PageCounts
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import FailureFilter, Ledger, PastWave, Run, SlowPaper, runs
from tests.ledger.conftest import SHA, HandClock, claimed, some_papers, task_of

CRASH = Failure("tokenise", Kind.CRASH, "exit status 139")
EFFORTS = {"a": Effort(2.5, 10, 10), "b": Effort(9.0), "c": Effort(0.5, 300, 23)}


def run_of(ledger: Ledger, since: float = 0.0) -> Run:
    run = ledger.run("v1", since)
    assert run is not None
    return run


@pytest.fixture
def night(ledger: Ledger, clock: HandClock) -> float:
    """A wave of a, b, c, of which b failed, then one that died with d; when the night began."""
    begun = clock()
    ledger.enqueue(some_papers("a", "b", "c", "d"), "v1")
    wave = claimed(ledger, limit=3)
    clock.advance(60)
    ledger.settle(wave, [("a", SHA), ("c", SHA)], [("b", CRASH, None)], 1, {"c": "why"}, EFFORTS)
    claimed(ledger, owner="two")
    clock.advance(1000)
    ledger.expire()
    return begun


def test_waves_with_what_became_of_them(ledger: Ledger, night: float, clock: HandClock) -> None:
    run = run_of(ledger)
    (first, second) = run.waves
    assert first == PastWave(first.wave, "one", "settled", 3, night, night + 60, 2, 1)
    assert second == PastWave(second.wave, "two", "lost", 1, night + 60, clock(), 0, 0)
    assert (run.at, run.wave_count) == (clock(), 2)
    assert run.status.counts.by_state[TaskState.DONE] == 2
    assert [task.paper_id for task in run.failures] == ["b"]
    later = run_of(ledger, night + 30)
    assert [wave.owner for wave in later.waves] == ["two"]
    assert len(run_of(ledger, night + 61).failures) == 0
    assert ledger.run("v2") is None


def test_slow_papers_the_slowest_first(ledger: Ledger, night: float) -> None:
    slowest = run_of(ledger, night).slowest
    assert [(one.paper_id, one.state, one.effort) for one in slowest] == [
        ("b", TaskState.FAILED, EFFORTS["b"]),
        ("a", TaskState.DONE, EFFORTS["a"]),
        ("c", TaskState.DONE, EFFORTS["c"]),
    ]
    assert slowest[0] == SlowPaper(
        "b", "file:///pdfs/b.pdf", "b.pdf", TaskState.FAILED, EFFORTS["b"]
    )


@pytest.mark.usefixtures("night")
def test_pages_of_done_papers(ledger: Ledger) -> None:
    assert run_of(ledger).status.pages == PageCounts(310, 277, 1)
    assert ledger.status().versions[0].pages == PageCounts(310, 277, 1)
    ledger.reschedule("v1", ["c"])
    assert run_of(ledger).status.pages == PageCounts(10, 0, 0)
    assert task_of(ledger, "c").seconds is None


def test_of_much_the_newest(
    ledger: Ledger, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_WAVES", 2)
    monkeypatch.setattr(runs, "MOST_PAPERS", 2)
    monkeypatch.setattr(runs, "_WAVES_AT_ONCE", 1)
    ledger.enqueue(some_papers("a", "b", "c"), "v1")
    for name in "abc":
        wave = claimed(ledger, limit=1)
        clock.advance(10)
        ledger.settle(wave, [], [(name, CRASH, None)], 1, efforts={name: EFFORTS[name]})
    run = run_of(ledger)
    assert [wave.failed for wave in run.waves] == [1, 1]
    assert run.waves[0].claimed_at < run.waves[1].claimed_at
    assert run.wave_count == 3
    assert [task.paper_id for task in run.failures] == ["c", "b"]
    assert [one.paper_id for one in run.slowest] == ["b", "a"]
    assert [task.paper_id for task in ledger.failures("v1", FailureFilter())] == ["a", "b", "c"]
