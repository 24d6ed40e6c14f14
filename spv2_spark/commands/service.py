"""serve: the service over HTTP."""

from __future__ import annotations

import argparse
import sys

from spv2_spark.commands.common import Commands, add_command, say
from spv2_spark.config import Settings
from spv2_spark.errors import SettingsError


def add_service(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add serve."""
    what = "answer PDFs over HTTP, one or many a request"
    parser = add_command(commands, "serve", what, _serve, model=True)
    parser.add_argument("--check", action="store_true", help="load everything, say so, and end")


def _serve(options: argparse.Namespace, settings: Settings) -> None:
    try:
        from spv2_spark.service.server import check, serve
    except ImportError as error:
        raise SettingsError(f"serve needs: pip install 'spv2-spark[serve]' ({error})") from error
    if options.check:
        say(f"ready: {check(settings)}")
        return
    serve(settings, _say_now)


def _say_now(line: str) -> None:
    say(line)
    sys.stdout.flush()
