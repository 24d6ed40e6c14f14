"""What a package says of itself, checked: each value has its type and its bounds.

A manifest is a stranger's JSON. What stands in it names folders, sizes arrays and is printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from spv2_spark.features.featurise import FeatureSettings
from spv2_spark.features.package_files import MOST_FILES, is_plain_name
from spv2_spark.features.strings import HashSizes
from spv2_spark.valid_text import one_line

_LONGEST = 1000  # characters of a name or of what it was trained on
_MOST_IDS = 1 << 16  # they are kept in 16 bits
_FEWEST_IDS = 3  # the mask, the unknown and one more
_TEXTS = ("name", "version", "trained_on", "kind")
_TABLES = ("metrics", "settings")


class ManifestError(Exception):
    """A value of a manifest is not what it should be; the message names it."""


def parsed(manifest: bytes) -> dict[str, Any]:
    """Return a manifest that has a `kind` and `files`; raises ManifestError for anything else."""
    try:
        table: Any = json.loads(manifest)
    except (ValueError, RecursionError):
        table = None
    files = table.get("files") if isinstance(table, dict) and "kind" in table else None
    if not isinstance(files, dict) or not all(map(is_plain_name, files)):
        raise ManifestError("is not a tagger's")
    if len(files) > MOST_FILES:
        raise ManifestError(f"lists {len(files)} files, more than {MOST_FILES}")
    return table if isinstance(table, dict) else {}


def check_facts(table: Mapping[str, Any]) -> None:
    """Raise ManifestError for names that are no line of text, or tables that are none."""
    for name in _TEXTS:
        value = table.get(name, "")
        if not isinstance(value, str) or one_line(value, _LONGEST) != value:
            raise ManifestError(f"{name} is no line of at most {_LONGEST} characters")
    if not is_plain_name(table.get("version", "-")):
        raise ManifestError("version is no name of a file: results are kept under it")
    for name in _TABLES:
        if not isinstance(table.get(name, {}), dict):
            raise ManifestError(f"{name} is no table")


def features_of(table: Mapping[str, Any]) -> FeatureSettings:
    """Return the settings of the features; raises ManifestError for what cannot be some."""
    given = table.get("features")
    if not isinstance(given, dict) or not isinstance(given.get("sizes"), dict):
        raise ManifestError("features is no table with sizes")
    try:
        sizes = HashSizes(**given["sizes"])
        features = FeatureSettings(**{**given, "sizes": sizes})
    except TypeError as error:
        raise ManifestError(f"features: {error}") from error
    if features.kind not in ("wide", "spv2"):
        raise ManifestError("features.kind is not one of wide, spv2")
    names = [f"sizes.{name}" for name in given["sizes"]]
    check_counts(zip(names, given["sizes"].values(), strict=True), _FEWEST_IDS, _MOST_IDS)
    check_counts([("features.word_ids", features.word_ids)], _FEWEST_IDS, _MOST_IDS)
    return features


def check_counts(values: Iterable[tuple[str, Any]], fewest: int, most: int) -> None:
    """Raise ManifestError for a (name, value) whose value is no integer within the bounds."""
    for name, value in values:
        if type(value) is not int or not fewest <= value <= most:
            raise ManifestError(f"{name} is not from {fewest} to {most}")
