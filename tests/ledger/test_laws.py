"""The ledger against a dict: any sequence of calls, and never a move outside MOVES."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, text

from spv2_spark.domain.task import MOVES, TaskState, state_after, state_after_loss
from spv2_spark.errors import Failure, Kind, LedgerError
from spv2_spark.ledger import Enqueued, Settled, Wave, open_ledger
from spv2_spark.ledger.moves import move
from tests.ledger.conftest import HandClock, some_papers, task_of

IDS = st.sampled_from("abcdef")
VERSIONS = st.sampled_from(["v1", "v2"])
FAILURES = st.sampled_from(list(Kind)).map(lambda kind: Failure("some stage", kind, "why"))
LEASE_S = 100.0
ATTEMPTS = 2
LOSSES = 2


@dataclass
class Known:
    """What the model knows of a task."""

    created_at: float
    state: TaskState = TaskState.SCHEDULED
    attempts: int = 0
    losses: int = 0
    wave: str | None = None


class LedgerMachine(RuleBasedStateMachine):
    """Calls the ledger and a dict in step; a trigger of the database logs every move."""

    fresh_url: ClassVar[staticmethod[[], str]]

    def __init__(self) -> None:
        super().__init__()
        self.clock = HandClock()
        self.ledger = open_ledger(type(self).fresh_url(), self.clock)
        log_moves(self.ledger.engine)
        self.papers: set[str] = set()
        self.tasks: dict[tuple[str, str], Known] = {}
        self.waves: list[Wave] = []
        self.leases: dict[str, float] = {}  # of the open ones

    @rule(ids=st.lists(IDS, max_size=4), version=VERSIONS)
    def enqueue(self, ids: list[str], version: str) -> None:
        new = set(ids) - self.papers
        self.papers |= new
        fresh = [one for one in self.papers if (one, version) not in self.tasks]
        for one in fresh:
            self.tasks[one, version] = Known(self.clock())
        expected = Enqueued(len(new), len(fresh), len(set(ids)) - len(new))
        assert self.ledger.enqueue(some_papers(*ids), version) == expected

    @rule(version=VERSIONS, limit=st.integers(1, 4))
    def claim(self, version: str, limit: int) -> None:
        self._expire()
        scheduled = sorted(
            (task.losses, task.created_at, one)
            for (one, of), task in self.tasks.items()
            if of == version and task.state is TaskState.SCHEDULED
        )
        fewest = scheduled[0][0] if scheduled else 0
        alike = [one for losses, _at, one in scheduled if losses == fewest]
        waiting = alike[: max(1, limit // 4**fewest)]
        wave = self.ledger.claim(version, limit, "me", LEASE_S, LOSSES)
        if wave is None:
            assert not waiting
            return
        assert [paper.paper_id for paper in wave.papers] == waiting
        for paper in wave.papers:
            task = self.tasks[paper.paper_id, version]
            task.state, task.wave = TaskState.PROCESSING, wave.wave_id
            task.attempts += 1
            assert paper.attempt == task.attempts
        self.waves.append(wave)
        self.leases[wave.wave_id] = wave.lease_until

    @precondition(lambda self: self.waves)
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        wave = data.draw(st.sampled_from(self.waves))
        done = data.draw(st.sets(IDS))
        failed = data.draw(st.dictionaries(IDS, FAILURES, max_size=4))
        settled = self.ledger.settle(
            wave,
            [(one, "sha") for one in done],
            [(one, failure, None) for one, failure in failed.items()],
            ATTEMPTS,
        )
        if self.leases.pop(wave.wave_id, None) is None:
            assert settled == Settled(ignored=len(done | failed.keys()))
            return
        members = {paper.paper_id for paper in wave.papers}
        for one in members:
            self._end(self.tasks[one, wave.model_version], one in done, failed.get(one))
        assert settled.done == len(members & done)
        assert settled.done + settled.scheduled + settled.failed == len(members)
        assert settled.ignored == len((done | failed.keys()) - members)

    @precondition(lambda self: self.waves)
    @rule(data=st.data())
    def renew(self, data: st.DataObject) -> None:
        wave = data.draw(st.sampled_from(self.waves))
        held = wave.wave_id in self.leases
        assert self.ledger.renew(wave, LEASE_S) == held
        if held:
            self.leases[wave.wave_id] = self.clock() + LEASE_S

    @precondition(lambda self: self.waves)
    @rule(data=st.data(), losses=st.sampled_from([0, LOSSES]))
    def release(self, data: st.DataObject, losses: int) -> None:
        wave = data.draw(st.sampled_from(self.waves))
        held = self.leases.pop(wave.wave_id, None) is not None
        members = self._processing(wave.wave_id) if held else []
        assert self.ledger.release(wave, "its driver gave up", losses) == len(members)
        for task in members:
            task.attempts -= 1
            task.losses += 1 if losses else 0
            task.state = state_after_loss(task.losses, LOSSES) if losses else TaskState.SCHEDULED

    @rule(version=VERSIONS)
    def retry(self, version: str) -> None:
        failed = [
            task
            for (_one, of), task in self.tasks.items()
            if of == version and task.state is TaskState.FAILED
        ]
        for task in failed:
            task.state, task.attempts, task.losses = TaskState.SCHEDULED, 0, 0
        assert self.ledger.retry(version) == len(failed)

    @rule(seconds=st.sampled_from([1.0, LEASE_S + 1]))
    def time_passes(self, seconds: float) -> None:
        self.clock.advance(seconds)

    @invariant()
    def every_task_is_as_the_model_says(self) -> None:
        for (one, version), known in self.tasks.items():
            task = task_of(self.ledger, one, version)
            found = (TaskState(task.state), task.attempts, task.wave, task.created_at)
            assert found == (known.state, known.attempts, known.wave, known.created_at)

    def teardown(self) -> None:
        assert logged_moves(self.ledger.engine) <= legal_moves()
        self.ledger.close()

    def _expire(self) -> None:
        for wave_id, until in list(self.leases.items()):
            if until < self.clock():
                del self.leases[wave_id]
                for task in self._processing(wave_id):
                    task.attempts -= 1
                    task.losses += 1
                    task.state = state_after_loss(task.losses, LOSSES)

    def _processing(self, wave_id: str) -> list[Known]:
        return [
            task
            for task in self.tasks.values()
            if task.wave == wave_id and task.state is TaskState.PROCESSING
        ]

    def _end(self, task: Known, done: bool, failure: Failure | None) -> None:
        lost = Failure("lease", Kind.LOST, "")
        task.state = (
            TaskState.DONE if done else state_after(failure or lost, task.attempts, ATTEMPTS)
        )


def legal_moves() -> set[tuple[str, str]]:
    return {(source.value, target.value) for source, ends in MOVES.items() for target in ends}


def log_moves(engine: Engine) -> None:
    """Have the database itself write down every update of a task's state."""
    statements = ["CREATE TABLE moves (source TEXT, target TEXT)"]
    if engine.dialect.name == "sqlite":
        statements.append(
            "CREATE TRIGGER moved AFTER UPDATE OF state ON tasks "
            "BEGIN INSERT INTO moves VALUES (old.state, new.state); END"
        )
    else:
        statements += [
            "CREATE FUNCTION log_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "INSERT INTO moves VALUES (old.state, new.state); RETURN NULL; END $$",
            "CREATE TRIGGER moved AFTER UPDATE OF state ON tasks "
            "FOR EACH ROW EXECUTE FUNCTION log_move()",
        ]
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def logged_moves(engine: Engine) -> set[tuple[str, str]]:
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT DISTINCT source, target FROM moves"))
        return {(source, target) for source, target in rows}


def emptied(url: str) -> str:
    """Return the URL of a PostgreSQL database once nothing is in it."""
    engine = open_ledger(url).engine
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def run(machine: type[RuleBasedStateMachine], examples: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_sequence_on_sqlite() -> None:
    number = itertools.count()
    with tempfile.TemporaryDirectory() as folder:

        class OnSqlite(LedgerMachine):
            fresh_url = staticmethod(lambda: f"sqlite:///{Path(folder)}/{next(number)}.db")

        run(OnSqlite, examples=40)


@pytest.mark.postgres
def test_any_sequence_on_postgres(postgres_database: str) -> None:
    class OnPostgres(LedgerMachine):
        fresh_url = staticmethod(lambda: emptied(postgres_database))

    run(OnPostgres, examples=8)


@pytest.mark.parametrize(
    ("source", "target"),
    sorted(set(itertools.product(TaskState, TaskState)) - {
        (source, target) for source, ends in MOVES.items() for target in ends
    }),
)  # fmt: skip
def test_no_statement_is_made_for_an_illegal_move(source: TaskState, target: TaskState) -> None:
    with pytest.raises(LedgerError, match="no task moves"):
        move(source, target)
