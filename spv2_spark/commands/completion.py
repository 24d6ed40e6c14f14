"""completion: a script with which a shell completes the commands and options of `spv2`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from spv2_spark.commands.common import Commands, add_command
from spv2_spark.config import Settings

SHELLS = ("bash", "zsh", "fish")


def add_completion(
    commands: Commands[argparse.ArgumentParser], program: argparse.ArgumentParser
) -> None:
    """Add completion, for all commands of the `program`'s parser."""
    what = "print a script by which a shell completes commands and options"
    parser = add_command(commands, "completion", what, partial(_completion, program))
    parser.add_argument(
        "shell", choices=SHELLS, metavar="SHELL", help=f"one of: {', '.join(SHELLS)}"
    )


def _completion(
    program: argparse.ArgumentParser, options: argparse.Namespace, settings: Settings
) -> None:
    del settings
    if options.shell == "fish":
        sys.stdout.writelines(f"{line}\n" for line in _fish_lines(program))
        return
    import shtab

    for action in (one for parser in parsers_of(program).values() for one in parser._actions):
        if action.type is Path or action.metavar in ("PATH", "DATASET"):
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # as shtab wants it said
    sys.stdout.write(f"{shtab.complete(program, options.shell)}\n")


def parsers_of(program: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of a program's commands by their names."""
    (commands,) = (one for one in program._actions if isinstance(one, argparse._SubParsersAction))
    return dict(commands.choices)


def _fish_lines(program: argparse.ArgumentParser) -> Iterator[str]:
    """Yield fish's own `complete` lines, which shtab does not write."""
    names = parsers_of(program)
    none_yet = f"not __fish_seen_subcommand_from {' '.join(names)}"
    for name, parser in names.items():
        yield f"complete -c spv2 -n {_quoted(none_yet)} -f -a {name} -d {_quoted(_help(parser))}"
        seen = _quoted(f"__fish_seen_subcommand_from {name}")
        for action in parser._actions:
            words = " ".join(map(str, action.choices or ()))
            if options := " ".join(map(_fish_option, action.option_strings)):
                takes = f" -xa {_quoted(words)}" if words else "" if action.nargs == 0 else " -r"
                about = _quoted((action.help or "") % vars(action))
                yield f"complete -c spv2 -n {seen} {options}{takes} -d {about}"
            elif words:
                yield f"complete -c spv2 -n {seen} -f -a {_quoted(words)}"


def _fish_option(option: str) -> str:
    return f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"


def _help(parser: argparse.ArgumentParser) -> str:
    return parser.description or ""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
