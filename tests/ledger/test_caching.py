"""Which wave's table has a paper's tokens, and what follows for claims and for datasets."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from spv2_spark.ledger import Ledger, SettledWave
from spv2_spark.ledger.tables import cached
from tests.ledger.conftest import SHA, HandClock, claimed, some_papers

NASTY = "'; DROP TABLE tasks; -- \t%s :x {} \\"


def settled(ledger: Ledger, limit: int = 10, version: str = "v1") -> str:
    """Claim and settle a wave, all of it Done; return its name."""
    wave = claimed(ledger, limit, version)
    ledger.settle(wave, [(paper.paper_id, SHA) for paper in wave.papers], [])
    return wave.wave_id


def test_tables_are_found_by_who_claimed_the_papers(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b", "c", NASTY), "v1")
    ledger.note_cached("tokens", "w1", ["a", "b", "b", NASTY])
    ledger.note_cached("tags", "w2", ["a"])
    ledger.note_cached("tokens", "w3", ["b", "unknown"])
    ledger.note_cached("tokens", "w4", [])
    wave = claimed(ledger)
    assert ledger.cached("tokens", wave.wave_id) == {"a": "w1", "b": "w3", NASTY: "w1"}
    assert ledger.cached("tags", wave.wave_id) == {"a": "w2"}
    assert ledger.cached("tokens", "another wave") == {}


def test_a_new_version_claims_papers_in_the_order_of_their_tokens_waves(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b", "c", "d", "e"), "v1")
    ledger.note_cached("tokens", "w2", ["a", "c"])
    ledger.note_cached("tokens", "w1", ["b", "d"])
    ledger.note_cached("others", "w0", ["a", "b", "c", "d", "e"])
    ledger.enqueue([], "v2", "tokens")
    waves = [claimed(ledger, 2, "v2") for _ in range(3)]
    names = [{paper.paper_id for paper in wave.papers} for wave in waves]
    # Papers of no table first, then table by table.
    assert names == [{"b", "e"}, {"a", "d"}, {"c"}]


def test_older_papers_come_first_wherever_their_tokens_are(
    ledger: Ledger, clock: HandClock
) -> None:
    ledger.enqueue(some_papers("old"), "v1", "tokens")
    clock.advance(1)
    ledger.note_cached("tokens", "w1", ["old"])
    ledger.enqueue(some_papers("new"), "v1", "tokens")
    assert [paper.paper_id for paper in claimed(ledger, 1).papers] == ["old"]


def test_a_wave_that_loses_done_papers_has_changed(ledger: Ledger) -> None:
    ledger.enqueue(some_papers("a", "b", "c", "d"), "v1")
    one, two = settled(ledger, 2), settled(ledger, 2)
    first = [SettledWave(one, 2, 0), SettledWave(two, 2, 0)]
    assert sorted(ledger.settled("v1")) == sorted(first)
    (paper_id, _), *_ = ledger.done_of("v1", [one])
    ledger.reschedule("v1", [paper_id, "unknown"])
    assert dict(changes(ledger)) == {one: 1, two: 0}
    assert ledger.reschedule("v1", [paper_id]) == 0  # Scheduled already: nothing is lost again
    assert dict(changes(ledger)) == {one: 1, two: 0}
    (gone, _), *_ = ledger.done_of("v1", [two])
    ledger.forget([gone], dry_run=True)
    assert dict(changes(ledger)) == {one: 1, two: 0}
    ledger.forget([gone], dry_run=False)
    assert dict(changes(ledger)) == {one: 1, two: 1}
    ledger.enqueue([], "v2")
    other = settled(ledger, version="v2")
    ledger.reschedule("v1")
    assert dict(changes(ledger)) == {one: 2, two: 2}
    assert ledger.settled("v2") == [SettledWave(other, 3, 0)]


def changes(ledger: Ledger) -> list[tuple[str, int]]:
    return [(one.wave, one.changes) for one in ledger.settled("v1")]


def test_done_tasks_of_waves(ledger: Ledger) -> None:
    assert not ledger.has_done("v1")
    ledger.enqueue(some_papers("a", "b", "c", "d", "e"), "v1")
    one, two, three = (settled(ledger, limit) for limit in (2, 2, 1))
    assert ledger.has_done("v1")
    assert not ledger.has_done("v2")
    found = list(ledger.done_of("v1", [one, three]))
    assert {task.wave for task in found} == {one, three}
    assert len(found) == 3
    assert len(list(ledger.done_of("v1", [two]))) == 2
    assert list(ledger.done_of("v2", [one])) == list(ledger.done_of("v1", [])) == []


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_is_forgotten_is_in_no_table(ledger: Ledger, *, dry_run: bool) -> None:
    ledger.enqueue(some_papers("a", "b"), "v1")
    ledger.note_cached("tokens", "w1", ["a", "b"])
    ledger.forget(["a"], dry_run=dry_run)
    with ledger.engine.connect() as connection:
        left = connection.execute(select(cached.c.paper_id).order_by(cached.c.paper_id)).scalars()
        assert list(left) == (["a", "b"] if dry_run else ["b"])
