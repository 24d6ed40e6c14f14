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
from spv2_spark.contracts.tables import Dequeue
from spv2_spark.domain.status import Counts
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import OutputError, SourceError
from spv2_spark.exchange.forms import FORMATS
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.pipeline.daily.dequeue import dequeue
from spv2_spark.pipeline.daily.enqueue import enqueue
from spv2_spark.pipeline.daily.formats import formats_at, missing_at, write_formats
from spv2_spark.pipeline.daily.metrics_file import metrics_kept
from spv2_spark.pipeline.daily.output import (
    failure_lines,
    left_out_lines,
    paper_lines,
    write_lines,
)
from spv2_spark.pipeline.daily.process import keep_one_per_content, process
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.runtime.outputs import check_apart, check_folder, claim_folder
from spv2_spark.runtime.tables import check_place
from spv2_spark.sources.uris import as_text


@dataclass(frozen=True, slots=True)
class Parsed:
    """The totals of an output folder under one model version."""

    model_version: str
    papers: int
    done: int
    read: int  # of the done ones, in the dataset
    left_out: dict[str, int]  # of the done ones, not in it, by why
    failed: int
    failed_by_kind: dict[str, int]
    pending: int
    processed: int  # by this run
    seconds: float  # of this run

    @property
    def unaccounted(self) -> int:
        """Papers that ended and stand in none of the three files; none, or it is a fault."""
        return self.done - self.read - sum(self.left_out.values())

    @property
    def papers_per_second(self) -> float:
        """How fast this run processed what it processed."""
        return self.processed / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class ParseRequest:
    """What a person asks for: where the PDFs are, where the results go, in what further formats."""

    paths: tuple[str, ...]
    out: Path
    retry_failed: bool = False
    formats: tuple[str, ...] = ()  # of exchange.forms.FORMATS


def parse(
    request: ParseRequest,
    settings: Settings,
    reading: PaperReading,
    tagging: Tagging,
    session: Callable[[], SparkSession],
    reopened: Callable[[], SparkSession] | None = None,
) -> Parsed:
    """Bring every PDF of the request to a result or a recorded failure in `out`.

    What an earlier run ended is not done again, and the formats that it wrote are kept up to
    date; a session is asked for only if something is left to do, and another one (`reopened`) if
    its process dies. Raises OutputError for an output folder that cannot be written, that holds
    other things by the names of ours, that contains a path of the request or lies in one, or that
    another run holds; SourceError for paths below which no PDF is, and what the listing raises
    for paths that are not there.
    """
    started = time.monotonic()
    check_apart(request.paths, str(request.out))
    with _own(request.out):
        settings = _inside(settings, request.out)
        ledger = open_ledger(settings.ledger.url)
        try:
            _end_orphans(ledger, settings)
            _enqueue(ledger, request.paths, tagging.version, reading.version, settings)
            if request.retry_failed:
                ledger.retry(tagging.version)
            keep_one_per_content(settings, ledger, tagging.version)
            before = ledger.counts(tagging.version).ended
            sessions = _Sessions(session, reopened)
            read = _brought_up(settings, request, ledger, reading, tagging, sessions)
            counts = ledger.counts(tagging.version)
            processed = counts.ended - before
            seconds = time.monotonic() - started
            parsed = _totals(tagging.version, counts, read, processed, seconds)
            _write_summary(request.out, parsed)
            return parsed
        finally:
            ledger.close()


def _enqueue(
    ledger: Ledger, paths: tuple[str, ...], version: str, tokens: str, settings: Settings
) -> None:
    enqueued = enqueue(ledger, paths, version, tokens, settings.source)
    if not enqueued.new_papers + enqueued.known:
        raise SourceError(f"no PDF in {', '.join(map(as_text, paths))}")


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
    request: ParseRequest,
    ledger: Ledger,
    reading: PaperReading,
    tagging: Tagging,
    sessions: _Sessions,
) -> int:
    """Process and dequeue what is open; return how many papers are in the dataset."""
    version, out = tagging.version, request.out
    known = _still_valid(out, version, ledger.counts(version))
    if known is not None:
        with metrics_kept(settings, ledger):
            write_formats(out / "papers", out, missing_at(out, request.formats))
        return known
    wanted = [one for one in FORMATS if one in (*request.formats, *formats_at(out))]
    for one in wanted:
        check_folder(out / one, one)
    spark = sessions.opened()
    check_place(spark, str(out / "papers"), Dequeue.what)
    process(spark, settings, ledger, reading, tagging, sessions.reopened)
    read = dequeue(sessions.opened(), settings, ledger, version, str(out / "papers")).papers
    write_lines(out / "papers.jsonl", paper_lines(out / "papers"))
    write_lines(out / "failures.jsonl", failure_lines(ledger, version))
    write_lines(out / "left_out.jsonl", left_out_lines(ledger, version))
    write_formats(out / "papers", out, wanted)
    return read


def _still_valid(out: Path, version: str, counts: Counts) -> int | None:
    """Return the papers in the dataset by the last summary if nothing changed; else None."""
    try:
        last = json.loads((out / _SUMMARY).read_text(encoding="utf-8"))
        ended = (last["done"], last["failed"], last["pending"])
        told = (last["model_version"], *ended, last["left_out"])
        read = int(last["read"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    states = counts.by_state
    ends = (states[TaskState.DONE], states[TaskState.FAILED], counts.open)
    now = (version, *ends, counts.left_out)
    written = all((out / name).exists() for name in ("papers/_SUCCESS", *_LINES))
    return read if now == told and not counts.open and written else None


def is_fresh(out: Path) -> bool:
    """Whether no run ended in the output folder yet."""
    return not (out / _SUMMARY).exists()


_SUMMARY = "summary.json"
_LINES = ("papers.jsonl", "failures.jsonl", "left_out.jsonl")
_NAMES = ("papers", *_LINES, _SUMMARY, "tasks.db", "work")  # all that a parse writes


def _totals(version: str, counts: Counts, read: int, processed: int, seconds: float) -> Parsed:
    done, failed = counts.by_state[TaskState.DONE], counts.by_state[TaskState.FAILED]
    pending = counts.open
    by_kind = {kind.value: count for kind, count in sorted(counts.failed_by_kind.items())}
    papers = done + failed + pending
    left_out = dict(sorted(counts.left_out.items()))
    ends = (done, read, left_out, failed, by_kind, pending)
    return Parsed(version, papers, *ends, processed, seconds)


def _write_summary(out: Path, parsed: Parsed) -> None:
    write_lines(out / _SUMMARY, [json.dumps(asdict(parsed), indent=1)])


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
