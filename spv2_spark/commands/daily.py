"""parse, and the daily cycle: enqueue, process, dequeue."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spv2_spark.commands.common import PATHS, UNFINISHED, Commands, add_command, say
from spv2_spark.config import Settings
from spv2_spark.errors import SettingsError

if TYPE_CHECKING:
    from spv2_spark.pipeline.daily.parse import Parsed


def add_daily(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add parse, enqueue, process and dequeue."""
    add = partial(add_command, commands)
    parser = add("parse", "make a table of papers of a folder of PDFs", _parse, model=True)
    parser.add_argument("paths", nargs="+", metavar="PATH", help=PATHS)
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the results go")
    parser.add_argument("--json", choices=["-"], help="print the papers to standard output")
    parser.add_argument(
        "--retry-failed", action="store_true", help="try every failed paper again, from the start"
    )
    parser = add(
        "enqueue", "make a task of every PDF that has none", _enqueue, model=True, task_db=True
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help=PATHS)
    add("process", "read every paper that is Scheduled", _process, model=True, task_db=True)
    parser = add("dequeue", "write the results as one dataset", _dequeue, model=True, task_db=True)
    parser.add_argument("--out", required=True, metavar="URI", help="where the dataset goes")


def parse_into(
    out: Path, paths: tuple[str, ...], settings: Settings, *, retry_failed: bool = False
) -> Parsed:
    """Run `spv2 parse` over `paths` with the settings' model."""
    from spv2_spark.pipeline.context import paper_reading_of, reopened, session, session_ahead
    from spv2_spark.pipeline.daily.parse import ParseRequest, is_fresh, parse
    from spv2_spark.pipeline.workers.tagging import tagging_of

    tagging = tagging_of(settings)
    request = ParseRequest(paths, out, retry_failed)
    # A folder that was worked in before may have nothing left to do.
    are_there = all("://" in path or Path(path).exists() for path in paths)
    opened = session_ahead() if are_there and is_fresh(out) else session
    reading = paper_reading_of(settings, tagging.load)
    return parse(request, settings, reading, tagging, opened, reopened)


def show_totals(parsed: Parsed, *, to_stderr: bool = False) -> None:
    """Print the table that a parse ends with."""
    from rich.console import Console

    from spv2_spark.report.console import totals_table

    table = totals_table(parsed.papers, parsed.done, parsed.failed_by_kind)
    table.add_row("empty, left out", str(parsed.empty))
    table.add_row("not ended", str(parsed.pending))
    table.add_row("ended by this run", str(parsed.processed))
    table.add_row("papers/s", f"{parsed.papers_per_second:.1f}")
    Console(stderr=to_stderr).print(table)


def _parse(options: argparse.Namespace, settings: Settings) -> int:
    if options.out is None and options.json is None:
        raise SettingsError("parse: --out DIR is missing")
    with tempfile.TemporaryDirectory(prefix="spv2-") as folder:
        out = options.out or Path(folder)
        parsed = parse_into(out, tuple(options.paths), settings, retry_failed=options.retry_failed)
        if options.json:
            with (out / "papers.jsonl").open(encoding="utf-8") as lines:
                shutil.copyfileobj(lines, sys.stdout)
    show_totals(parsed, to_stderr=bool(options.json))
    return UNFINISHED if parsed.pending else 0


def _enqueue(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.daily.enqueue import enqueue
    from spv2_spark.pipeline.task_db import ledger_of
    from spv2_spark.pipeline.versions import token_tables_version
    from spv2_spark.pipeline.workers.tagging import tagging_of

    version, tokens = tagging_of(settings).version, token_tables_version(settings.pdf)
    enqueued = enqueue(ledger_of(settings), options.paths, version, tokens, settings.source)
    say(
        f"{version}: {enqueued.new_papers} new papers, {enqueued.known} known, "
        f"{enqueued.new_tasks} new tasks"
    )


def _process(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import paper_reading_of, reopened, session
    from spv2_spark.pipeline.daily.process import process
    from spv2_spark.pipeline.task_db import ledger_of
    from spv2_spark.pipeline.workers.tagging import tagging_of

    tagging = tagging_of(settings)
    reading = paper_reading_of(settings, tagging.load)
    settled = process(session(), settings, ledger_of(settings), reading, tagging, reopened)
    say(
        f"{tagging.version}: {settled.done} done, {settled.failed} failed, "
        f"{settled.scheduled} times Scheduled again"
    )


def _dequeue(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.daily.dequeue import dequeue
    from spv2_spark.pipeline.task_db import ledger_of
    from spv2_spark.pipeline.workers.tagging import tagging_of

    version = tagging_of(settings).version
    dequeued = dequeue(
        session(), settings, ledger_of(settings), version, options.out, keep_existing=True
    )
    if dequeued.unchanged:
        say(f"{version}: no paper is Done; {options.out} is left as it is")
        return
    say(f"{version}: {dequeued.papers} papers in {options.out}, {dequeued.empty} empty left out")
