"""Papers with the same bytes: one is in the dataset, the others name it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select

from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import Ledger, Settled, Wave, open_ledger
from spv2_spark.ledger.engine import transaction
from spv2_spark.ledger.records import Forgotten
from spv2_spark.ledger.rescheduling import forget
from spv2_spark.ledger.settling import Ends, settle
from spv2_spark.ledger.tables import contents
from tests.ledger.conftest import claimed, some_papers, states, task_of
from tests.ledger.test_processes import finish, start

ONE, TWO = "1" * 40, "2" * 40
CRASH = Failure("tokenise", Kind.CRASH, "exit status 139")
ENCRYPTED = Failure("tokenise", Kind.ENCRYPTED, "needs a password")

CLAIM_TWINS = """
import sys
from spv2_spark.ledger import open_ledger
ledger = open_ledger(sys.argv[1])
while wave := ledger.claim("v1", 7, sys.argv[2], 60):
    done = [(paper.paper_id, f"sha{int(paper.paper_id[1:]) % 40}") for paper in wave.papers]
    print(ledger.settle(wave, done, [], one_per_content=True).done, flush=True)
"""


def settled(ledger: Ledger, *names: str, sha1: str = ONE, once: bool = True) -> Wave:
    """Claim exactly these papers, which are open, and settle them as Done with one content."""
    wave = claimed(ledger, limit=len(names))
    assert sorted(paper.paper_id for paper in wave.papers) == sorted(names)
    ledger.settle(wave, [(name, sha1) for name in names], [], one_per_content=once)
    return wave


def in_dataset(ledger: Ledger, version: str = "v1") -> list[str]:
    waves = [one.wave for one in ledger.settled(version)]
    return sorted(task.paper_id for task in ledger.done_of(version, waves))


def twins(ledger: Ledger, version: str = "v1") -> dict[str, str | None]:
    """Return the papers that are left out for their content, with those that stand for them."""
    told = [one for one in ledger.left_out(version) if one.why == "same_content"]
    assert ledger.same_content(version) == len(told)
    return {one.paper_id: one.same_as for one in told}


def changes(ledger: Ledger, wave: Wave) -> int:
    (found,) = (one.changes for one in ledger.settled("v1") if one.wave == wave.wave_id)
    return found


def test_twins_in_one_wave(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("c", "b", "a", "other"), "v1")
    wave = claimed(ledger)
    done = [("c", ONE), ("b", ONE), ("a", ONE), ("other", TWO)]
    told = ledger.settle(wave, done, [], one_per_content=True)
    assert told == Settled(done=4)
    assert in_dataset(ledger) == ["a", "other"]
    assert twins(ledger) == {"b": "a", "c": "a"}
    assert ledger.counts("v1").left_out == {"same_content": 2}
    (first, _) = ledger.left_out("v1")
    assert first == ("b", "file:///pdfs/b.pdf", "b.pdf", "same_content", ONE, "a")
    assert states(ledger) == {"Done": 4}


def test_twins_in_two_waves_and_under_two_versions(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("b"), "v1")
    settled(ledger, "b")
    ledger.enqueue(some_papers("a"), "v1")
    settled(ledger, "a")
    assert (in_dataset(ledger), twins(ledger)) == (["b"], {"a": "b"})  # who came first stays
    ledger.enqueue([], "v2")
    wave = claimed(ledger, version="v2")
    ledger.settle(wave, [("a", ONE), ("b", ONE)], [], one_per_content=True)
    assert (in_dataset(ledger, "v2"), twins(ledger, "v2")) == (["a"], {"b": "a"})
    assert (in_dataset(ledger), twins(ledger)) == (["b"], {"a": "b"})
    ledger.drop_version("v2")
    ledger.enqueue([], "v2")
    wave = claimed(ledger, version="v2", limit=2)
    ledger.settle(wave, [("b", ONE)], [("a", ENCRYPTED, ONE)], one_per_content=True)
    assert (in_dataset(ledger, "v2"), twins(ledger, "v2")) == (["b"], {})


def test_without_the_setting_all_are_in_the_dataset(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    wave = settled(ledger, "a", "b", once=False)
    assert (in_dataset(ledger), twins(ledger)) == (["a", "b"], {})
    with ledger.engine.connect() as connection:
        assert connection.execute(select(contents)).all() == []
    assert ledger.forget(["a"], dry_run=False).rescheduled == 0
    assert states(ledger) == {"Done": 1}
    assert changes(ledger, wave) == 1


def test_what_was_done_before_the_setting_counts_once_it_is_on(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b", "c"), "v1")
    waves = [settled(ledger, name, once=False) for name in "abc"]
    assert ledger.one_per_content("v2") == 0
    assert ledger.one_per_content("v1") == 2
    assert (in_dataset(ledger), twins(ledger)) == (["a"], {"b": "a", "c": "a"})
    # A dataset that has b and c learns that they are gone.
    assert [changes(ledger, wave) for wave in waves] == [0, 1, 1]
    assert ledger.one_per_content("v1") == 0
    assert [changes(ledger, wave) for wave in waves] == [0, 1, 1]


def test_a_settle_looks_at_waves_that_others_settled_without_the_setting(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    settled(ledger, "a", once=False)
    settled(ledger, "b")
    assert (in_dataset(ledger), twins(ledger)) == (["a"], {"b": "a"})


def test_papers_of_which_nothing_was_read_stand_for_none(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b", "c", "d"), "v1")
    wave = claimed(ledger)
    empty = {"a": "nothing_found", "d": "nothing_found"}
    done = [(name, ONE) for name in "abcd"]
    ledger.settle(wave, done, [], left_out=empty, one_per_content=True)
    assert twins(ledger) == {"c": "b"}
    assert ledger.counts("v1").left_out == {"nothing_found": 2, "same_content": 1}


@pytest.mark.parametrize("goes", ["forget", "reschedule"])
def test_another_takes_the_place_of_one_that_goes(ledger: Ledger, goes: str) -> None:
    ledger.enqueue(some_papers("a", "b", "c", "other"), "v1")
    wave = claimed(ledger)
    done = [("a", ONE), ("b", ONE), ("c", ONE), ("other", TWO)]
    ledger.settle(wave, done, [], one_per_content=True)
    before = changes(ledger, wave)
    if goes == "forget":
        told = ledger.forget(["a", "other"], dry_run=True)
        assert (told.rescheduled, twins(ledger)) == (2, {"b": "a", "c": "a"})
        assert ledger.forget(["a", "other"], dry_run=False) == told
    else:
        assert ledger.reschedule("v1", ["a"]) == 3
        ledger.settle(claimed(ledger, limit=1), [], [("a", ENCRYPTED, ONE)], one_per_content=True)
    assert changes(ledger, wave) == before + 1
    task = task_of(ledger, "b")
    assert (task.state, task.left_out, task.same_as, task.sha1) == ("Scheduled", None, None, None)
    settled(ledger, "b", "c")
    assert twins(ledger) == {"c": "b"}
    assert in_dataset(ledger) == (["b"] if goes == "forget" else ["b", "other"])


def test_one_that_goes_with_all_for_which_it_stands_leaves_nothing(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b", "c"), "v1")
    settled(ledger, "a", "b", "c")
    many = [f"{number}" for number in range(600)]  # b is of a later statement than a
    told = ledger.forget(["a", *many, "b"], dry_run=True)
    assert (told.papers, told.tasks, told.rescheduled) == (2, 2, 1)
    assert ledger.forget(["a", *many, "b"], dry_run=False) == told
    assert states(ledger) == {"Scheduled": 1}
    assert ledger.reschedule("v1") == 0
    settled(ledger, "c")
    assert (in_dataset(ledger), twins(ledger)) == (["c"], {})


def test_a_twin_that_is_read_anew_is_one_again_and_then_has_other_bytes(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    settled(ledger, "a", "b")
    assert ledger.reschedule("v1", ["b"]) == 1
    settled(ledger, "b")
    assert (in_dataset(ledger), twins(ledger)) == (["a"], {"b": "a"})
    assert ledger.reschedule("v1", ["b"]) == 1
    settled(ledger, "b", sha1=TWO)
    assert (in_dataset(ledger), twins(ledger)) == (["a", "b"], {})


def test_a_whole_version_that_is_read_anew_decides_anew(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    settled(ledger, "a", "b")
    assert ledger.reschedule("v1") == 2
    wave = claimed(ledger)
    ledger.settle(wave, [("b", ONE)], [("a", CRASH, ONE)], one_per_content=True)
    assert (in_dataset(ledger), twins(ledger)) == (["b"], {})
    settled(ledger, "a")
    assert (in_dataset(ledger), twins(ledger)) == (["b"], {"a": "b"})


def test_drivers_that_settle_at_once_leave_one_of_each_content(url: str) -> None:
    ledger = open_ledger(url)
    ledger.enqueue(some_papers(*(f"p{n}" for n in range(400))), "v1")
    workers = [start(CLAIM_TWINS, url, f"worker-{n}") for n in range(3)]
    assert sum(int(count) for worker in workers for count in finish(worker)) == 400
    assert Counter(int(one[1:]) % 40 for one in in_dataset(ledger)) == dict.fromkeys(range(40), 1)
    stood = twins(ledger)
    assert len(stood) == 360
    assert set(stood.values()) == set(in_dataset(ledger))


def test_a_settle_while_the_one_that_stands_is_forgotten(ledger: Ledger, url: str) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    settled(ledger, "a")
    wave = claimed(ledger)
    with transaction(ledger.engine) as connection:
        forget(connection, ["a"], dry_run=False)
        told = beside(lambda: settle_b(url, wave))
        assert not told.wait(0.5)  # it has to know whether a is gone
    assert told.wait(60)
    assert (in_dataset(ledger), twins(ledger)) == (["b"], {})


def test_who_is_forgotten_while_another_settles_is_stood_in_for(ledger: Ledger, url: str) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    settled(ledger, "a")
    wave = claimed(ledger)
    with transaction(ledger.engine) as connection:
        ends: Ends = {"b": (None, ONE)}
        settle(connection, wave, ends, {}, {}, max_attempts=1, at=0.0, one_per_content=True)
        told = beside(lambda: open_ledger(url).forget(["a"], dry_run=False))
        assert not told.wait(0.5)
    assert told.wait(60)
    assert states(ledger) == {"Scheduled": 1}
    settled(ledger, "b")
    assert (in_dataset(ledger), twins(ledger)) == (["b"], {})


@pytest.mark.postgres
def test_who_is_forgotten_waits_for_no_settle_that_may_wait_for_it(postgres_database: str) -> None:
    ledger = open_ledger(postgres_database)
    ledger.enqueue(some_papers("a", "b", "c"), "v1")
    settled(ledger, "a", once=False)
    wave = claimed(ledger)
    told: list[Forgotten] = []
    with transaction(ledger.engine) as connection:
        ends: Ends = {"b": (None, ONE), "c": (None, TWO)}
        settle(connection, wave, ends, {}, {}, max_attempts=1, at=0.0, one_per_content=False)
        # It holds b and c. A forget that had a and waited for b would be waited for in turn.
        forgotten = beside(lambda: told.append(ledger.forget(["a", "b", "c"], dry_run=False)))
        assert forgotten.wait(30)
    assert told == [Forgotten(papers=1, tasks=1, held=2)]
    assert states(ledger) == {"Done": 2}
    assert ledger.forget(["b", "c"], dry_run=False).papers == 2
    ledger.close()


def test_a_retry_waits_for_who_forgets(ledger: Ledger, url: str) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    wave = claimed(ledger)
    ledger.settle(wave, [], [("a", ENCRYPTED, ONE), ("b", ENCRYPTED, TWO)], one_per_content=False)
    with transaction(ledger.engine) as connection:
        forget(connection, ["a"], dry_run=True)
        told = beside(lambda: open_ledger(url).retry("v1"))
        assert not told.wait(0.5)
    assert told.wait(60)
    assert states(ledger) == {"Scheduled": 2}


def settle_b(url: str, wave: Wave) -> Settled:
    return open_ledger(url).settle(wave, [("b", ONE)], [], one_per_content=True)


def beside(call: Callable[[], object]) -> threading.Event:
    """Run a call in a thread; return what is set once it has ended."""
    ended = threading.Event()

    def called() -> None:
        call()
        ended.set()

    threading.Thread(target=called, daemon=True).start()
    return ended
