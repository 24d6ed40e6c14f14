"""What every subcommand has: settings, a function that runs it, a line to say."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from spv2_spark.config import Settings
from spv2_spark.errors import SettingsError
from spv2_spark.valid_text import printable

Commands = argparse._SubParsersAction
Run = Callable[[argparse.Namespace, Settings], int | None]

UNFINISHED, USAGE, HELD, INTERRUPTED = 1, 2, 3, 130
_MODEL = (
    ("--model", "PACKAGE", "model.package"),
    ("--model-version", "NAME", "model.version"),
)
_TASK_DB = (("--task-db", "URL", "ledger.url"),)
PATHS = (
    "PDF files, folders and prefixes (searched below), patterns ('in/20*/*.pdf'), zip and tar "
    "archives, Parquet, CSV or JSON lines (with --column), text files that list URIs or ids"
)


def add_command(
    commands: Commands[argparse.ArgumentParser],
    name: str,
    what: str,
    run: Run,
    *,
    model: bool = False,
    task_db: bool = False,
    formerly: str = "",
) -> argparse.ArgumentParser:
    """Add a subcommand that takes settings and `--verbose`, and return its parser.

    One that works with a `model` takes its package and its version, too; the settings of one that
    works with the Task DB are checked to name one. By the name that it had `formerly` it still
    runs, with a warning.
    """
    aliases = (formerly,) if formerly else ()
    parser = commands.add_parser(
        name, aliases=aliases, help=what, description=what, allow_abbrev=False
    )
    parser.add_argument(
        "--settings",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a TOML file; given several times, later ones override earlier ones",
    )
    setting: dict[str, Any] = {"action": "append", "dest": "set", "default": []}
    what = "one setting, over all files"
    parser.add_argument("--set", metavar="SECTION.KEY=VALUE", help=what, **setting)
    for option, metavar, key in (*(_MODEL if model else ()), *(_TASK_DB if task_db else ())):
        what, assignment = f"the same as --set {key}=...", partial(_assignment, key)
        parser.add_argument(option, metavar=metavar, type=assignment, help=what, **setting)
    parser.add_argument("-v", "--verbose", action="store_true", help="log what happens")
    run = _warning(run, formerly, name) if formerly else run
    parser.set_defaults(run=run, task_db=task_db, parser=parser)
    return parser


def _assignment(key: str, value: str) -> str:
    return f"{key}={json.dumps(value)}"


def _warning(run: Run, old: str, new: str) -> Run:
    def warned(options: argparse.Namespace, settings: Settings) -> int | None:
        if options.command == old:
            complain(f"`{old}` is called `{new}` now; the next version drops the old name")
        return run(options, settings)

    return warned


def say(line: str) -> None:
    """Print a line to standard output; what a terminal would obey is escaped."""
    sys.stdout.write(f"{printable(line)}\n")


def complain(line: str) -> None:
    """Print a line to standard error, as `say` does."""
    sys.stderr.write(f"spv2: {printable(line)}\n")


def say_counts(line: str, counts: Sequence[tuple[str, int]]) -> None:
    """Print a line, and below it how many papers ended in each way."""
    say(line)
    for reason, papers in counts:
        say(f"  {papers:6} {reason or 'labelled'}")


def text_in(path: Path) -> str:
    """Return a text file's content; raises SettingsError if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error


def lines_in(path: Path) -> list[str]:
    """Return the lines of a text file that hold something; SettingsError if it cannot be read."""
    return [line.strip() for line in text_in(path).splitlines() if line.strip()]
