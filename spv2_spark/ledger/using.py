"""Which waves' tables are needed still, and what a whole version takes with it."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select

from spv2_spark.domain.task import TaskState
from spv2_spark.ledger import contents
from spv2_spark.ledger.records import Used
from spv2_spark.ledger.tables import cached, tasks, waves


def used(connection: Connection) -> Used:
    """Return what the Task DB knows of waves and of the tables that they wrote; reads every row."""
    states = {row.wave: row.state for row in connection.execute(select(waves))}
    by_result = select(tasks.c.model_version, tasks.c.wave, func.count()).where(
        tasks.c.state == TaskState.DONE.value
    )
    by_table = select(cached.c.version, cached.c.wave, func.count())
    counted = (
        by_result.group_by(tasks.c.model_version, tasks.c.wave),
        by_table.group_by(cached.c.version, cached.c.wave),
    )
    papers = {
        (version, wave): count
        for statement in counted
        for version, wave, count in connection.execute(statement)
    }
    return Used(states, papers)


def drop_version(connection: Connection, version: str) -> int:
    """Delete the tasks and waves of a version of results, or what is noted of one of tables.

    Return how many papers had a task or a table.
    """
    counts = [
        connection.execute(delete(table).where(column == version)).rowcount
        for table, column in ((tasks, tasks.c.model_version), (cached, cached.c.version))
    ]
    contents.give_all_up(connection, version)
    connection.execute(delete(waves).where(waves.c.model_version == version))
    return sum(counts)
