"""Command lines to Settings: `--settings FILE...` and `--set section.key=value`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from spv2_spark.config import Settings, load_settings, overridden
from spv2_spark.errors import SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add `--settings` and `--set` to a parser."""
    parser.add_argument(
        "--settings",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help="TOML files; later ones override earlier ones",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="SECTION.KEY=VALUE",
        help="one setting, over all files",
    )


def settings_from(options: argparse.Namespace) -> Settings:
    """Return the Settings that parsed options describe.

    Raises SettingsError naming the file or the option at fault.
    """
    settings = load_settings(options.settings)
    for assignment in options.set:
        settings = overridden(settings, assigned(assignment), f"--set {assignment}")
    return settings


def assigned(assignment: str) -> dict[str, dict[str, Any]]:
    """Return the table of settings that an assignment means; text needs no quotes.

    >>> assigned("pdf.max_pages=8"), assigned("training.engine = crf")
    ({'pdf': {'max_pages': 8}}, {'training': {'engine': 'crf'}})
    """
    name, equals, value = assignment.partition("=")
    section, dot, key = name.strip().partition(".")
    if not (equals and dot and section and key):
        raise SettingsError(f"--set {assignment}: expected SECTION.KEY=VALUE")
    return {section: {key: _literal(value.strip())}}


def _literal(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
