"""For a work folder that has grown: compact, clean."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from spv2_spark.commands.common import Commands, add_command, say
from spv2_spark.config import Settings

if TYPE_CHECKING:
    from spv2_spark.pipeline.daily.clean import FoundTable


def add_housekeeping(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add compact and clean."""
    add = partial(add_command, commands, task_db=True)
    add("compact", "put small tables of tokens together into few large files", _compact)
    parser = add("clean", "remove tables of the work folder that nothing reads any more", _clean)
    parser.add_argument(
        "--version",
        action="append",
        default=[],
        metavar="VERSION",
        help="of results, tokens or tags: all of it, with what the Task DB knows of it",
    )
    parser.add_argument(
        "--yes", action="store_true", help="do it; without it only what would be removed is said"
    )


def _compact(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.daily.compact import compact
    from spv2_spark.pipeline.task_db import existing_ledger_of

    del options
    done = compact(session(settings), settings, existing_ledger_of(settings))
    say(
        f"{done.tables} tables of tokens with {done.files_before} files became {done.new_tables} "
        f"with {done.files_after}; `spv2 clean` removes the old ones"
    )


def _clean(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.daily.clean import clean
    from spv2_spark.pipeline.task_db import existing_ledger_of

    ledger = existing_ledger_of(settings)
    found = clean(session(settings), settings, ledger, options.version, dry_run=not options.yes)
    for kind, version in sorted({(one.table.what, one.version) for one in found}):
        of_version = [one for one in found if (one.table.what, one.version) == (kind, version)]
        unused = [one for one in of_version if one.is_unused]
        say(f"{kind:8} {version}: {_size(of_version)}, of which nothing reads {_size(unused)}")
    for one in found:
        if one.why_kept:
            say(f"stays: {one.why_kept}")
    gone = [one for one in found if one.is_unused and not one.why_kept]
    what = "removed" if options.yes else "would be removed (--yes does it)"
    say(f"{_size(gone)} {what}")


def _size(tables: Iterable[FoundTable]) -> str:
    sizes = [one.size_bytes for one in tables]
    return f"{len(sizes)} tables ({sum(sizes) / 1e6:.1f} MB)"
