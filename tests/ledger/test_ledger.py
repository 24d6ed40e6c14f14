from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from spv2_spark.domain.paper import Paper
from spv2_spark.domain.status import Counts
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Failure, Kind, LedgerError
from spv2_spark.ledger import DoneTask, Enqueued, Ledger, Settled, Wave, open_ledger
from tests.ledger.conftest import SHA, HandClock, claimed, some_papers, states, task_of

CRASH = Failure("tokenise", Kind.CRASH, "exit status 139")
ENCRYPTED = Failure("tokenise", Kind.ENCRYPTED, "needs a password")


def names(wave: Wave) -> list[str]:
    return [paper.paper_id for paper in wave.papers]


def test_enqueue_inserts_only_what_is_not_there(ledger: Ledger) -> None:
    assert ledger.enqueue(some_papers("a", "b"), "v1") == Enqueued(2, 2, 0)
    assert ledger.enqueue(some_papers("b", "c", "c"), "v1") == Enqueued(1, 1, 1)
    assert ledger.enqueue([], "v1") == Enqueued(0, 0, 0)
    assert states(ledger) == {"Scheduled": 3}


def test_the_upcoming_ones_are_those_that_are_claimed_next(
    ledger: Ledger, clock: HandClock
) -> None:
    ledger.enqueue(some_papers("z"), "v1")
    clock.advance(1)
    ledger.enqueue(some_papers("b", "a"), "v1")
    told = ledger.upcoming("v1", 2)
    wave = ledger.claim("v1", 2, "one", lease_s=60)
    assert wave is not None
    assert told == wave.papers
    assert [paper.paper_id for paper in ledger.upcoming("v1", 9)] == ["b"]
    assert ledger.upcoming("v2", 9) == ()


def test_the_first_of_two_lines_with_one_id_counts(ledger: Ledger) -> None:
    twice = [Paper("a", "s3://one/a.pdf", "a.pdf"), Paper("a", "s3://two/a.pdf", "a.pdf")]
    assert ledger.enqueue(twice, "v1") == Enqueued(1, 1, 0, conflicts=1)
    assert claimed(ledger).papers[0].uri == "s3://one/a.pdf"


def test_a_known_paper_keeps_its_uri_and_the_other_one_is_counted(ledger: Ledger) -> None:
    ledger.enqueue([Paper("a", "s3://one/a.pdf", "a.pdf")], "v1")
    moved = [Paper("a", "s3://two/a.pdf", "a.pdf")]
    assert ledger.enqueue(moved, "v1") == Enqueued(0, 0, 1, conflicts=1)
    assert claimed(ledger).papers[0].uri == "s3://one/a.pdf"


