"""Kinds of publications as habits: what each draws on an axis instead of anything.

They imitate layouts, not any publisher's files. "free" has no habits; the others are tables of
the files in `families/`, a file a group. A table that is `like` another has its axes where it
does not say otherwise; those of `bases.toml` are there for that alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from spv2_spark.errors import SettingsError
from spv2_spark.typeset.axes import Axes, axes_of
from spv2_spark.typeset.data_files import LIKE, PACKAGE, Table, like, read_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER = PACKAGE / "families"
_BASES = "bases.toml"


def read_families(folder: Traversable) -> dict[str, Axes]:
    """Return the families of a folder's files by name.

    Raises SettingsError, which names file, family and axis, for what `axes_of` refuses, for a
    family that stands in two files, and for one that is like none.
    """
    tables: dict[str, dict[str, Any]] = {}
    places: dict[str, str] = {}
    bases: set[str] = set()
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    for file in sorted(files, key=lambda one: one.name):
        for name, table in read_table(file).items():
            place = f"{file}: {name}"
            if name in tables:
                raise SettingsError(f"{place}: there is such a family already: {places[name]}")
            tables[name], places[name] = _habits(table, place), place
            if file.name == _BASES:
                bases.add(name)
    return {name: like(tables, tables[name], places[name]) for name in tables.keys() - bases}


def _habits(table: Any, place: str) -> dict[str, Any]:
    """Return a family's own axes, and what it is like."""
    if not isinstance(table, dict):
        raise SettingsError(f"{place}: expected a table, found {table!r}")
    own: Table = {axis: value for axis, value in table.items() if axis != LIKE}
    base = {LIKE: table[LIKE]} if LIKE in table else {}
    return {**base, **axes_of(own, f"{place}.")}


class _Families(Mapping[str, Axes]):
    """The families of this package, read when the first of them is looked up."""

    @cached_property
    def _read(self) -> dict[str, Axes]:
        return {"free": {}, **read_families(FOLDER)}

    def __getitem__(self, name: str) -> Axes:
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


FAMILIES: Mapping[str, Axes] = _Families()

# How often a family is drawn; 1 where nothing is said. Tidy designs are to stay three in five.
WEIGHTS: dict[str, float] = {
    "free": 8.0,
    "thesis": 4.0,
    "mail-right": 2.0,
    "author-grid": 2.0,
    "running-kind": 0.5,
    "one-page": 0.5,
    "in-proceedings": 0.5,
    "cluttered": 0.5,
}

# Never trained on, so that a typeset dev set has designs that a model did not see: one of each
# group, of kinds that others resemble. Holding back what stands alone would cost its papers.
HELD_BACK = frozenset({"clinical", "acl", "economics", "astronomy"})
