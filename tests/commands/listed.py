"""The commands and jobs that the program itself lists, so that no test forgets a new one."""

from __future__ import annotations

import argparse
from pathlib import Path

from spv2_spark.cli import parser_of_commands

ROOT = Path(__file__).parents[2]
JOBS = sorted((ROOT / "jobs").glob("*.py"))
# A name that a command had, and the one that it has.
FORMER = {"statistics": "token-statistics"}


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of all commands by their names, former ones included."""
    (action,) = (
        one for one in parser_of_commands()._actions if isinstance(one, argparse._SubParsersAction)
    )
    return dict(sorted(action.choices.items()))


def arguments_of(command: str) -> list[str]:
    """Return the names by which a command's usage tells its arguments: `--out`, `PAPER.pdf`."""
    actions = parsers()[command]._actions
    named = [name for action in actions for name in action.option_strings]
    placed = [str(action.metavar) for action in actions if not action.option_strings]
    return named + placed