def test_a_new_version_schedules_every_known_paper(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    ledger.settle(claimed(ledger), [("a", SHA), ("b", SHA)], [])
    assert ledger.enqueue([], "v2") == Enqueued(0, 2, 0)
    assert ledger.enqueue(some_papers("c"), "v2") == Enqueued(1, 1, 0)
    assert states(ledger, "v1") == {"Done": 2}
    assert states(ledger, "v2") == {"Scheduled": 3}


def test_claim_takes_the_oldest_first_and_each_once(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("z"), "v1")
    clock.advance(1)
    ledger.enqueue(some_papers("b", "a"), "v1")
    first = ledger.claim("v1", 2, "one", lease_s=60)
    assert first is not None
    assert names(first) == ["z", "a"]
    assert first.papers[0] == ("z", "file:///pdfs/z.pdf", "z.pdf", 1)
    assert first.lease_until == clock() + 60
    assert names(claimed(ledger)) == ["b"]
    assert ledger.claim("v1", 2, "one", lease_s=60) is None
    assert ledger.claim("v0", 2, "one", lease_s=60) is None


def test_a_claimed_task_names_its_wave(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    clock.advance(5)
    wave = claimed(ledger)
    task = task_of(ledger, "a")
    assert (task.state, task.attempts, task.wave) == ("Processing", 1, wave.wave_id)
    assert (task.created_at, task.started_at, task.ended_at) == (clock() - 5, clock(), None)


def test_settle_moves_each_paper_by_what_became_of_it(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("bad", "crashed", "forgotten", "good"), "v1")
    wave = claimed(ledger)
    failed = [("bad", ENCRYPTED, SHA), ("crashed", CRASH, None), ("stranger", CRASH, None)]
    settled = ledger.settle(wave, [("good", SHA)], failed)
    assert settled == Settled(done=1, scheduled=2, failed=1, ignored=1)
    assert states(ledger) == {"Done": 1, "Scheduled": 2, "Failed": 1}
    assert ledger.counts("v1").failed_by_kind == {Kind.ENCRYPTED: 1}
    assert list(ledger.done("v1")) == [DoneTask("good", wave.wave_id)]
    assert task_of(ledger, "good").sha1 == SHA
    [failure] = ledger.failures("v1")
    assert failure == ("bad", "file:///pdfs/bad.pdf", "bad.pdf", 1, ENCRYPTED, SHA, "v1", clock())
    forgotten = task_of(ledger, "forgotten")
    assert (forgotten.failure_kind, forgotten.ended_at) == ("lost", None)


def test_settle_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    wave = claimed(ledger)
    ledger.settle(wave, [("a", SHA)], [("b", ENCRYPTED, None)])
    before = states(ledger)
    assert ledger.settle(wave, [("b", SHA)], [("a", CRASH, None)]) == Settled(ignored=2)
    assert states(ledger) == before == {"Done": 1, "Failed": 1}


def test_a_paper_fails_after_the_last_attempt(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    for attempt in (1, 2, 3):
        wave = claimed(ledger)
        assert wave.papers[0].attempt == attempt
        settled = ledger.settle(wave, [], [("a", CRASH, SHA)], max_attempts=3)
        assert settled == (Settled(failed=1) if attempt == 3 else Settled(scheduled=1))
    assert ledger.claim("v1", 1, "one", lease_s=1) is None


def test_success_after_a_failure_leaves_no_failure(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    ledger.settle(claimed(ledger), [], [("a", CRASH, SHA)])
    ledger.settle(claimed(ledger), [("a", SHA)], [])
    task = task_of(ledger, "a")
    assert (task.state, task.attempts, task.failure_kind) == ("Done", 2, None)


def test_retry_schedules_failed_ones_from_the_start(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b", "c"), "v1")
    failed = [("a", ENCRYPTED, None), ("b", Failure("fetch", Kind.NOT_FOUND, "404"), None)]
    ledger.settle(claimed(ledger), [("c", SHA)], failed)
    assert ledger.retry("v1") == 2
    wave = claimed(ledger)
    assert [(paper.paper_id, paper.attempt) for paper in wave.papers] == [("a", 1), ("b", 1)]


def test_counts_of_an_unknown_version_are_zero(ledger: Ledger) -> None:
    assert ledger.counts("v9") == Counts(dict.fromkeys(TaskState, 0), {})
    assert list(ledger.done("v9")) == []
    assert list(ledger.failures("v9")) == []


@pytest.mark.parametrize(
    ("message", "kept"),
    [("a\x00b\nc\r\nd", "a b c d"), ("lone \udcff surrogate", "lone \ufffd surrogate"), ("", "")],
)
def test_messages_are_stored_as_one_clean_line(ledger: Ledger, message: str, kept: str) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    ledger.settle(claimed(ledger), [], [("a", Failure("fetch", Kind.NOT_FOUND, message), None)])
    [failure] = ledger.failures("v1")
    assert failure.failure.message == kept


def test_text_goes_in_as_values_never_as_sql(ledger: Ledger) -> None:
    nasty = "a'; DROP TABLE tasks; -- \t\\N %s :x {}"
    ledger.enqueue([Paper(nasty, nasty, nasty)], nasty)
    wave = claimed(ledger, version=nasty, owner=nasty)
    ledger.settle(wave, [], [(nasty, Failure(nasty, Kind.NO_TEXT, "why"), nasty)])
    [failure] = ledger.failures(nasty)
    assert (failure.paper_id, failure.uri, failure.sha1) == (nasty, nasty, nasty)


def test_a_second_opening_finds_what_the_first_one_left(url: str) -> None:
    open_ledger(url).enqueue(some_papers("a"), "v1")
    assert states(open_ledger(url)) == {"Scheduled": 1}


def test_the_databases_own_clock_is_the_present(url: str) -> None:
    ledger = open_ledger(url)
    ledger.enqueue(some_papers("a"), "v1")
    wave = ledger.claim("v1", 1, "one", lease_s=0)
    again = ledger.claim("v1", 1, "two", lease_s=100)
    assert wave is not None
    assert again is not None
    assert 99 < again.lease_until - wave.lease_until < 160
    assert wave.lease_until > 1_700_000_000


def test_reading_goes_on_while_others_write(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    ledger.settle(claimed(ledger), [("a", SHA), ("b", SHA)], [])
    rows = ledger.done("v1")
    assert next(rows).paper_id == "a"
    ledger.enqueue(some_papers("c"), "v1")
    assert [row.paper_id for row in rows] == ["b"]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://host/db", "SQLite or PostgreSQL"),
        ("sqlite://", "is a file"),
        ("sqlite:////no/such/folder/tasks.db", "unable to open"),
        ("nonsense", "not a database URL"),
        ("postgresql://user:secret@/db?host=/no/such/socket", "Task DB postgresql"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(url: str, says: str) -> None:
    with pytest.raises(LedgerError, match=says) as caught:
        open_ledger(url)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tasks.db").write_text("not a database " * 100)
    with pytest.raises(LedgerError, match="not a database"):
        open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")


@pytest.mark.parametrize("name", ["incoming", "verdicts", "spv2_spark_incoming"])
def test_a_table_of_others_in_the_database_stays(url: str, name: str) -> None:
    engine = open_ledger(url).engine
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {name} (mine INTEGER)"))
        connection.execute(text(f"INSERT INTO {name} VALUES (42)"))  # noqa: S608
    ledger = open_ledger(url)
    ledger.enqueue(some_papers("a", "b"), "v1")
    ledger.settle(claimed(ledger), [("a", SHA)], [("b", ENCRYPTED, None)])
    with engine.begin() as connection:
        found = connection.execute(text(f"SELECT mine FROM {name}")).scalars().all()  # noqa: S608
    assert found == [42]
