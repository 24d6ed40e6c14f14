"""Engines for the two databases, their transactions and their time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.sql import Select

from spv2_spark.errors import LedgerError

# A writer waits this long for another one; an enqueue of a million papers holds SQLite's
# one write lock for about ten seconds.
BUSY_TIMEOUT_MS = 60_000
_BEGIN = "spv2_begin"
# How SQLite begins. A deferred transaction that reads first fails at its first write if
# another one wrote in between, however long it would wait.
READ, WRITE = "BEGIN", "BEGIN IMMEDIATE"
Clock = Callable[[], float]


def open_engine(url: str) -> Engine:
    """Return an engine for `url` ("sqlite:///FILE" or "postgresql://...").

    Raises LedgerError for another database, an in-memory SQLite, or a missing driver.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerError(f"not a database URL: {url!r}") from error
    shown = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise LedgerError(f"the Task DB is SQLite or PostgreSQL, not {shown}")
    try:
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerError(
            "PostgreSQL needs psycopg 3: pip install 'spv2-spark[postgres]'"
        ) from error


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:" or "mode=memory" in str(url):
        raise LedgerError("a SQLite Task DB is a file: sqlite:///PATH")
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Without this the driver begins transactions of its own, always deferred ones.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


@contextmanager
def connected(engine: Engine) -> Iterator[Connection]:
    """Yield a connection; what the database says against it becomes a LedgerError."""
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        shown = engine.url.render_as_string(hide_password=True)
        why = str(getattr(error, "orig", None) or error).strip().splitlines()
        raise LedgerError(f"Task DB {shown}: {why[0] if why else type(error).__name__}") from error


@contextmanager
def transaction(engine: Engine, begin: str = WRITE) -> Iterator[Connection]:
    """Yield a connection in a transaction that ends with the block (see `begun`)."""
    with connected(engine) as connection, begun(connection, begin):
        yield connection


@contextmanager
def begun(connection: Connection, begin: str = WRITE) -> Iterator[None]:
    """Run the block in one transaction of `connection`; `begin` is SQLite's statement."""
    connection.execution_options(**{_BEGIN: begin})
    with connection.begin():
        yield


def now(connection: Connection, clock: Clock | None) -> float:
    """Return the seconds since the epoch: by `clock`, else by the database.

    Drivers on several machines then agree on when a lease ends. SQLite has one machine.
    """
    if clock is not None:
        return clock()
    if connection.dialect.name == "postgresql":
        return float(
            connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
        )
    return time.time()


def lock(connection: Connection, number: int) -> None:
    """Wait until no other transaction that asked for the lock `number` runs; then hold it.

    A transaction of SQLite that writes is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def create_temporary(connection: Connection, table: Table) -> None:
    """Create the temporary `table`, empty, in place of one that an earlier call left.

    Only a temporary one is dropped: a table of that name may be somebody's own.
    """
    schema = "pg_temp" if connection.dialect.name == "postgresql" else "temp"
    connection.execute(text(f"DROP TABLE IF EXISTS {schema}.{table.name}"))
    table.create(connection, checkfirst=False)


def insert_absent(connection: Connection, table: Table, names: list[str], rows: Select[Any]) -> int:
    """Insert what of `rows` (of the columns `names`) breaks no key; return how many that were.

    Where others insert the same keys, rows that are sorted by them keep them from waiting for
    each other.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).from_select(names, rows).on_conflict_do_nothing()
    # Without the option SQLAlchemy keeps the row counts of UPDATE and DELETE only.
    counted = statement.execution_options(preserve_rowcount=True)
    return connection.execute(counted).rowcount


def load(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Append `rows` (values in the table's column order): COPY, or executemany on SQLite."""
    names = [column.name for column in table.columns]
    if connection.dialect.name != "postgresql":
        records = [dict(zip(names, row, strict=True)) for row in rows]
        if records:
            connection.execute(insert(table), records)
        return
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
