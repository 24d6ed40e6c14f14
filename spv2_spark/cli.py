"""`spv2`: the jobs for a person at a terminal.

What a command needs is imported when it runs: `spv2 --help` starts neither Spark nor
TensorFlow.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from spv2_spark import __version__
from spv2_spark.errors import AfootError, SettingsError, Spv2Error

if TYPE_CHECKING:
    from spv2_spark.config import Settings
    from spv2_spark.pipeline.parse import Parsed

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

UNFINISHED, USAGE, INTERRUPTED = 1, 2, 130
_PATHS = "PDF files, folders (searched below), URIs, or text files that list URIs"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of printing the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 well, 1 unfinished, 2 not understood."""
    options = _parser().parse_args(argv)
    try:
        from spv2_spark.runtime.arguments import settings_from
        from spv2_spark.runtime.logs import open_logs

        open_logs(logging.INFO if options.verbose else logging.WARNING)
        run: Callable[[argparse.Namespace, Settings], int] = options.run
        return run(options, settings_from(options))
    except Spv2Error as error:
        sys.stderr.write(f"spv2: {error}\n")
        return UNFINISHED if isinstance(error, AfootError) else USAGE
    except KeyboardInterrupt:
        sys.stderr.write("spv2: interrupted; run the same command again to go on\n")
        return INTERRUPTED
    except Exception as error:
        if options.verbose:
            raise
        first = (str(error).strip().splitlines() or [""])[0]
        sys.stderr.write(f"spv2: {type(error).__name__}: {first} (more with --verbose)\n")
        return UNFINISHED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="spv2", description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"spv2-spark {__version__}")
    commands: _Commands = parser.add_subparsers(
        title="commands", dest="command", required=True, metavar="COMMAND", parser_class=_Parser
    )
    _add_parse(commands)
    _add_daily(commands)
    return parser


def _command(
    commands: _Commands,
    name: str,
    what: str,
    run: Callable[[argparse.Namespace, Settings], int],
) -> argparse.ArgumentParser:
    from spv2_spark.runtime.arguments import add_settings

    parser = commands.add_parser(name, help=what, description=what, allow_abbrev=False)
    add_settings(parser)
    parser.add_argument("-v", "--verbose", action="store_true", help="log what happens")
    parser.set_defaults(run=run)
    return parser


def _add_parse(commands: _Commands) -> None:
    parser = _command(commands, "parse", "a folder of PDFs becomes a table of papers", _parse)
    parser.add_argument("paths", nargs="+", metavar="PATH", help=_PATHS)
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the results go")
    parser.add_argument("--json", choices=["-"], help="print the papers to standard output")
    parser.add_argument("--model", metavar="PACKAGE", help="the same as --set model.package=...")
    parser.add_argument(
        "--retry-failed", action="store_true", help="try every failed paper again, from the start"
    )


def _add_daily(commands: _Commands) -> None:
    parser = _command(commands, "enqueue", "make a task of every PDF that has none", _enqueue)
    parser.add_argument("paths", nargs="+", metavar="PATH", help=_PATHS)
    _command(commands, "process", "read every paper that is Scheduled", _process)
    parser = _command(commands, "dequeue", "write the results as one dataset", _dequeue)
    parser.add_argument("--out", required=True, metavar="URI", help="where the dataset goes")


def _enqueue(options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.doors import ledger_of
    from spv2_spark.pipeline.enqueue import enqueue
    from spv2_spark.pipeline.tagging import tagging_of

    version = tagging_of(settings).version
    enqueued = enqueue(ledger_of(settings), options.paths, version, settings.source)
    _say(f"{version}: {enqueued}")
    return 0


def _process(_options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.doors import ledger_of, reading_of, session
    from spv2_spark.pipeline.process import process
    from spv2_spark.pipeline.tagging import tagging_of

    tagging = tagging_of(settings)
    reading = reading_of(settings, tagging.load)
    settled = process(session(), settings, ledger_of(settings), reading, tagging)
    _say(f"{tagging.version}: {settled}")
    return 0


def _dequeue(options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.dequeue import dequeue
    from spv2_spark.pipeline.doors import ledger_of, session
    from spv2_spark.pipeline.tagging import tagging_of

    version = tagging_of(settings).version
    dequeued = dequeue(session(), settings, ledger_of(settings), version, options.out)
    _say(f"{version}: {dequeued}")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _parse(options: argparse.Namespace, settings: Settings) -> int:
    if options.out is not None:
        return _parse_into(options.out, options, settings)
    if options.json is None:
        raise SettingsError("parse: --out DIR is missing")
    with tempfile.TemporaryDirectory(prefix="spv2-") as folder:
        return _parse_into(Path(folder), options, settings)


def _parse_into(out: Path, options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.doors import reading_of, session
    from spv2_spark.pipeline.parse import ParseRequest, parse
    from spv2_spark.pipeline.tagging import tagging_of

    settings = _with_model(settings, options.model)
    tagging = tagging_of(settings)
    request = ParseRequest(tuple(options.paths), out, options.retry_failed)
    parsed = parse(request, settings, reading_of(settings, tagging.load), tagging, session)
    if options.json:
        with (out / "papers.jsonl").open(encoding="utf-8") as lines:
            shutil.copyfileobj(lines, sys.stdout)
    _show_totals(parsed, to_stderr=bool(options.json))
    return UNFINISHED if parsed.pending else 0


def _show_totals(parsed: Parsed, *, to_stderr: bool) -> None:
    from rich.console import Console

    from spv2_spark.report.console import totals_table

    table = totals_table(parsed.papers, parsed.done, parsed.failed_by_kind)
    table.add_row("empty, left out", str(parsed.empty))
    table.add_row("not ended", str(parsed.pending))
    table.add_row("ended by this run", str(parsed.processed))
    table.add_row("papers/s", f"{parsed.papers_per_second:.1f}")
    Console(stderr=to_stderr).print(table)


def _with_model(settings: Settings, package: str | None) -> Settings:
    if package is None:
        return settings
    return replace(settings, model=replace(settings.model, package=package))
