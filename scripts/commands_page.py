"""docs/commands.md: every command of `spv2` with its arguments, from the parsers themselves."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from spv2_spark.cli import parser_of_commands
from spv2_spark.commands.completion import parsers_of

_HEAD = "| argument | |\n| --- | --- |"
# What every command takes; a page says it once.
COMMON = ("-h", "--settings", "--set", "-v")


def markdown() -> str:
    """Return a section a command, in the order in which `spv2 --help` lists them."""
    return "\n\n".join([_common(), *(_section(name, one) for name, one in commands().items())])


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the commands' parsers by the name that each has now."""
    named = parsers_of(parser_of_commands())
    return {name: one for name, one in named.items() if one.prog.endswith(f" {name}")}


def _common() -> str:
    (first, *_) = commands().values()
    rows = "\n".join(_row(one) for one in first._actions if _is_common(one))
    return f"## What every command takes\n\n{_HEAD}\n{rows}"


def _section(name: str, parser: argparse.ArgumentParser) -> str:
    rows = [_row(one) for one in parser._actions if not _is_common(one)]
    table = f"\n\n{_HEAD}\n" + "\n".join(rows) if rows else ""
    return f"## {name}\n\n`{' '.join(_words(name, parser))}`: {parser.description}.{table}"


def _is_common(action: argparse.Action) -> bool:
    return any(option in COMMON for option in action.option_strings)


def _words(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield a command line's words: what has to stand there, in its order."""
    yield f"spv2 {name}"
    for action in parser._actions:
        if action.option_strings and action.required:
            yield f"{action.option_strings[0]} {_taken(action)}"
        elif not action.option_strings:
            yield {"*": "[{}...]", "+": "{}...", "?": "[{}]"}.get(str(action.nargs), "{}").format(
                _taken(action)
            )


def _taken(action: argparse.Action) -> str:
    """Return how an argument's value is named."""
    if action.metavar or not action.choices:
        return str(action.metavar or action.dest.upper())
    return "{" + ",".join(map(str, action.choices)) + "}"


def _row(action: argparse.Action) -> str:
    names = ", ".join(f"`{one}`" for one in action.option_strings)
    takes = "" if action.nargs == 0 else f"`{_taken(action)}`"
    about = (action.help or "") % vars(action)
    several = " several" if action.nargs in ("*", "+") else ""
    return f"| {' '.join(filter(None, (names, takes + several)))} | {about}{_default(action)} |"


def _default(action: argparse.Action) -> str:
    shown = action.nargs != 0 and action.option_strings and action.default not in (None, "", [])
    return f" (default: `{action.default}`)" if shown else ""
