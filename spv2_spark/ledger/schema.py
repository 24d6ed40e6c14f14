"""The schema's revision: which a database has, which this program needs, and the way up."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select

from spv2_spark.errors import LedgerError, NoTaskDbError
from spv2_spark.ledger.engine import READ, lock, open_engine, transaction
from spv2_spark.ledger.tables import metadata, schema, tasks

OLDEST, HEAD = "0001", "0006"  # the first and the last of migrations/versions
_LOCK = 7_730_217  # any number that nobody else takes in this database


def prepare(engine: Engine, *, create: bool = True) -> None:
    """Make the tables where there are none; two processes may do so at once.

    Raises LedgerError for a database of another revision, or an empty one that is not to be made.
    """
    _check_file(engine, create=create)
    with transaction(engine, READ) as connection:
        found = revision_of(connection)
    if found is None and create:
        with transaction(engine) as connection:
            lock(connection, _LOCK)
            found = revision_of(connection) or _created(connection)
    if found != HEAD:
        raise _refusal(engine, found)


def migrate(url: str) -> tuple[str, str]:
    """Bring a Task DB to the present revision, in one transaction; return (before, after).

    Raises LedgerError where there is none, or it is of a newer program.
    """
    from alembic import command
    from alembic.config import Config

    engine = open_engine(url)
    _check_file(engine, create=False)
    with transaction(engine) as connection:
        lock(connection, _LOCK)
        before = revision_of(connection)
        if before is None or before > HEAD:
            raise _refusal(engine, before)
        if not inspect(connection).has_table(schema.name):
            _note(connection, before)
        config = Config()
        config.set_main_option("script_location", "spv2_spark.ledger:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
    return before, HEAD


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database; None if it has no table of ours.

    One without a revision is of a time when none was kept. Raises LedgerError for a table
    `tasks` of somebody else's.
    """
    inspector = inspect(connection)
    # Asked first: another process may be making both, and whoever sees its tasks then sees the
    # revision, too.
    has_tasks = inspector.has_table(tasks.name)
    if inspector.has_table(schema.name):
        found: str | None = connection.execute(select(schema.c.version_num)).scalar()
        return found
    if not has_tasks:
        return None
    columns = {one["name"] for one in inspector.get_columns(tasks.name)}
    if not {"paper_id", "model_version", "state"} <= columns:
        raise LedgerError(f"the database has a table {tasks.name!r} that is none of spv2-spark's")
    return OLDEST


def _created(connection: Connection) -> str:
    metadata.create_all(connection)
    _note(connection, HEAD)
    return HEAD


def _note(connection: Connection, revision: str) -> None:
    schema.create(connection, checkfirst=True)
    connection.execute(insert(schema).values(version_num=revision))


def _check_file(engine: Engine, *, create: bool) -> None:
    # SQLite would make an empty one.
    database = engine.url.database or ""
    if engine.dialect.name == "sqlite" and not create and not Path(database).is_file():
        raise _refusal(engine, None)


def _refusal(engine: Engine, found: str | None) -> LedgerError:
    shown = engine.url.set(drivername=engine.dialect.name).render_as_string(hide_password=True)
    if found is None:
        return NoTaskDbError(f"{shown}: no Task DB is there; `spv2 enqueue` makes one")
    if found > HEAD:
        return LedgerError(
            f"Task DB {shown}: made by a newer spv2-spark (schema {found}, here {HEAD})"
        )
    return LedgerError(
        f"Task DB {shown} is of an older spv2-spark (schema {found}, here {HEAD}): let all runs "
        f"end, make a copy, then `spv2 migrate --task-db {shown}`"
    )
