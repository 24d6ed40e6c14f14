"""Waves whose driver does not end them: what becomes of their papers."""

from __future__ import annotations

from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import Ledger, Settled
from tests.ledger.conftest import SHA, HandClock, claimed, some_papers, states


def test_a_lease_that_ran_out_gives_its_papers_back(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    dead = claimed(ledger, owner="dead")
    clock.advance(299)
    assert ledger.claim("v1", 10, "other", lease_s=300) is None
    clock.advance(2)
    heir = claimed(ledger, owner="heir")
    assert [(paper.paper_id, paper.attempt) for paper in heir.papers] == [("a", 1), ("b", 1)]
    # What the dead one says now comes too late, for the taken ones and in renewing.
    assert ledger.settle(dead, [("a", SHA), ("b", SHA)], []) == Settled(ignored=2)
    assert not ledger.renew(dead, 300)
    assert states(ledger) == {"Processing": 2}
    assert ledger.settle(heir, [("a", SHA), ("b", SHA)], []) == Settled(done=2)
    assert {task.wave for task in ledger.done("v1")} == {heir.wave_id}


def test_a_paper_that_kills_its_driver_fails_as_lost(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    for _loss in range(10):
        claimed(ledger)
        clock.advance(301)
    assert ledger.claim("v1", 1, "one", lease_s=300) is None
    [failure] = ledger.failures("v1")
    assert (failure.attempts, failure.failure.kind) == (0, Kind.LOST)


def test_killed_drivers_take_no_attempts_from_a_paper(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    for _loss in range(5):
        claimed(ledger)
        clock.advance(301)
    for attempt in (1, 2):
        wave = claimed(ledger)
        assert [paper.attempt for paper in wave.papers] == [attempt]
        slow = Failure("tokenise", Kind.TIMEOUT, "slow")
        assert ledger.settle(wave, [], [("a", slow, None)]) == Settled(scheduled=1)


def test_expire_gives_back_the_waves_of_every_version(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    ledger.enqueue([], "v2")
    claimed(ledger, version="v1")
    claimed(ledger, version="v2")
    assert ledger.expire() == 0
    clock.advance(301)
    assert ledger.expire() == 2
    assert states(ledger, "v1") == states(ledger, "v2") == {"Scheduled": 1}


def test_renew_moves_the_end_of_the_lease(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    wave = claimed(ledger)
    clock.advance(250)
    assert ledger.renew(wave, 300)
    clock.advance(250)
    assert ledger.claim("v1", 1, "other", lease_s=1) is None
    ledger.settle(wave, [("a", SHA)], [])
    assert not ledger.renew(wave, 300)


def test_an_overdue_wave_that_nobody_took_still_counts(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    wave = claimed(ledger)
    clock.advance(1_000)
    assert ledger.settle(wave, [("a", SHA)], []) == Settled(done=1)


def test_a_wave_given_back_costs_its_papers_nothing(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    wave = claimed(ledger)
    assert ledger.release(wave, "the disk is full") == 2
    assert ledger.release(wave, "again") == 0
    assert ledger.settle(wave, [("a", SHA)], []) == Settled(0, 0, 0, ignored=1)
    again = claimed(ledger)
    assert [paper.attempt for paper in again.papers] == [1, 1]


def test_papers_of_lost_waves_come_in_ever_smaller_ones(ledger: Ledger) -> None:
    ledger.enqueue(some_papers(*map(chr, range(97, 113))), "v1")
    sizes = []
    for _ in range(6):
        wave = claimed(ledger, 16)
        sizes.append(len(wave.papers))
        ledger.release(wave, "Spark is gone", max_losses=5)
    assert sizes == [16, 4, 4, 4, 4, 1]
