"""One paper a content: of the Done papers with the same bytes one is in the dataset.

`contents` names it by version of results and sha1. The others stay Done, are left out of the
dataset, and name it in turn (`same_as`). Where it is one no more they are Scheduled from new, and
the first that is read well takes its place. Papers that are left out for what was read of them
stand for none, and none stands for them.

Whoever changes which paper stands for which holds one lock for it, and asks for it before anything
else: what a `settle` finds here is then there still when it ends, whoever forgets papers meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Table, delete, func, literal, select, update

from spv2_spark.domain.left_out import LeftOut
from spv2_spark.domain.task import TaskState
from spv2_spark.ledger import engine
from spv2_spark.ledger.engine import insert_absent
from spv2_spark.ledger.moves import from_new, unindexed
from spv2_spark.ledger.tables import SETTLED, contents, tasks, verdicts, waves

_WAVES_AT_ONCE = 100
_LOCK = 7_730_218  # beside `schema._LOCK`


def lock(connection: Connection) -> None:
    """Wait until nobody else changes which paper stands for which, until this transaction ends."""
    engine.lock(connection, _LOCK)


def keep_one(connection: Connection, version: str) -> int:
    """Leave out all Done papers of a version but one of each content; return how many more.

    It looks at settled waves that it has not looked at. What stands already goes on; else it is
    the oldest wave's smallest id. Waves that lost papers so count a change.
    """
    is_new = (waves.c.model_version == version, waves.c.one_per_content == 0)
    settled = select(waves.c.wave).where(*is_new, waves.c.state == SETTLED).order_by(waves.c.wave)
    names = iter(connection.execute(settled).scalars().all())
    left_out = 0
    while some := list(islice(names, _WAVES_AT_ONCE)):
        of_waves = (tasks.c.wave.in_(some), unindexed(tasks.c.model_version) == version)
        count = _leave_out(connection, version, tasks, of_waves)
        seen = update(waves).where(waves.c.wave.in_(some))
        connection.execute(seen.values(one_per_content=1))
        if count:
            lost = select(tasks.c.wave).where(tasks.c.wave.in_(some), tasks.c.same_as.is_not(None))
            changed = seen.where(waves.c.wave.in_(lost))
            connection.execute(changed.values(changes=waves.c.changes + 1))
        left_out += count
    return left_out


def keep_one_of_verdicts(connection: Connection, version: str) -> None:
    """Leave those out of `verdicts` whose bytes a Done paper has; `keep_one` goes before.

    A wave's papers are so written to once.
    """
    _leave_out(connection, version, verdicts, ())


def _leave_out(
    connection: Connection, version: str, table: Table, narrowed: Sequence[ColumnElement[bool]]
) -> int:
    """Note what of a table (of tasks) stands for its content, and leave the others out."""
    sha1, paper_id = table.c.sha1, table.c.paper_id
    is_done = unindexed(table.c.state) == TaskState.DONE.value
    in_dataset = (*narrowed, is_done, table.c.left_out.is_(None), sha1.is_not(None))
    first = select(sha1, literal(version), func.min(paper_id)).where(*in_dataset).group_by(sha1)
    insert_absent(connection, contents, ["sha1", "model_version", "paper_id"], first)
    # Asked row by row: of a join PostgreSQL may make one that reads all of `contents`.
    stands = (
        select(contents.c.paper_id)
        .where(contents.c.sha1 == sha1, contents.c.model_version == version)
        .scalar_subquery()
    )
    others = update(table).where(*in_dataset, stands != paper_id)
    told = {"left_out": LeftOut.SAME_CONTENT.value, "same_as": stands}
    return connection.execute(others.values(**told)).rowcount


def give_up(connection: Connection, ids: Sequence[str], version: str = "") -> int:
    """Have the papers `ids` (few) stand for nothing any more, under one version if it is named.

    Those that they stood for are Scheduled from new; return how many tasks that were.
    """
    read = select(tasks.c.sha1).where(tasks.c.paper_id.in_(ids))
    stood: list[ColumnElement[bool]] = [contents.c.sha1.in_(read), contents.c.paper_id.in_(ids)]
    others: list[ColumnElement[bool]] = [tasks.c.same_as.in_(ids)]
    if version:
        stood.append(unindexed(contents.c.model_version) == version)
        others.append(unindexed(tasks.c.model_version) == version)
    connection.execute(delete(contents).where(*stood))
    return connection.execute(from_new(TaskState.DONE).where(*others)).rowcount


def give_all_up(connection: Connection, version: str) -> None:
    """Have no paper of a version stand for another; what becomes of the tasks is the caller's."""
    connection.execute(delete(contents).where(contents.c.model_version == version))


def counted(connection: Connection, version: str) -> int:
    """Return how many papers of a version are left out since another one stands for them."""
    of_version = (unindexed(tasks.c.model_version) == version, tasks.c.same_as.is_not(None))
    return connection.execute(select(func.count()).where(*of_version)).scalar_one()
