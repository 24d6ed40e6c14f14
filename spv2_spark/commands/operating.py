"""For whoever watches a run: status, failures, retry, reschedule, forget, doctor, migrate."""

from __future__ import annotations

import argparse
import json
import re
import time
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spv2_spark.commands.common import Commands, add_command, lines_in, say
from spv2_spark.config import Settings
from spv2_spark.errors import Kind, SettingsError

if TYPE_CHECKING:
    from spv2_spark.ledger import FailureFilter, Ledger

_SPANS_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_VERSION = "of results, as `status` tells it; may be left out where there is one only"


def add_operating(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add status, failures, retry, reschedule, forget, doctor and migrate."""
    add = partial(add_command, commands, task_db=True)
    parser = add("status", "how far the papers are", _status)
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.add_argument(
        "--prometheus", type=Path, metavar="FILE", help="write it for Prometheus, and print nothing"
    )
    what = "write a page of the newest version's waves and papers, and print nothing"
    parser.add_argument("--html", type=Path, metavar="FILE", help=what)
    parser.add_argument("--results", default="", metavar="VERSION", help="of these (--html)")
    what = "waves since then (--html): 2h, 3d, or ISO 8601 (UTC if it has no zone)"
    parser.add_argument("--since", type=_since, default=0.0, metavar="TIME", help=what)
    parser = add("failures", "list the papers that failed", _failures)
    parser.add_argument("--results", default="", metavar="VERSION", help="of these results only")
    _add_filter(parser)
    parser.add_argument(
        "--since", type=_since, metavar="TIME", help="2h, 3d, or ISO 8601 (UTC if it has no zone)"
    )
    parser.add_argument("--json", action="store_true", help="as JSON, one line a paper")
    parser = add("retry", "schedule failed papers again", _retry)
    parser.add_argument("--results", default="", metavar="VERSION", help=_VERSION)
    _add_filter(parser)
    _add_ids(parser)
    parser.add_argument("--all", action="store_true", help="every failed paper")
    parser = add("reschedule", "schedule papers that ended from new", _reschedule)
    parser.add_argument("--results", default="", metavar="VERSION", help=_VERSION)
    _add_ids(parser)
    parser.add_argument("--all", action="store_true", help="every paper that is Done or Failed")
    parser = add("forget", "delete papers and their tasks", _forget)
    _add_ids(parser)
    parser.add_argument(
        "--yes", action="store_true", help="do it; without it only what would be deleted is said"
    )
    parser = add("doctor", "check the machine and the settings", _doctor, model=True)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="papers, of which one is fetched")
    add("migrate", "bring a Task DB of an older spv2-spark up", _migrate)


def _add_filter(parser: argparse.ArgumentParser) -> None:
    kinds = [kind.value for kind in Kind]
    parser.add_argument(
        "--kind", action="append", choices=kinds, default=[], help="of failure; several times: any"
    )
    parser.add_argument(
        "--stage", action="append", default=[], metavar="STAGE", help="fetch, tokenise, ..."
    )


def _add_ids(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--id", action="append", default=[], metavar="ID", help="a paper's; several times: all"
    )
    parser.add_argument(
        "--ids-from", type=Path, metavar="FILE", help="a text file with an id a line"
    )


def _ids(options: argparse.Namespace) -> tuple[str, ...]:
    return (*options.id, *(lines_in(options.ids_from) if options.ids_from else ()))


def _since(text: str) -> float:
    """Return the time that a person means, in seconds since the epoch."""
    if span := re.fullmatch(r"(\d+)([smhd])", text):
        return time.time() - int(span[1]) * _SPANS_S[span[2]]
    try:
        told = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no time: 2h, 3d, 2026-01-31T22:00"
        ) from error
    return (told if told.tzinfo else told.replace(tzinfo=timezone.utc)).timestamp()


def _filter(options: argparse.Namespace) -> FailureFilter:
    from spv2_spark.ledger import FailureFilter

    kinds = tuple(Kind(name) for name in options.kind)
    since, ids = getattr(options, "since", None), _ids(options) if "id" in options else ()
    return FailureFilter(kinds, tuple(options.stage), since, ids)


def _ledger(settings: Settings) -> Ledger:
    from spv2_spark.pipeline.task_db import existing_ledger_of

    return existing_ledger_of(settings)


def _version(ledger: Ledger, named: str) -> str:
    """Return the version that is meant; raises SettingsError if that is not clear."""
    known = ledger.versions()
    if named in known or (not named and len(known) == 1):
        return named or known[0]
    told = ", ".join(known) or "none"
    problem = f"no version {named}" if named else "--results VERSION is missing"
    raise SettingsError(f"{problem} (the Task DB has {told})")


def _status(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.report.status import prometheus_text, status_tables
    from spv2_spark.report.task_json import status_json
    from spv2_spark.runtime.outputs import write_file

    ledger = _ledger(settings)
    status = ledger.status()
    if options.html:
        _write_page(options, ledger)
    if options.prometheus:
        write_file(options.prometheus, prometheus_text(status).encode())
    if options.json:
        say(json.dumps(status_json(status)))
    elif not options.prometheus and not options.html:
        from rich.console import Console

        Console().print(status_tables(status))


def _write_page(options: argparse.Namespace, ledger: Ledger) -> None:
    from spv2_spark.report.run_html import run_html
    from spv2_spark.runtime.outputs import write_file

    known = ledger.versions()
    version = options.results or (known[-1] if known else "")
    if (run := ledger.run(version, options.since)) is None:
        told = f"no version {version}" if version else "no papers"
        raise SettingsError(f"status: {told} in the Task DB")
    write_file(options.html, run_html(run).encode())


def _failures(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.report.task_json import failure_json, iso

    count = 0
    for task in _ledger(settings).failures(options.results, _filter(options)):
        count += 1
        if options.json:
            say(json.dumps(failure_json(task)))
            continue
        why = task.failure
        say(f"{iso(task.ended_at)}  {why.kind.value:10} {why.stage:9} {task.paper_id}")
        say(f"    {why.message} ({task.attempts} attempts, {task.uri})")
    if not options.json:
        say(f"{count} failed papers")


def _retry(options: argparse.Namespace, settings: Settings) -> None:
    wanted = _filter(options)
    if options.all == bool(wanted.kinds or wanted.stages or wanted.ids):
        raise SettingsError("retry: name --kind, --stage or --id, or else --all")
    ledger = _ledger(settings)
    version = _version(ledger, options.results)
    say(f"{version}: {ledger.retry(version, wanted)} failed papers are Scheduled again")


def _reschedule(options: argparse.Namespace, settings: Settings) -> None:
    ids = _ids(options)
    if options.all == bool(ids):
        raise SettingsError("reschedule: name --id or --ids-from, or else --all")
    ledger = _ledger(settings)
    version = _version(ledger, options.results)
    say(f"{version}: {ledger.reschedule(version, ids)} papers are Scheduled from new")


def _forget(options: argparse.Namespace, settings: Settings) -> None:
    ids = _ids(options)
    if not ids:
        raise SettingsError("forget: name --id or --ids-from")
    told = _ledger(settings).forget(ids, dry_run=not options.yes)
    held = f"; {told.held} in Processing stay" if told.held else ""
    same = f"; {told.rescheduled} tasks of others with their bytes: from new"
    what = "are forgotten" if options.yes else "would be forgotten (--yes does it)"
    say(f"{told.papers} papers with {told.tasks} tasks {what}{held}{same * bool(told.rescheduled)}")


def _doctor(options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.domain.finding import Level, worst
    from spv2_spark.pipeline.doctor import findings

    found = []
    for one in findings(settings, options.paths):
        found.append(one)
        sign = {Level.WELL: "ok", Level.LACKING: "lacking", Level.BROKEN: "BROKEN"}[one.level]
        say(f"{sign:8} {one.name:12} {one.told}")
        if one.advice:
            say(f"{'':21} {one.advice}")
    return worst(found)


def _migrate(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.ledger import migrate
    from spv2_spark.pipeline.workdir import ledger_url

    del options
    before, after = migrate(ledger_url(settings))
    say(f"schema {after} already" if before == after else f"schema {before} is {after} now")
