"""The axes of a design, and what each may be: `axes.toml` where no family says otherwise.

An axis maps to choices drawn alike (a choice that stands twice is drawn twice as often), or
to a Range drawn evenly. It is named by its section and field of a `Design`: "page.columns".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_origin, get_type_hints

from spv2_spark.errors import SettingsError
from spv2_spark.typeset.data_files import PACKAGE, Table, read_as, read_table, typed
from spv2_spark.typeset.design import Design

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Range:
    """An even draw between two numbers, rounded to hundredths."""

    low: float
    high: float


Choices = tuple[Any, ...] | Range
Axes = Mapping[str, Choices]

FILE = PACKAGE / "axes.toml"
LANGUAGE = "language"  # of the article unless a family says otherwise
# A design has these, but not from an axis of their own.
_FOLLOW = frozenset({"page.width_pt", "page.height_pt", "front.family"})


@cache
def page_sizes() -> dict[str, tuple[float, float]]:
    """Return width and height in points by the name of a size."""
    return read_as(dict[str, tuple[float, float]], PACKAGE / "pools" / "page_sizes.toml")


@cache
def axes() -> Axes:
    """Return every axis but the language, in the order in which they are drawn."""
    return read_axes(FILE)


def read_axes(file: Traversable) -> Axes:
    """Return the axes of a file; SettingsError if one is wrong, unknown or missing."""
    found = axes_of(read_table(file), f"{file}: ")
    missing = _kinds().keys() - found.keys() - {LANGUAGE}
    if missing:
        raise SettingsError(f"{file}: missing axes: {', '.join(sorted(missing))}")
    return found


def axes_of(table: Table, place: str) -> dict[str, Choices]:
    """Return the axes of a table, checked against the fields of a `Design`.

    A table in it is a section of the design. `place` leads the message of a SettingsError.
    """
    named = {
        f"{section}.{field}" if field else section: value
        for section, fields in table.items()
        for field, value in (fields.items() if isinstance(fields, dict) else [("", fields)])
    }
    for axis in named:
        if axis not in _kinds():
            raise SettingsError(f"{place}{axis}: unknown axis")
    return {axis: _choices(value, _kinds()[axis], place + axis) for axis, value in named.items()}


def _choices(value: Any, kind: Any, place: str) -> Choices:
    if isinstance(value, dict):
        drawn: Range = typed(value, Range, place)
        return drawn
    choices: tuple[Any, ...] = typed(value, tuple[kind, ...], place)
    if not choices:
        raise SettingsError(f"{place}: no choices")
    return choices


@cache
def _kinds() -> dict[str, Any]:
    """Return the type of every axis's choices."""
    kinds: dict[str, Any] = {"page.size": str, LANGUAGE: str}
    for section, kind in get_type_hints(Design).items():
        if dataclasses.is_dataclass(kind):
            for field, hint in get_type_hints(kind).items():
                # Several of a kind are drawn as one text, such as an order of parts.
                kinds[f"{section}.{field}"] = str if get_origin(hint) is tuple else hint
    return {axis: kind for axis, kind in kinds.items() if axis not in _FOLLOW}
