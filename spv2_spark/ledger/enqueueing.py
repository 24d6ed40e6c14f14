"""Insert papers and tasks that are not there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from sqlalchemy import Connection, exists, func, literal, select

from spv2_spark.domain.paper import Paper
from spv2_spark.domain.task import TaskState
from spv2_spark.ledger.engine import READ, Clock, begun, create_temporary, insert_absent, load, now
from spv2_spark.ledger.records import Enqueued
from spv2_spark.ledger.tables import cached, incoming, papers, tasks

BATCH_PAPERS = 10_000


def enqueue(
    connection: Connection,
    listing: Iterable[Paper],
    model_version: str,
    tokens: str,
    clock: Clock | None,
) -> Enqueued:
    """Stage `listing` in a temporary table, then insert what is new in one transaction.

    A listing may take minutes (a bucket): staging locks nothing that others need.
    """
    with begun(connection, READ):
        create_temporary(connection, incoming)
    _stage(connection, listing)
    with begun(connection):
        at = now(connection, clock)
        ids = func.count(incoming.c.paper_id.distinct())
        listed: int = connection.execute(select(ids)).scalar_one()
        new_papers = _insert_papers(connection, at) if listed else 0
        new_tasks = _insert_tasks(connection, model_version, tokens, at)
        same = select(ids).join(papers, papers.c.paper_id == incoming.c.paper_id)
        moved = same.where(papers.c.uri != incoming.c.uri)
        conflicts: int = connection.execute(moved).scalar_one()
        incoming.drop(connection)
    return Enqueued(new_papers, new_tasks, listed - new_papers, conflicts)


def _stage(connection: Connection, listing: Iterable[Paper]) -> None:
    rows = ((position, *paper) for position, paper in enumerate(listing))
    while batch := list(islice(rows, BATCH_PAPERS)):
        with begun(connection, READ):
            load(connection, incoming, batch)


def _insert_papers(connection: Connection, at: float) -> int:
    # Sorted, so that two enqueues of the same papers wait for each other in one direction.
    rows = (
        select(incoming.c.paper_id, incoming.c.uri, incoming.c.doc_name, literal(at))
        .where(~exists().where(papers.c.paper_id == incoming.c.paper_id))
        .order_by(incoming.c.paper_id, incoming.c.position)
    )
    return insert_absent(connection, papers, ["paper_id", "uri", "doc_name", "first_seen"], rows)


def _insert_tasks(connection: Connection, model_version: str, tokens: str, at: float) -> int:
    known = exists().where(
        tasks.c.paper_id == papers.c.paper_id, tasks.c.model_version == model_version
    )
    fresh = (literal(model_version), literal(TaskState.SCHEDULED.value), literal(0), literal(at))
    of_paper = (cached.c.paper_id == papers.c.paper_id) & (cached.c.version == tokens)
    rows = (
        select(papers.c.paper_id, *fresh, func.coalesce(cached.c.wave, ""))
        .outerjoin(cached, of_paper)
        .where(~known)
        .order_by(papers.c.paper_id)
    )
    names = ["paper_id", "model_version", "state", "attempts", "created_at", "tokens_wave"]
    return insert_absent(connection, tasks, names, rows)
