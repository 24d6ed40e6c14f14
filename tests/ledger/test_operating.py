"""What a person asks of the Task DB, and does to it."""

from __future__ import annotations

from spv2_spark.domain.status import Lease
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import FailureFilter, Forgotten, Ledger
from tests.ledger.conftest import SHA, HandClock, claimed, some_papers, states, task_of

CRASH = Failure("tokenise", Kind.CRASH, "exit status 139")
NO_TEXT = Failure("tokenise", Kind.NO_TEXT, "no text")
FETCH = Failure("fetch", Kind.NOT_FOUND, "404")
NASTY = "'; DROP TABLE tasks; -- \t%s :x {} \\"


def some_ended(ledger: Ledger, clock: HandClock) -> None:
    """a, b and c are Done (c is left out), d to f Failed, ten seconds later each; g is open."""
    ledger.enqueue(some_papers("a", "b", "c", "d", "e", "f"), "v1")
    wave = claimed(ledger)
    clock.advance(10)
    done = [(name, SHA) for name in "abc"]
    failed = [("d", CRASH, SHA), ("e", NO_TEXT, SHA), ("f", FETCH, None)]
    ledger.settle(wave, done, failed, max_attempts=1, left_out={"c": "nothing_found"})
    ledger.enqueue(some_papers("g"), "v1")


def ids(ledger: Ledger, wanted: FailureFilter, version: str = "v1") -> list[str]:
    return [task.paper_id for task in ledger.failures(version, wanted)]


def test_status_counts_by_version_state_kind_and_reason(ledger: Ledger, clock: HandClock) -> None:
    some_ended(ledger, clock)
    clock.advance(1)
    ledger.enqueue(some_papers("h"), "v0")  # the newer one, whatever its name
    one, two = ledger.status().versions
    assert (one.version, two.version) == ("v1", "v0")
    assert one.counts.by_state == {
        TaskState.DONE: 3,
        TaskState.FAILED: 3,
        TaskState.SCHEDULED: 1,
        TaskState.PROCESSING: 0,
    }
    assert one.counts.failed_by_kind == {Kind.CRASH: 1, Kind.NO_TEXT: 1, Kind.NOT_FOUND: 1}
    assert one.counts.left_out == {"nothing_found": 1}
    assert two.counts.by_state[TaskState.SCHEDULED] == 8
    assert (two.counts.failed_by_kind, two.papers_per_second, two.seconds_left) == ({}, 0.0, None)


def test_speed_is_of_the_last_hour_and_of_what_ran_in_it(ledger: Ledger, clock: HandClock) -> None:
    some_ended(ledger, clock)
    (one,) = ledger.status().versions
    assert one.papers_per_second == 0.6  # six papers in ten seconds
    assert one.seconds_left == 1 / 0.6
    clock.advance(3000)
    (one,) = ledger.status().versions
    assert one.papers_per_second == 6 / 3010
    clock.advance(1000)
    (one,) = ledger.status().versions
    assert (one.papers_per_second, one.seconds_left) == (0.0, None)
    ledger.settle(claimed(ledger), [("g", SHA)], [])
    (one,) = ledger.status().versions
    assert (one.papers_per_second, one.seconds_left) == (1.0, 0.0)


def test_leases_are_told_until_their_waves_end(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    wave = claimed(ledger, limit=1, owner="host:1")
    clock.advance(400)  # it ran out 100 s ago, and nobody has noticed
    told = ledger.status()
    start = clock() - 400
    assert told.at == clock()
    assert told.leases == (Lease(wave.wave_id, "v1", "host:1", 1, start, start + 300),)
    ledger.expire()
    assert ledger.status().leases == ()


def test_failures_by_kind_stage_time_and_version(ledger: Ledger, clock: HandClock) -> None:
    some_ended(ledger, clock)
    assert ids(ledger, FailureFilter()) == ["d", "e", "f"]
    assert ids(ledger, FailureFilter(kinds=(Kind.CRASH, Kind.NOT_FOUND))) == ["d", "f"]
    assert ids(ledger, FailureFilter(stages=("tokenise",))) == ["d", "e"]
    assert ids(ledger, FailureFilter(kinds=(Kind.CRASH,), stages=("fetch",))) == []
    assert ids(ledger, FailureFilter(since=clock())) == ["d", "e", "f"]
    assert ids(ledger, FailureFilter(since=clock() + 1)) == []
    assert ids(ledger, FailureFilter(stages=(NASTY,)), NASTY) == []
    ledger.enqueue([], "v2")
    wave = claimed(ledger, version="v2")
    ledger.settle(wave, [], [("a", NO_TEXT, SHA)], max_attempts=1)
    assert [(task.paper_id, task.version) for task in ledger.failures()][:2] == [
        ("a", "v2"),
        ("b", "v2"),  # of which the wave said nothing
    ]
    assert ids(ledger, FailureFilter(kinds=(Kind.NO_TEXT,)), "") == ["a", "e"]


def test_retry_of_kinds_and_of_papers(ledger: Ledger, clock: HandClock) -> None:
    some_ended(ledger, clock)
    assert ledger.retry("v1", FailureFilter(kinds=(Kind.CRASH,))) == 1
    assert (task_of(ledger, "d").state, task_of(ledger, "d").attempts) == ("Scheduled", 0)
    many = tuple(f"{number}" for number in range(1200))
    assert ledger.retry("v1", FailureFilter(ids=("a", "e", NASTY, *many))) == 1
    assert ledger.retry("v2") == 0
    assert ids(ledger, FailureFilter()) == ["f"]
    assert states(ledger) == {"Done": 3, "Scheduled": 3, "Failed": 1}


def test_reschedule_takes_what_ended_from_new(ledger: Ledger, clock: HandClock) -> None:
    some_ended(ledger, clock)
    assert ledger.reschedule("v1", ["c", "f", "g", NASTY]) == 2
    task = task_of(ledger, "c")
    assert (task.state, task.left_out, task.sha1, task.attempts) == ("Scheduled", None, None, 0)
    assert ledger.counts("v1").left_out == {}
    assert ledger.reschedule("v2") == 0
    assert ledger.reschedule("v1") == 4
    assert states(ledger) == {"Scheduled": 7}


def test_forget_is_tried_first_and_spares_what_runs(ledger: Ledger, clock: HandClock) -> None:
    some_ended(ledger, clock)
    ledger.enqueue([], "v2")
    claimed(ledger)  # g, under v1
    wanted = ["a", "d", "g", "a", NASTY]
    told = Forgotten(papers=2, tasks=4, held=1)
    assert ledger.forget(wanted, dry_run=True) == told
    assert states(ledger, "v2") == {"Scheduled": 7}
    assert ledger.forget(wanted, dry_run=False) == told
    assert ledger.forget(wanted, dry_run=False) == Forgotten(held=1)
    assert states(ledger) == {"Done": 2, "Failed": 2, "Processing": 1}
    assert states(ledger, "v2") == {"Scheduled": 5}
    assert ledger.enqueue(some_papers("a"), "v1").new_papers == 1


def test_what_is_left_out_is_listed(ledger: Ledger, clock: HandClock) -> None:
    some_ended(ledger, clock)
    (task,) = ledger.left_out("v1")
    assert task == ("c", "file:///pdfs/c.pdf", "c.pdf", "nothing_found", SHA, None)
    assert [task.paper_id for task in ledger.done("v1")] == ["a", "b", "c"]
