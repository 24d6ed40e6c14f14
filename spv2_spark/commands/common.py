"""What every subcommand has: settings, a function that runs it, a line to say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from spv2_spark.config import Settings
from spv2_spark.errors import SettingsError
from spv2_spark.runtime.arguments import add_settings

Commands = argparse._SubParsersAction
Run = Callable[[argparse.Namespace, Settings], int]

UNFINISHED, USAGE, INTERRUPTED = 1, 2, 130
PATHS = "PDF files, folders (searched below), URIs, or text files that list URIs"


def add_command(
    commands: Commands[argparse.ArgumentParser],
    name: str,
    what: str,
    run: Run,
    *,
    formerly: str = "",
) -> argparse.ArgumentParser:
    """Add a subcommand that takes settings and `--verbose`, and return its parser.

    By the name that it had `formerly` it still runs, with a warning.
    """
    aliases = (formerly,) if formerly else ()
    parser = commands.add_parser(
        name, aliases=aliases, help=what, description=what, allow_abbrev=False
    )
    add_settings(parser)
    parser.add_argument("-v", "--verbose", action="store_true", help="log what happens")
    parser.set_defaults(run=_warning(run, formerly, name) if formerly else run)
    return parser


def _warning(run: Run, old: str, new: str) -> Run:
    def warned(options: argparse.Namespace, settings: Settings) -> int:
        if options.command == old:
            sys.stderr.write(
                f"spv2: `{old}` is called `{new}` now; the next version drops the old name\n"
            )
        return run(options, settings)

    return warned


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add `--model` and `--model-version`."""
    parser.add_argument("--model", metavar="PACKAGE", help="the same as --set model.package=...")
    parser.add_argument(
        "--model-version", metavar="NAME", help="the same as --set model.version=..."
    )


def with_model(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return the settings with what `add_model` put into the options."""
    model = settings.model
    package = options.model if options.model is not None else model.package
    version = options.model_version if options.model_version is not None else model.version
    return replace(settings, model=replace(model, package=package, version=version))


def say(line: str) -> None:
    """Print a line to standard output."""
    sys.stdout.write(f"{line}\n")


def text_in(path: Path) -> str:
    """Return a text file's content; raises SettingsError if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error


def lines_in(path: Path) -> list[str]:
    """Return the lines of a text file that hold something; SettingsError if it cannot be read."""
    return [line.strip() for line in text_in(path).splitlines() if line.strip()]
