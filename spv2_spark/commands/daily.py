"""parse, and the daily cycle: enqueue, process, dequeue, export."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spv2_spark.commands.common import HELD, PATHS, UNFINISHED, Commands, add_command, complain, say
from spv2_spark.config import Settings
from spv2_spark.errors import SettingsError

if TYPE_CHECKING:
    from spv2_spark.ledger import Ledger
    from spv2_spark.pipeline.daily.parse import Parsed


_FORMATS = {
    "tei": "TEI as GROBID does, a file a paper",
    "bibtex": "BibTeX of papers and of references",
    "csl-json": "CSL-JSON of papers and of references",
}


def add_daily(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add parse, enqueue, process, dequeue and export."""
    add = partial(add_command, commands)
    parser = add("parse", "make a table of papers of a folder of PDFs", _parse, model=True)
    _add_sources(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the results go")
    parser.add_argument("--json", choices=["-"], help="print the papers to standard output")
    parser.add_argument(
        "--retry-failed", action="store_true", help="try every failed paper again, from the start"
    )
    for one, what in _FORMATS.items():
        parser.add_argument(
            f"--{one}", action="append_const", dest="formats", const=one, help=f"write {what}, too"
        )
    parser = add(
        "enqueue", "make a task of every PDF that has none", _enqueue, model=True, task_db=True
    )
    _add_sources(parser)
    add("process", "read every paper that is Scheduled", _process, model=True, task_db=True)
    parser = add("dequeue", "write the results as one dataset", _dequeue, model=True, task_db=True)
    parser.add_argument("--out", required=True, metavar="URI", help="where the dataset goes")
    parser = add("export", "write a dataset in a format that other programs read", _export)
    parser.add_argument("dataset", metavar="DATASET", help="what dequeue wrote, or parse's papers")
    parser.add_argument("--format", choices=_FORMATS, required=True, help="of the files")
    parser.add_argument(
        "--references", action="store_true", help="not the papers but what they cite"
    )
    parser.add_argument("--out", required=True, metavar="URI", help="where the files go")


def _add_sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help=PATHS)
    parser.add_argument(
        "--uri-template",
        action="append",
        default=[],
        metavar="URI",
        help="where the papers of bare ids lie: s3://BUCKET/{id[:4]}/{id[4:]}.pdf; of several, "
        "in their order, the first that has a paper counts",
    )
    what = "of Parquet, CSV or JSON lines, the column that has the URIs or ids"
    parser.add_argument("--column", metavar="NAME", help=what)


