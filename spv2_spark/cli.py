"""`spv2`: the jobs for a person at a terminal."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from spv2_spark import __version__
from spv2_spark.commands.common import INTERRUPTED, UNFINISHED, USAGE, Run, complain
from spv2_spark.commands.completion import add_completion
from spv2_spark.commands.corpora import add_corpora
from spv2_spark.commands.daily import add_daily
from spv2_spark.commands.housekeeping import add_housekeeping
from spv2_spark.commands.operating import add_operating
from spv2_spark.commands.people import add_people
from spv2_spark.commands.service import add_service
from spv2_spark.commands.strings import add_strings
from spv2_spark.commands.training import add_training
from spv2_spark.config import Settings, load_settings
from spv2_spark.config.bounds import meant
from spv2_spark.errors import Spv2Error, TooManyFailuresError
from spv2_spark.valid_text import printable


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of printing the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {printable(message)} (see {self.prog} --help)\n")


class _Versions(argparse.Action):
    """Says the program's version, and that of the results it makes by its own settings."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from spv2_spark.engines.versions import results_of  # only here: NumPy takes its time

        sys.stdout.write(f"spv2-spark {__version__}\nresults {results_of(Settings())}\n")
        parser.exit()


class _Lines(logging.Formatter):
    """Messages as lines that a terminal does not obey: they quote paths and papers."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's name
        return printable(super().formatMessage(record))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 well, 1 unfinished, 2 not understood, 3 held."""
    return _ended(parsed_options(argv), _ran)


def job(command: str) -> int:
    """Run one command as spark-submit's program, with the program's arguments.

    Spark is opened whatever the command needs of it: YARN takes a program that opens none for
    one that failed. Settings that are not where their path says are looked for among `--files`.
    """
    return _ended(parsed_options([command, "--verbose", *sys.argv[1:]]), _ran_on_spark)


def _ended(options: argparse.Namespace, ran: Callable[[argparse.Namespace], int]) -> int:
    """Return the exit status of a command; what it raises is told in a line."""
    _log_to_stderr(verbose=options.verbose)
    try:
        return ran(options)
    except Spv2Error as error:
        complain(str(error))
        return UNFINISHED if isinstance(error, TooManyFailuresError) else USAGE
    except KeyboardInterrupt:
        complain("interrupted; run the same command again to go on")
        return INTERRUPTED
    except Exception as error:
        if options.verbose:
            raise
        first = (str(error).strip().splitlines() or [""])[0]
        complain(f"{type(error).__name__}: {first} (more with --verbose)")
        return UNFINISHED


def parsed_options(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options of a command line; what its command does not know ends the program."""
    options, unknown = parser_of_commands().parse_known_args(argv)
    if unknown:
        # Said by the command's own parser: argparse would have that of all commands say it.
        parser: argparse.ArgumentParser = options.parser
        name = unknown[0].partition("=")[0]
        parser.error(f"unknown argument {name}{meant(name, parser._option_string_actions)}")
    return options


def _ran_on_spark(options: argparse.Namespace) -> int:
    from spv2_spark.pipeline.context import submitted_files

    options.settings = submitted_files(options.settings)
    return _ran(options)


def _ran(options: argparse.Namespace) -> int:
    settings = load_settings(options.settings, options.set)
    if options.task_db:
        from spv2_spark.pipeline.workdir import check_task_db

        check_task_db(settings)
    run: Run = options.run
    return run(options, settings) or 0


def _log_to_stderr(*, verbose: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("spv2_spark").setLevel(logging.INFO if verbose else logging.WARNING)


def parser_of_commands() -> argparse.ArgumentParser:
    """Return the parser of `spv2` with all its commands."""
    parser = _Parser(prog="spv2", description="Titles, authors and bibliographies out of PDFs")
    parser.add_argument(
        "--version", action=_Versions, nargs=0, help="say which program, model and rules these are"
    )
    commands: argparse._SubParsersAction[argparse.ArgumentParser] = parser.add_subparsers(
        title="commands", dest="command", required=True, metavar="COMMAND", parser_class=_Parser
    )
    add_daily(commands)
    add_operating(commands)
    add_housekeeping(commands)
    add_people(commands)
    add_service(commands)
    add_corpora(commands)
    add_training(commands)
    add_strings(commands)
    add_completion(commands, parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
