"""Settings out of TOML files and assignments; what cannot be meant is an error."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spv2_spark.config import bounds
from spv2_spark.config.sections import Settings
from spv2_spark.errors import SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib


def load_settings(files: Sequence[Path], assignments: Sequence[str] = ()) -> Settings:
    """Read TOML files in order over the defaults, then single settings ("pdf.max_pages=8").

    Raises SettingsError with the file's name, or the assignment, for a file that is missing or
    not TOML, an unknown section or key, a value of another type than the default's or outside
    its bounds; and for values that contradict each other.
    """
    settings = Settings()
    for path in files:
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise SettingsError(f"{path}: {why}") from error
        settings = overridden(settings, tables, str(path))
    for assignment in assignments:
        settings = overridden(settings, assigned(assignment), f"--set {assignment}")
    for told in _contradictions(settings):
        raise SettingsError(told)
    return settings


def assigned(assignment: str) -> dict[str, dict[str, Any]]:
    """Return the table of settings that an assignment means; text needs no quotes.

    >>> assigned("pdf.max_pages=8"), assigned("training.engine = crf")
    ({'pdf': {'max_pages': 8}}, {'training': {'engine': 'crf'}})
    """
    name, equals, text = assignment.partition("=")
    section, dot, key = name.strip().partition(".")
    if not (equals and dot and section and key):
        raise SettingsError(f"--set {assignment}: expected SECTION.KEY=VALUE")
    try:
        value = tomllib.loads(f"value = {text.strip()}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        value = text.strip()
    return {section: {key: value}}


def overridden(settings: Settings, tables: Mapping[str, Any], origin: str) -> Settings:
    """Return `settings` with the values of `tables` ({section: {key: value}}) put over them."""
    known = {one.name: getattr(settings, one.name) for one in dataclasses.fields(settings)}
    sections: dict[str, Any] = {}
    for name, values in tables.items():
        if name in known and not isinstance(values, Mapping):
            raise SettingsError(f"{origin}: {name}: expected a section [{name}]")
        if name not in known:
            near = bounds.meant(name, known) or f" (known: {', '.join(known)})"
            raise SettingsError(f"{origin}: unknown section [{name}]{near}")
        sections[name] = _section(known[name], values, f"{origin}: [{name}]")
    return dataclasses.replace(settings, **sections)


def _section(section: Any, values: Mapping[str, Any], origin: str) -> Any:
    hints = bounds.hints_of(type(section))
    checked: dict[str, Any] = {}
    for key, value in values.items():
        if key not in hints:
            near = bounds.meant(key, hints) or f" (known: {', '.join(sorted(hints))})"
            raise SettingsError(f"{origin}: unknown key {key!r}{near}")
        plain, its_bounds = hints[key]
        if told := bounds.complaint(value, plain, its_bounds):
            raise SettingsError(f"{origin} {key}: {told}, found {value!r:.200}")
        # A list becomes a tuple, a whole number a float.
        checked[key] = plain(value)
    return dataclasses.replace(section, **checked)


def _contradictions(settings: Settings) -> Iterator[str]:
    """Yield what is wrong of values that are each well."""
    ledger, source, training = settings.ledger, settings.source, settings.training
    if ledger.heartbeat_s >= ledger.lease_s:
        yield (
            f"ledger.heartbeat_s ({ledger.heartbeat_s:g}) is not below ledger.lease_s "
            f"({ledger.lease_s:g}): every lease would run out"
        )
    if source.first_wait_s > source.max_wait_s:
        yield (
            f"source.first_wait_s ({source.first_wait_s:g}) is above source.max_wait_s "
            f"({source.max_wait_s:g})"
        )
    for name in ("", *(["parser_"] if training.references == "cascade" else [])):
        if not getattr(training, f"{name}minutes") and not getattr(training, f"{name}steps"):
            yield f"training.{name}minutes and training.{name}steps are both 0: no end is set"
    if settings.string_training.engine == "bert_crf" and not settings.string_training.encoder:
        yield "string_training.engine is bert_crf, and string_training.encoder names no folder"
