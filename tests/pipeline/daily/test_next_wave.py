"""Papers that others hold: of a driver that died a run takes them, of one at work it does not."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from spv2_spark.commands.daily import held_status
from spv2_spark.config import LedgerSettings
from spv2_spark.domain.paper import Paper
from spv2_spark.ledger import Heartbeat, Ledger, open_ledger
from spv2_spark.pipeline.daily.next_wave import next_wave

LIMITS = replace(LedgerSettings(), lease_s=60.0, heartbeat_s=0.4)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    made.enqueue([Paper(name, f"/{name}.pdf", f"{name}.pdf") for name in "ab"], "v1")
    return made


def test_the_papers_of_a_driver_that_died_are_waited_for(ledger: Ledger) -> None:
    dead = ledger.claim("v1", 9, "dead:1", lease_s=1.0)
    assert dead is not None
    began = time.monotonic()
    wave = next_wave(ledger, LIMITS, "v1", 9, "mine:2")
    assert wave is not None
    assert [paper.paper_id for paper in wave.papers] == ["a", "b"]
    assert time.monotonic() - began >= 0.5
    assert [lease.owner for lease in ledger.leases("v1")] == ["mine:2"]


def test_the_papers_of_a_driver_at_work_are_left_to_it(
    ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    living = ledger.claim("v1", 9, "living:1", lease_s=60.0)
    assert living is not None
    with Heartbeat(ledger, living, 60.0, 0.2):
        assert next_wave(ledger, LIMITS, "v1", 9, "mine:2") is None
    assert held_status(ledger, "v1") == 3
    told = capsys.readouterr().err
    assert told == "spv2: 2 papers are still held by living:1, at work\n"


def test_nothing_is_waited_for_where_nobody_holds_papers_of_the_version(ledger: Ledger) -> None:
    ledger.enqueue([], "v2")
    assert ledger.claim("v2", 9, "other:1", lease_s=60.0) is not None
    wave = next_wave(ledger, LIMITS, "v1", 9, "mine:2")
    assert wave is not None
    ledger.settle(wave, [("a", "0" * 40), ("b", "0" * 40)], [])
    assert next_wave(ledger, LIMITS, "v1", 9, "mine:2") is None
    assert held_status(ledger, "v1") == 0
