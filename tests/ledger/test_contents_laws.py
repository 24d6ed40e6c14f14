"""One paper a content, whatever is settled, read anew and forgotten in whatever order."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import Row, select

from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import Wave, open_ledger
from spv2_spark.ledger.tables import contents, tasks
from tests.ledger.conftest import HandClock, some_papers
from tests.ledger.test_laws import emptied, run

IDS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True)
VERSIONS = st.sampled_from(["v1", "v2"])
# How a paper ends: with the bytes of one content or another, well or empty, or not at all.
ENDS = st.sampled_from(["one", "one", "two", "empty", "crash", "encrypted"])
FAILURES = {
    "crash": Failure("tokenise", Kind.CRASH, "why"),
    "encrypted": Failure("tokenise", Kind.ENCRYPTED, "why"),
}


class ContentsMachine(RuleBasedStateMachine):
    """Calls the ledger, and keeps a dataset by waves as `dequeue` does."""

    fresh_url: ClassVar[staticmethod[[], str]]

    def __init__(self) -> None:
        super().__init__()
        self.ledger = open_ledger(type(self).fresh_url(), HandClock())
        self.open: list[Wave] = []
        self.unseen: set[str] = set()  # versions of which a wave was settled without the setting
        # By version: of each wave the changes that are known, and its papers in the dataset.
        self.datasets: dict[str, dict[str, tuple[int, set[str]]]] = {"v1": {}, "v2": {}}
        for version in self.datasets:
            self.ledger.enqueue(some_papers("a", "b", "c"), version)

    @rule(ids=IDS, version=VERSIONS)
    def enqueue(self, ids: list[str], version: str) -> None:
        self.ledger.enqueue(some_papers(*ids), version)

    @rule(version=VERSIONS, limit=st.integers(1, 4))
    def claim(self, version: str, limit: int) -> None:
        if wave := self.ledger.claim(version, limit, "me", 1000):
            self.open.append(wave)

    @precondition(lambda self: self.open)
    @rule(data=st.data(), once=st.sampled_from([True, True, False]))
    def settle(self, data: st.DataObject, once: bool) -> None:
        wave = self.open.pop(data.draw(st.integers(0, len(self.open) - 1)))
        ends = {paper.paper_id: data.draw(ENDS) for paper in wave.papers}
        done = [(one, end) for one, end in ends.items() if end not in FAILURES]
        failed = [(one, FAILURES[end], "one") for one, end in ends.items() if end in FAILURES]
        empty = {one: "nothing_found" for one, end in ends.items() if end == "empty"}
        told = self.ledger.settle(wave, done, failed, 2, empty, one_per_content=once)
        assert told.done == len(done)
        (self.unseen.discard if once else self.unseen.add)(wave.model_version)

    @rule(ids=IDS, version=VERSIONS)
    def reschedule(self, ids: list[str], version: str) -> None:
        self.ledger.reschedule(version, ids)

    @rule(version=VERSIONS)
    def reschedule_all(self, version: str) -> None:
        self.ledger.reschedule(version)
        assert {row.state for row in self._tasks(version)} <= {"Scheduled", "Processing"}

    @rule(ids=IDS)
    def forget(self, ids: list[str]) -> None:
        told = self.ledger.forget(ids, dry_run=True)
        before = {row for version in self.datasets for row in self._scheduled(version)}
        assert self.ledger.forget(ids, dry_run=False) == told
        after = {row for version in self.datasets for row in self._scheduled(version)}
        assert len({row for row in after - before if row[1] not in ids}) == told.rescheduled

    @rule(version=VERSIONS)
    def retry(self, version: str) -> None:
        self.ledger.retry(version)

    @rule(version=VERSIONS)
    def put_the_setting_on(self, version: str) -> None:
        self.ledger.one_per_content(version)
        self.unseen.discard(version)

    @rule(version=VERSIONS)
    def dequeue(self, version: str) -> None:
        known, waves = self.datasets[version], self.ledger.settled(version)
        for one in waves:
            # Empty ones are given, and are not rows: as Part.given and Part.rows.
            given = {task.paper_id for task in self.ledger.done_of(version, [one.wave])}
            there = given & {row.paper_id for row in self._in_dataset(version)}
            changes, rows = known.get(one.wave, (one.changes, there))
            known[one.wave] = (one.changes, rows if changes == one.changes else rows & there)
        dataset = sorted(paper for _, some in known.values() for paper in some)
        assert dataset == [row.paper_id for row in self._in_dataset(version)]

    @invariant()
    def every_content_is_there_once(self) -> None:
        stands = self._stands()
        for version in self.datasets:
            there = self._in_dataset(version)
            by_content = {(row.sha1, row.paper_id) for row in there}
            mine = {(sha1, one) for (of, sha1), one in stands.items() if of == version}
            assert mine <= by_content
            if version not in self.unseen:
                assert mine == by_content
                assert set(Counter(row.sha1 for row in there).values()) <= {1}

    @invariant()
    def who_is_left_out_names_who_stands_for_it(self) -> None:
        stands = self._stands()
        for version in self.datasets:
            for row in self._tasks(version):
                is_twin = row.left_out == "same_content"
                assert is_twin == (row.same_as is not None)
                if is_twin:
                    assert (row.state, row.same_as) == ("Done", stands[version, row.sha1])
                    assert row.same_as != row.paper_id

    def teardown(self) -> None:
        self.ledger.close()

    def _tasks(self, version: str) -> list[Row[Any]]:
        rows = select(tasks).where(tasks.c.model_version == version).order_by(tasks.c.paper_id)
        with self.ledger.engine.connect() as connection:
            return list(connection.execute(rows))

    def _scheduled(self, version: str) -> set[tuple[str, str]]:
        rows = self._tasks(version)
        return {(version, row.paper_id) for row in rows if row.state == "Scheduled"}

    def _in_dataset(self, version: str) -> list[Row[Any]]:
        """Return the Done tasks that are left out of a dataset for nothing."""
        rows = self._tasks(version)
        return [row for row in rows if row.state == "Done" and row.left_out is None]

    def _stands(self) -> dict[tuple[str, str], str]:
        with self.ledger.engine.connect() as connection:
            rows = connection.execute(select(contents)).all()
        return {(row.model_version, row.sha1): row.paper_id for row in rows}


def test_any_sequence_on_sqlite() -> None:
    number = itertools.count()
    with tempfile.TemporaryDirectory() as folder:

        class OnSqlite(ContentsMachine):
            fresh_url = staticmethod(lambda: f"sqlite:///{Path(folder)}/{next(number)}.db")

        run(OnSqlite, examples=40)


@pytest.mark.postgres
def test_any_sequence_on_postgres(postgres_database: str) -> None:
    class OnPostgres(ContentsMachine):
        fresh_url = staticmethod(lambda: emptied(postgres_database))

    run(OnPostgres, examples=8)
