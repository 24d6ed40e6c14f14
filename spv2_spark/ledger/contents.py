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

from sqlalchemy import ColumnElement, Connection, delete, func, literal, select, update

from spv2_spark.domain.left_out import LeftOut
from spv2_spark.domain.task import TaskState
from spv2_spark.ledger import engine
from spv2_spark.ledger.engine import insert_absent
from spv2_spark.ledger.moves import from_new, unindexed
from spv2_spark.ledger.tables import SETTLED, contents, tasks, waves

_WAVES_AT_ONCE = 100
_LOCK = 7_730_218  # beside `schema._LOCK`


def lock(connection: Connection) -> None:
    """Wait until nobody else changes which paper stands for which, until this transaction ends."""
    engine.lock(connection, _LOCK)


def keep_one(connection: Connection, version: str) -> int:
    """Leave out all Done papers of a version but one of each content; return how many more.

    It looks at settled waves that it has not looked at: after a settle at that wave, and at those
    that were settled without it. What stands already goes on; else it is the oldest wave's smallest
    id. Waves that lost papers so count a change.
    """
    is_new = (waves.c.model_version == version, waves.c.one_per_content == 0)
    settled = select(waves.c.wave).where(*is_new, waves.c.state == SETTLED).order_by(waves.c.wave)
    names = iter(connection.execute(settled).scalars().all())
    left_out = 0
    while some := list(islice(names, _WAVES_AT_ONCE)):
        left_out += _keep_one_of(connection, version, some)
    return left_out


def _keep_one_of(connection: Connection, version: str, some: Sequence[str]) -> int:
    in_dataset = (
        tasks.c.wave.in_(some),
        unindexed(tasks.c.model_version) == version,
        unindexed(tasks.c.state) == TaskState.DONE.value,
        tasks.c.left_out.is_(None),
        tasks.c.sha1.is_not(None),
    )
    first = select(literal(version), tasks.c.sha1, func.min(tasks.c.paper_id)).where(*in_dataset)
    names = ["model_version", "sha1", "paper_id"]
    insert_absent(connection, contents, names, first.group_by(tasks.c.sha1))
    # Asked row by row: of a join PostgreSQL may make one that reads all of `contents`.
    stands = (
        select(contents.c.paper_id)
        .where(contents.c.model_version == version, contents.c.sha1 == tasks.c.sha1)
        .scalar_subquery()
    )
    others = update(tasks).where(*in_dataset, stands != tasks.c.paper_id)
    told = {"left_out": LeftOut.SAME_CONTENT.value, "same_as": stands}
    left_out = connection.execute(others.values(**told)).rowcount
    seen = update(waves).where(waves.c.wave.in_(some))
    connection.execute(seen.values(one_per_content=1))
    if left_out:
        lost = select(tasks.c.wave).where(tasks.c.wave.in_(some), tasks.c.same_as.is_not(None))
        changed = seen.where(waves.c.wave.in_(lost))
        connection.execute(changed.values(changes=waves.c.changes + 1))
    return left_out


def give_up(connection: Connection, ids: Sequence[str], version: str = "") -> int:
    """Have the papers `ids` (few) stand for nothing any more, under one version if it is named.

    Those that they stood for are Scheduled from new; return how many tasks that were.
    """
    stood: list[ColumnElement[bool]] = [contents.c.paper_id.in_(ids)]
    others: list[ColumnElement[bool]] = [tasks.c.same_as.in_(ids)]
    if version:
        stood.append(contents.c.model_version == version)
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
