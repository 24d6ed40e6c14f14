"""The schema's revisions: what an older Task DB has is kept on the way up."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event, inspect, make_url, text

from spv2_spark.errors import LedgerError
from spv2_spark.ledger import Ledger, migrate, open_ledger
from spv2_spark.ledger.engine import READ, open_engine, transaction
from spv2_spark.ledger.schema import HEAD, OLDEST, revision_of
from spv2_spark.ledger.tables import SCHEMA_TABLE, metadata
from tests.ledger.conftest import SHA, claimed, some_papers, states

# As the first spv2-spark made them.
FIRST = """
CREATE TABLE papers (paper_id TEXT NOT NULL PRIMARY KEY, uri TEXT NOT NULL, doc_name TEXT NOT NULL,
  first_seen DOUBLE PRECISION NOT NULL);
CREATE TABLE tasks (paper_id TEXT NOT NULL, model_version TEXT NOT NULL, state TEXT NOT NULL,
  attempts INTEGER NOT NULL, wave TEXT, failure_stage TEXT, failure_kind TEXT, failure_message TEXT,
  sha1 TEXT, created_at DOUBLE PRECISION NOT NULL, started_at DOUBLE PRECISION,
  ended_at DOUBLE PRECISION, PRIMARY KEY (paper_id, model_version),
  CONSTRAINT known_state CHECK (state IN ('Scheduled', 'Processing', 'Failed', 'Done')));
CREATE INDEX tasks_by_age ON tasks (model_version, state, created_at, paper_id);
CREATE INDEX tasks_by_wave ON tasks (wave);
CREATE TABLE waves (wave TEXT NOT NULL PRIMARY KEY, model_version TEXT NOT NULL,
  owner TEXT NOT NULL, claimed_at DOUBLE PRECISION NOT NULL, lease_until DOUBLE PRECISION NOT NULL,
  papers INTEGER NOT NULL, state TEXT NOT NULL, ended_at DOUBLE PRECISION,
  CONSTRAINT known_wave_state CHECK (state IN ('open', 'settled', 'lost')));
CREATE INDEX waves_by_lease ON waves (state, lease_until);
INSERT INTO papers VALUES ('a', '/a.pdf', 'a.pdf', 1), ('b', '/b.pdf', 'b.pdf', 1);
INSERT INTO tasks (paper_id, model_version, state, attempts, created_at, ended_at, wave, sha1)
  VALUES ('a', 'v1', 'Done', 1, 1, 2, 'w1', 'da39');
INSERT INTO tasks (paper_id, model_version, state, attempts, created_at)
  VALUES ('b', 'v1', 'Scheduled', 0, 1)
"""
# What one of a later day had, which kept no revision either.
LATER = """
ALTER TABLE tasks ADD COLUMN losses INTEGER DEFAULT 0 NOT NULL;
CREATE INDEX tasks_to_claim ON tasks (model_version, state, losses, created_at, paper_id)
"""


def made(url: str, script: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        for statement in script.split(";"):
            connection.execute(text(statement))
    engine.dispose()


def differences(engine: Engine) -> list[object]:
    """Return how the database differs from the tables of today."""
    # SQLite keeps DOUBLE and DOUBLE PRECISION apart, by name.
    opts = {"version_table": SCHEMA_TABLE, "compare_type": False}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=opts)
        return list(compare_metadata(context, metadata))


def test_the_last_revision_is_the_one_that_the_program_needs() -> None:
    config = Config()
    config.set_main_option("script_location", "spv2_spark.ledger:migrations")
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [HEAD]
    assert script.get_base() == OLDEST


@pytest.mark.parametrize("script", [FIRST, f"{FIRST};{LATER}"], ids=["first", "later"])
def test_an_older_database_is_refused_and_brought_up(url: str, script: str) -> None:
    made(url, script)
    with pytest.raises(
        LedgerError, match=r"older spv2-spark .*`spv2 migrate --task-db \w+:"
    ) as told:
        open_ledger(url)
    assert "\n" not in str(told.value)
    assert migrate(url) == (OLDEST, HEAD)
    ledger = open_ledger(url)
    assert differences(ledger.engine) == []
    assert states(ledger) == {"Done": 1, "Scheduled": 1}
    wave = claimed(ledger)
    assert [paper.paper_id for paper in wave.papers] == ["b"]
    ledger.settle(wave, [("b", SHA)], [])
    assert [task.paper_id for task in ledger.done("v1")] == ["a", "b"]
    assert migrate(url) == (HEAD, HEAD)
    ledger.close()


def test_a_new_database_is_as_the_revisions_make_it(ledger: Ledger, url: str) -> None:
    assert differences(ledger.engine) == []
    assert migrate(url) == (HEAD, HEAD)


def test_a_newer_database_is_refused(ledger: Ledger, url: str) -> None:
    with ledger.engine.begin() as connection:
        connection.execute(text(f"UPDATE {SCHEMA_TABLE} SET version_num = '9999'"))  # noqa: S608
    for opening in (open_ledger, migrate):
        with pytest.raises(LedgerError, match=r"made by a newer spv2-spark \(schema 9999, "):
            opening(url)


def test_a_migration_that_breaks_off_changes_nothing(url: str) -> None:
    made(url, FIRST + ";CREATE INDEX tasks_by_end ON tasks (paper_id)")
    with pytest.raises(LedgerError, match="tasks_by_end"):
        migrate(url)
    engine = open_engine(url)
    columns = {one["name"] for one in inspect(engine).get_columns("tasks")}
    assert not columns & {"losses", "left_out"}
    assert not inspect(engine).has_table(SCHEMA_TABLE)
    engine.dispose()


def test_where_there_is_no_database_none_is_made(url: str, tmp_path: object) -> None:
    for opening in (lambda: open_ledger(url, create=False), lambda: migrate(url)):
        with pytest.raises(LedgerError, match=r"no Task DB is there; `spv2 enqueue` makes one"):
            opening()
    database = make_url(url)
    if database.get_backend_name() == "sqlite":
        from pathlib import Path

        assert not Path(str(database.database)).exists()
    else:
        engine = create_engine(database.set(drivername="postgresql+psycopg"))
        assert inspect(engine).get_table_names() == []
        engine.dispose()


def test_a_table_of_others_by_the_name_of_ours_is_left(url: str) -> None:
    made(url, "CREATE TABLE tasks (mine INTEGER); INSERT INTO tasks VALUES (42)")
    for opening in (open_ledger, migrate):
        with pytest.raises(LedgerError, match="a table 'tasks' that is none of spv2-spark's"):
            opening(url)


def test_another_programs_alembic_table_stays(url: str) -> None:
    made(url, "CREATE TABLE alembic_version AS SELECT 'theirs' AS version_num")
    made(url, FIRST)
    migrate(url)
    ledger = open_ledger(url)
    with ledger.engine.begin() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert found == ["theirs"]
    assert ledger.enqueue(some_papers("c"), "v1").new_tasks == 1
    ledger.close()


def test_a_database_being_made_is_not_taken_for_an_older_one(postgres_database: str) -> None:
    looking, asked = open_engine(postgres_database), list[str]()

    def make(*of_cursor: object) -> None:
        asked.append(str(of_cursor[2]))
        if len(asked) == 1:  # the first table was looked for, the second not yet
            open_ledger(postgres_database)

    with transaction(looking, READ) as connection:
        event.listen(connection, "after_cursor_execute", make)
        assert revision_of(connection) in (None, HEAD)
    assert len(asked) > 1
