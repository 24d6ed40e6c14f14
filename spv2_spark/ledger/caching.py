"""Which wave's table has a paper's tokens or tags, by the version of the tables."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, literal, select, true
from sqlalchemy.dialects import postgresql, sqlite

from spv2_spark.ledger.engine import create_temporary, load
from spv2_spark.ledger.tables import cached, noted, tasks


def note_cached(connection: Connection, version: str, wave: str, ids: Iterable[str]) -> None:
    """Note that the table of `wave` has the papers `ids`, in place of what was noted of them."""
    create_temporary(connection, noted)
    # Sorted, so that two drivers that note the same papers wait for each other in one direction.
    load(connection, noted, ((one,) for one in sorted(set(ids))))
    # SQLite takes an ON CONFLICT behind a SELECT for a join's unless there is a WHERE.
    rows = select(noted.c.paper_id, literal(version), literal(wave)).where(true())
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(cached).from_select(
        ["paper_id", "version", "wave"], rows.order_by(noted.c.paper_id)
    )
    keys = ["paper_id", "version"]
    connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_={"wave": statement.excluded.wave})
    )
    noted.drop(connection)


def cached_of(connection: Connection, version: str, claimed_by: str) -> dict[str, str]:
    """Return, of the papers that the wave `claimed_by` claimed, which wave's table has each."""
    found = (
        select(cached.c.paper_id, cached.c.wave)
        .join(tasks, tasks.c.paper_id == cached.c.paper_id)
        .where(tasks.c.wave == claimed_by, cached.c.version == version)
    )
    return {row.paper_id: row.wave for row in connection.execute(found)}