def _with_sources(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return the settings with what a command line says of lists."""
    source = settings.source
    templates = tuple(options.uri_template) or source.uri_templates
    column = source.column if options.column is None else options.column
    return replace(settings, source=replace(source, uri_templates=templates, column=column))


def parse_into(
    out: Path,
    paths: tuple[str, ...],
    settings: Settings,
    *,
    retry_failed: bool = False,
    formats: tuple[str, ...] = (),
) -> Parsed:
    """Run `spv2 parse` over `paths` with the settings' model."""
    from spv2_spark.pipeline.context import paper_reading_of, reopened, session, session_ahead
    from spv2_spark.pipeline.daily.parse import ParseRequest, is_fresh, parse
    from spv2_spark.pipeline.workers.tagging import tagging_of

    tagging = tagging_of(settings)
    request = ParseRequest(paths, out, retry_failed, formats)
    # A folder that was worked in before may have nothing left to do.
    are_there = all("://" in path or Path(path).exists() for path in paths)
    ahead = are_there and is_fresh(out)
    opened = session_ahead(settings) if ahead else partial(session, settings)
    reading = paper_reading_of(settings, tagging.load)
    return parse(request, settings, reading, tagging, opened, partial(reopened, settings))


def show_totals(parsed: Parsed, *, to_stderr: bool = False) -> None:
    """Print the table that a parse ends with."""
    from rich.console import Console

    from spv2_spark.report.console import totals_table

    table = totals_table(parsed.papers, parsed.read, parsed.left_out, parsed.failed_by_kind)
    table.add_row("not ended", str(parsed.pending))
    if parsed.unaccounted:
        table.add_row("in no file", str(parsed.unaccounted))
    table.add_row("ended by this run", str(parsed.processed))
    table.add_row("papers/s", f"{parsed.papers_per_second:.1f}")
    Console(stderr=to_stderr).print(table)


def _parse(options: argparse.Namespace, settings: Settings) -> int:
    formats = tuple(options.formats or ())
    if options.out is None and (options.json is None or formats):
        raise SettingsError("parse: --out DIR is missing")
    settings = _with_sources(settings, options)
    with tempfile.TemporaryDirectory(prefix="spv2-") as folder:
        out = options.out or Path(folder)
        parsed = parse_into(
            out,
            tuple(options.paths),
            settings,
            retry_failed=options.retry_failed,
            formats=formats,
        )
        if options.json:
            with (out / "papers.jsonl").open(encoding="utf-8") as lines:
                shutil.copyfileobj(lines, sys.stdout)
    show_totals(parsed, to_stderr=bool(options.json))
    return status_of(parsed, settings)


def status_of(parsed: Parsed, settings: Settings) -> int:
    """Return the exit status of a parse; says why where it is not 0."""
    if parsed.pending or parsed.unaccounted:
        return UNFINISHED
    share = settings.process.failed_share
    if parsed.failed > share * parsed.papers:
        complain(
            f"{parsed.failed} of {parsed.papers} papers failed, more than process.failed_share "
            f"= {share:g} of them (failures.jsonl says why)"
        )
        return UNFINISHED
    return 0


def _enqueue(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.daily.enqueue import enqueue
    from spv2_spark.pipeline.task_db import ledger_of
    from spv2_spark.pipeline.versions import token_tables_version
    from spv2_spark.pipeline.workers.tagging import tagging_of

    version, source = tagging_of(settings).version, _with_sources(settings, options).source
    tokens = token_tables_version(settings.pdf)
    enqueued = enqueue(ledger_of(settings), options.paths, version, tokens, source)
    say(
        f"{version}: {enqueued.new_papers} new papers, {enqueued.known} known, "
        f"{enqueued.new_tasks} new tasks"
    )
    if enqueued.conflicts:
        say(f"  {enqueued.conflicts} listed at another place than they are known at, which stays")


def _process(options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.context import paper_reading_of, reopened, session
    from spv2_spark.pipeline.daily.process import process
    from spv2_spark.pipeline.task_db import ledger_of
    from spv2_spark.pipeline.workers.tagging import tagging_of

    tagging = tagging_of(settings)
    reading = paper_reading_of(settings, tagging.load)
    ledger = ledger_of(settings)
    settled = process(
        session(settings), settings, ledger, reading, tagging, partial(reopened, settings)
    )
    say(
        f"{tagging.version}: {settled.done} done, {settled.failed} failed, "
        f"{settled.scheduled} times Scheduled again"
    )
    return held_status(ledger, tagging.version)


def held_status(ledger: Ledger, version: str) -> int:
    """Return the exit status of a run that found nothing more to do; HELD if others have papers."""
    leases = ledger.leases(version)
    if not leases:
        return 0
    owners = ", ".join(sorted({one.owner for one in leases}))
    complain(f"{sum(one.papers for one in leases)} papers are still held by {owners}, at work")
    return HELD


def _dequeue(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.daily.dequeue import dequeue
    from spv2_spark.pipeline.task_db import ledger_of
    from spv2_spark.pipeline.workers.tagging import tagging_of

    version = tagging_of(settings).version
    dequeued = dequeue(
        session(settings), settings, ledger_of(settings), version, options.out, keep_existing=True
    )
    if dequeued.unchanged:
        say(f"{version}: no paper is Done; {options.out} is left as it is")
        return
    same = f", {dequeued.same_content} of the same content" if dequeued.same_content else ""
    told = f"{dequeued.papers} papers in {options.out}, {dequeued.empty} empty{same} left out"
    say(f"{version}: {told}")


def _export(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.daily.export import export

    part = "references" if options.references else "papers"
    if options.format == "tei" and options.references:
        raise SettingsError("export: TEI has a paper's references in its document; no --references")
    exported = export(
        session(settings), settings.export, options.dataset, options.format, part, options.out
    )
    say(f"{options.format}: {part} of {exported.papers} papers in {options.out}")
