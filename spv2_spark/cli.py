"""`spv2`: the jobs for a person at a terminal."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from typing import NoReturn

from spv2_spark import __version__
from spv2_spark.commands.common import INTERRUPTED, UNFINISHED, USAGE, Run
from spv2_spark.commands.corpora import add_corpora
from spv2_spark.commands.daily import add_daily
from spv2_spark.commands.people import add_people
from spv2_spark.commands.service import add_service
from spv2_spark.commands.training import add_training
from spv2_spark.config import load_settings
from spv2_spark.errors import Spv2Error, TooManyFailuresError


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of printing the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 well, 1 unfinished, 2 not understood."""
    options = parser_of_commands().parse_args(argv)
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=logging.WARNING, format=form, stream=sys.stderr, force=True)
    logging.getLogger("spv2_spark").setLevel(logging.INFO if options.verbose else logging.WARNING)
    run: Run = options.run
    try:
        return run(options, load_settings(options.settings, options.set)) or 0
    except Spv2Error as error:
        sys.stderr.write(f"spv2: {error}\n")
        return UNFINISHED if isinstance(error, TooManyFailuresError) else USAGE
    except KeyboardInterrupt:
        sys.stderr.write("spv2: interrupted; run the same command again to go on\n")
        return INTERRUPTED
    except Exception as error:
        if options.verbose:
            raise
        first = (str(error).strip().splitlines() or [""])[0]
        sys.stderr.write(f"spv2: {type(error).__name__}: {first} (more with --verbose)\n")
        return UNFINISHED


def parser_of_commands() -> argparse.ArgumentParser:
    """Return the parser of `spv2` with all its commands."""
    parser = _Parser(prog="spv2", description="Titles, authors and bibliographies out of PDFs")
    parser.add_argument("--version", action="version", version=f"spv2-spark {__version__}")
    commands: argparse._SubParsersAction[argparse.ArgumentParser] = parser.add_subparsers(
        title="commands", dest="command", required=True, metavar="COMMAND", parser_class=_Parser
    )
    add_daily(commands)
    add_people(commands)
    add_service(commands)
    add_corpora(commands)
    add_training(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
