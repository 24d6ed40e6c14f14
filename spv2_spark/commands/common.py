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

Commands = argparse._SubParsersAction
Run = Callable[[argparse.Namespace, Settings], int | None]

UNFINISHED, USAGE, INTERRUPTED = 1, 2, 130
_MODEL = (
    ("--model", "PACKAGE", "model.package"),
    ("--model-version", "NAME", "model.version"),
)
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
    formerly: str = "",
) -> argparse.ArgumentParser:
    """Add a subcommand that takes settings and `--verbose`, and return its parser.

    One that works with a `model` takes its package and its version, too. By the name that it
    had `formerly` it still runs, with a warning.
    """
    aliases = (formerly,) if formerly else ()
    parser = commands.add_parser(
        name, aliases=aliases, help=what, description=what, allow_abbrev=False
    )
    parser.add_argument(
        "--settings",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help="TOML files; later ones override earlier ones",
    )
    setting: dict[str, Any] = {"action": "append", "dest": "set", "default": []}
    what = "one setting, over all files"
    parser.add_argument("--set", metavar="SECTION.KEY=VALUE", help=what, **setting)
    for option, metavar, key in _MODEL if model else ():
        what, assignment = f"the same as --set {key}=...", partial(_assignment, key)
        parser.add_argument(option, metavar=metavar, type=assignment, help=what, **setting)
    parser.add_argument("-v", "--verbose", action="store_true", help="log what happens")
    parser.set_defaults(run=_warning(run, formerly, name) if formerly else run)
    return parser


def _assignment(key: str, value: str) -> str:
    return f"{key}={json.dumps(value)}"


def _warning(run: Run, old: str, new: str) -> Run:
    def warned(options: argparse.Namespace, settings: Settings) -> int | None:
        if options.command == old:
            sys.stderr.write(
                f"spv2: `{old}` is called `{new}` now; the next version drops the old name\n"
            )
        return run(options, settings)

    return warned


def say(line: str) -> None:
    """Print a line to standard output."""
    sys.stdout.write(f"{line}\n")


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
