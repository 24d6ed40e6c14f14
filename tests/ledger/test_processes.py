"""Several processes on one Task DB, some of them killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from spv2_spark.domain.paper import Paper
from spv2_spark.domain.task import TaskState
from spv2_spark.ledger import Heartbeat, Ledger, Settled, open_ledger
from tests.ledger.conftest import HandClock, some_papers

ROOT = Path(__file__).parents[2]

CLAIM_ALL = """
import sys
from spv2_spark.ledger import open_ledger
ledger = open_ledger(sys.argv[1])
while wave := ledger.claim("v1", 7, sys.argv[2], 60):
    for paper in wave.papers:
        print(paper.paper_id, flush=True)
    ledger.settle(wave, [(paper.paper_id, "sha") for paper in wave.papers], [])
"""

HOLD = """
import sys, time
from spv2_spark.ledger import Heartbeat, open_ledger
ledger = open_ledger(sys.argv[1])
wave = ledger.claim("v1", 2, "victim", 2.0)
with Heartbeat(ledger, wave, 2.0, 0.2):
    print("holding", flush=True)
    time.sleep(60)
"""

OPEN = "import sys; from spv2_spark.ledger import open_ledger; open_ledger(sys.argv[1])"


def start(script: str, *argv: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *argv]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> list[str]:
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return output.split()


def test_processes_that_claim_at_once_never_get_the_same_paper(url: str) -> None:
    ledger = open_ledger(url)
    ledger.enqueue((Paper(f"p{n}", f"/p{n}.pdf", "p.pdf") for n in range(500)), "v1")
    workers = [start(CLAIM_ALL, url, f"worker-{n}") for n in range(3)]
    claims = [paper for worker in workers for paper in finish(worker)]
    assert sorted(claims) == sorted(f"p{n}" for n in range(500))
    assert ledger.counts("v1").by_state[TaskState.DONE] == 500


def test_processes_that_open_at_once_make_the_tables_once(url: str) -> None:
    for process in [start(OPEN, url) for _ in range(3)]:
        finish(process)
    assert open_ledger(url).enqueue(some_papers("a"), "v1").new_tasks == 1


def test_a_killed_process_loses_its_lease_and_no_paper(url: str) -> None:
    ledger = open_ledger(url)
    ledger.enqueue(some_papers("a", "b", "c"), "v1")
    victim = start(HOLD, url)
    assert victim.stdout is not None
    assert victim.stdout.readline() == "holding\n"
    other = ledger.claim("v1", 10, "other", 60)
    assert other is not None
    assert [paper.paper_id for paper in other.papers] == ["c"]
    time.sleep(2.5)  # longer than its lease: the heartbeat has renewed it
    assert ledger.claim("v1", 10, "other", 60) is None
    os.kill(victim.pid, signal.SIGKILL)
    victim.communicate()
    time.sleep(2.2)
    heir = ledger.claim("v1", 10, "heir", 60)
    assert heir is not None
    assert [(paper.paper_id, paper.attempt) for paper in heir.papers] == [("a", 1), ("b", 1)]
    assert ledger.settle(heir, [("a", "sha"), ("b", "sha")], []) == Settled(done=2)


def test_a_heartbeat_says_when_the_lease_is_lost(ledger: Ledger, clock: HandClock) -> None:
    ledger.enqueue(some_papers("a"), "v1")
    wave = ledger.claim("v1", 1, "one", 60)
    assert wave is not None
    with Heartbeat(ledger, wave, lease_s=60, interval_s=0.02) as heartbeat:
        time.sleep(0.1)
        assert not heartbeat.lost
        clock.advance(61)
        # Whether a beat came between or not, the heir asks until the lease is gone.
        while ledger.expire() == 0:
            clock.advance(61)
        time.sleep(0.2)
        assert heartbeat.lost


def test_a_heartbeat_outlives_a_database_that_is_away_for_less_than_the_lease(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'folder' / 'tasks.db'}"
    (tmp_path / "folder").mkdir()
    ledger = open_ledger(url)
    ledger.enqueue(some_papers("a"), "v1")
    wave = ledger.claim("v1", 1, "one", 60)
    assert wave is not None
    ledger.close()
    (tmp_path / "folder").rename(tmp_path / "away")
    with Heartbeat(ledger, wave, lease_s=60, interval_s=0.02) as heartbeat:
        time.sleep(0.1)
        assert not heartbeat.lost
    with Heartbeat(ledger, wave, lease_s=0.05, interval_s=0.02) as heartbeat:
        time.sleep(0.3)
        assert heartbeat.lost
