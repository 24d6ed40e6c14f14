"""Parse: the whole daily cycle over a folder, with no server: enqueue, process, dequeue."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.domain.status import Counts
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import OutputError
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.pipeline.daily.dequeue import dequeue
from spv2_spark.pipeline.daily.enqueue import enqueue
from spv2_spark.pipeline.daily.output import failure_lines, paper_lines, write_lines
from spv2_spark.pipeline.daily.process import process
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.runtime.outputs import check_apart, claim_folder
from spv2_spark.runtime.tables import check_place


@dataclass(frozen=True, slots=True)
class Parsed:
    """The totals of an output folder under one model version."""

    model_version: str
    papers: int
    done: int
    empty: int  # of the done ones, left out of the dataset: neither title nor authors
    failed: int
    failed_by_kind: dict[str, int]
    pending: int
    processed: int  # by this run
    seconds: float  # of this run

    @property
    def papers_per_second(self) -> float:
        """How fast this run processed what it processed."""
        return self.processed / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class ParseRequest:
    """What a person asks for: where the PDFs are, where the results go."""

    paths: tuple[str, ...]
    out: Path
    retry_failed: bool = False


def parse(
    request: ParseRequest,
    settings: Settings,
    reading: PaperReading,
    tagging: Tagging,
    session: Callable[[], SparkSession],
    reopened: Callable[[], SparkSession] | None = None,
) -> Parsed:
    """Bring every PDF of the request to a result or a recorded failure in `out`.

    What an earlier run ended is not done again; a session is asked for only if something is
    left to do, and another one (`reopened`) if its process dies. Raises OutputError for an
    output folder that cannot be written, that holds other things by the names of ours, that
    contains a path of the request or lies in one, or that another run holds; and what the
    listing raises for paths that are not there.
    """
    started = time.monotonic()
    check_apart(request.paths, str(request.out))
    with _own(request.out):
        settings = _inside(settings, request.out)
        ledger = open_ledger(settings.ledger.url)
        try:
            _end_orphans(ledger, settings)
            enqueue(ledger, request.paths, tagging.version, reading.version, settings.source)
            if request.retry_failed:
                ledger.retry(tagging.version)
            before = _ended(ledger.counts(tagging.version))
            sessions = _Sessions(session, reopened)
            empty = _brought_up(settings, request.out, ledger, reading, tagging, sessions)
            counts = ledger.counts(tagging.version)
            processed = _ended(counts) - before
            seconds = time.monotonic() - started
            parsed = _totals(tagging.version, counts, empty, processed, seconds)
            _write_summary(request.out, parsed)
            return parsed
        finally:
            ledger.close()


class _Sessions:
    """The session of a parse, which may be another one after its process died."""

    def __init__(
        self, first: Callable[[], SparkSession], another: Callable[[], SparkSession] | None
    ) -> None:
        self._open, self._another = first, another

    def opened(self) -> SparkSession:
        """Return the session that is open now; the first call opens it."""
        return self._open()

    @property
    def reopened(self) -> Callable[[], SparkSession] | None:
        """What opens another session, None if nothing does."""
        return self._renewed if self._another else None

    def _renewed(self) -> SparkSession:
        assert self._another is not None  # noqa: S101  `reopened` saw to it
        spark = self._another()
        self._open = lambda: spark
        return spark


def _brought_up(
    settings: Settings,
    out: Path,
    ledger: Ledger,
    reading: PaperReading,
    tagging: Tagging,
    sessions: _Sessions,
) -> int:
    """Process and dequeue what is open; return how many Done papers are empty."""
    version = tagging.version
    known_empty = _still_valid(out, version, ledger.counts(version))
    if known_empty is not None:
        return known_empty
    spark = sessions.opened()
    check_place(spark, str(out / "papers"), "papers")
    process(spark, settings, ledger, reading, tagging, sessions.reopened)
    empty = dequeue(sessions.opened(), settings, ledger, version, str(out / "papers")).empty
    write_lines(out / "papers.jsonl", paper_lines(out / "papers"))
    write_lines(out / "failures.jsonl", failure_lines(ledger, version))
    return empty


def _still_valid(out: Path, version: str, counts: Counts) -> int | None:
    """Return the empty papers of the last summary if nothing changed since; else None."""
    try:
        last = json.loads((out / _SUMMARY).read_text(encoding="utf-8"))
        told = (last["model_version"], last["done"], last["failed"], last["pending"])
        empty = int(last["empty"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    states = counts.by_state
    now = (version, states[TaskState.DONE], states[TaskState.FAILED], _pending(counts))
    written = all((out / name).exists() for name in ("papers/_SUCCESS", *_LINES))
    return empty if now == told and not _pending(counts) and written else None


def is_fresh(out: Path) -> bool:
    """Whether no run ended in the output folder yet."""
    return not (out / _SUMMARY).exists()


_SUMMARY = "summary.json"
_LINES = ("papers.jsonl", "failures.jsonl")
_NAMES = ("papers", *_LINES, _SUMMARY, "tasks.db", "work")  # all that a parse writes


def _totals(version: str, counts: Counts, empty: int, processed: int, seconds: float) -> Parsed:
    done, failed = counts.by_state[TaskState.DONE], counts.by_state[TaskState.FAILED]
    pending = _pending(counts)
    by_kind = {kind.value: count for kind, count in sorted(counts.failed_by_kind.items())}
    papers = done + failed + pending
    return Parsed(version, papers, done, empty, failed, by_kind, pending, processed, seconds)


def _write_summary(out: Path, parsed: Parsed) -> None:
    write_lines(out / _SUMMARY, [json.dumps(asdict(parsed), indent=1)])


def _ended(counts: Counts) -> int:
    return counts.by_state[TaskState.DONE] + counts.by_state[TaskState.FAILED]


def _pending(counts: Counts) -> int:
    return counts.by_state[TaskState.SCHEDULED] + counts.by_state[TaskState.PROCESSING]


def _inside(settings: Settings, out: Path) -> Settings:
    """Return the settings with work folder and Task DB inside the output folder."""
    work = replace(settings.process, workdir=str(out.resolve() / "work"))
    tasks = replace(settings.ledger, url=f"sqlite:///{out.resolve() / 'tasks.db'}")
    return replace(settings, process=work, ledger=tasks)


def _end_orphans(ledger: Ledger, settings: Settings) -> None:
    """End the waves of a run that died: we hold the folder's lock, so nobody renews them."""
    later = Ledger(ledger.engine, clock=lambda: time.time() + 2 * settings.ledger.lease_s)
    later.expire(settings.ledger.max_losses)


@contextmanager
def _own(out: Path) -> Iterator[None]:
    """Make the output folder ours and hold its lock: two runs in one folder would mix."""
    claim_folder(out, "parse", _NAMES)
    try:
        lock = os.open(out / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputError(f"{out}: cannot write here: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise OutputError(f"{out}: another run is at work here") from error
    finally:
        os.close(lock)
