"""A hundred thousand papers: nothing grows with the listing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from spv2_spark.domain.paper import Paper
from spv2_spark.domain.task import TaskState
from spv2_spark.ledger import Enqueued, open_ledger

ROOT = Path(__file__).parents[2]
PAPERS = 100_000

# A process of its own, since the peak of memory is a process's.
PEAK_OF_ENQUEUE = """
import resource, sys
from spv2_spark.domain.paper import Paper
from spv2_spark.ledger import open_ledger
def listing(count):
    for n in range(count):
        name = f"{n:08d}/{'x' * 500}.pdf"
        yield Paper(name, f"s3://bucket/{name}", name)
ledger = open_ledger(sys.argv[1])
ledger.enqueue(listing(10_000), "warm")
before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(ledger.enqueue(listing(int(sys.argv[2])), "v1").new_tasks)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb)
"""


def test_enqueue_is_bounded_in_memory(url: str) -> None:
    command = [sys.executable, "-c", PEAK_OF_ENQUEUE, url, str(PAPERS)]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tasks, growth_kb = (int(line) for line in output.split())
    assert tasks == PAPERS
    # The listing's strings alone are 150 MB.
    assert growth_kb < 40_000


def test_a_large_wave_is_claimed_and_settled_whole(url: str) -> None:
    ledger = open_ledger(url)
    listing = (Paper(f"p{n:06d}", f"/p{n}.pdf", "p.pdf") for n in range(30_000))
    assert ledger.enqueue(listing, "v1") == Enqueued(30_000, 30_000, 0)
    wave = ledger.claim("v1", 25_000, "one", 60)
    assert wave is not None
    settled = ledger.settle(wave, [(paper.paper_id, "sha") for paper in wave.papers[1:]], [])
    assert (settled.done, settled.scheduled) == (24_999, 1)
    assert sum(1 for _ in ledger.done("v1")) == 24_999
    assert ledger.counts("v1").by_state[TaskState.SCHEDULED] == 5_001


@pytest.mark.postgres
@pytest.mark.parametrize("once", [False, True])
def test_a_wave_costs_the_same_under_a_version_that_no_statistics_know(
    postgres_database: str, once: bool
) -> None:
    ledger = open_ledger(postgres_database)
    ledger.enqueue((Paper(f"p{n:06d}", f"/p{n}.pdf", "p.pdf") for n in range(10_000)), "v1")
    first = ledger.claim("v1", 10_000, "one", 600)
    assert first is not None
    done = [(paper.paper_id, paper.paper_id) for paper in first.papers]
    ledger.settle(first, done, [], one_per_content=once)
    with ledger.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    ledger.enqueue([], "v2")
    before = read_of_indexes(postgres_database)
    wave = ledger.claim("v2", 5_000, "one", 600)
    assert wave is not None
    done = [(paper.paper_id, f"{n // 2}") for n, paper in enumerate(wave.papers)]
    ledger.settle(wave, done, [], one_per_content=once)
    assert ledger.same_content("v2") == (2_500 if once else 0)
    ledger.close()  # a server's process tells its numbers when it ends
    assert len(wave.papers) == 5_000
    assert 5_000 <= read_of_indexes(postgres_database) - before < 20 * 5_000


def read_of_indexes(url: str) -> int:
    """Return the entries that were read of the indexes of tasks so far."""
    ledger = open_ledger(url)
    with ledger.engine.connect() as connection:
        entries = "SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'tasks'"
        count = int(connection.execute(text(entries)).scalar_one())
    ledger.close()
    return count
