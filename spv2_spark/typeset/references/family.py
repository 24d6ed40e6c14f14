"""What a named family of styles fixes; the rest is drawn.

A family is a table of a file in `families/`, a file a group. A table that is `like` another has
its fields where it does not say otherwise; its frame may be like another family's frame, its
names and listing like those of `bases.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from spv2_spark.errors import SettingsError
from spv2_spark.typeset.data_files import PACKAGE, Table, like, read_as, read_table, typed
from spv2_spark.typeset.references.frame import Frame
from spv2_spark.typeset.references.names import ListStyle, NameStyle
from spv2_spark.typeset.references.style import Numbering, TitleCase
from spv2_spark.typeset.references.venue import VenueForm

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER = PACKAGE / "references" / "families"
# Of languages whose whole papers are printed; never drawn for others.
LOCAL = (
    "local", "local_west", "local_middle", "local_north", "local_east", "local_scripts",
    "local_south",
)  # fmt: skip
# In the order in which families are drawn from.
GROUPS = ("medicine", "publishers", "computing", "science", "social", "notes", "national")
_BASES = "bases.toml"


@dataclass(frozen=True, slots=True)
class Family:
    """A named family: its frame, and what of a `ReferenceStyle` it fixes.

    `words` fixes words of the apparatus, `foreign` those of entries in English in a list of
    another language; `templates` those types that its frame does not give; `numbering` lists the
    choices from which a style draws.
    """

    name: str
    frame: Frame
    names: NameStyle = field(default_factory=NameStyle)
    listing: ListStyle = field(default_factory=ListStyle)
    editors: NameStyle | None = None
    language: str = ""
    numbering: tuple[tuple[Numbering, str], ...] = (("none", "{}"),)
    words: Mapping[str, str] = field(default_factory=dict)
    foreign: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=lambda: {"venue": "i", "book": "i"})
    title_case: TitleCase = "asis"
    quotes: tuple[str, str] = ("", "")
    pulled: bool = False
    venue_form: VenueForm = "full"
    book_form: VenueForm = "full"
    page_cut: bool = False
    page_first: bool = False
    page_dash: str = "–"
    date_form: str = "{year}"
    doi_form: str = "doi:{}"
    dash_repeats: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Bases:
    """What families share: forms of names, and ways to join them."""

    names: Mapping[str, NameStyle]
    listing: Mapping[str, ListStyle]


@cache
def families() -> tuple[Family, ...]:
    """Return the named families, in the order in which they are drawn from."""
    return read_families(FOLDER, GROUPS)


@cache
def local_families() -> dict[str, Family]:
    """Return every family by its name, those of other languages too."""
    return {one.name: one for one in read_families(FOLDER, (*GROUPS, *LOCAL))}


def read_families(folder: Traversable, groups: tuple[str, ...]) -> tuple[Family, ...]:
    """Return the families of a folder's files, group by group.

    Raises SettingsError, which names file, family and field, for an unknown field, a value of
    another type, a family that stands twice, and one that is like none.
    """
    read_as(Bases, folder / _BASES)  # checks it
    bases = read_table(folder / _BASES)
    tables: dict[str, Table] = {}
    places: dict[str, str] = {}
    for name, table, place in _tables(folder, groups):
        if name in tables:
            raise SettingsError(f"{place}: there is such a family already: {places[name]}")
        tables[name], places[name] = table, place
    whole = {name: like(tables, table, places[name]) for name, table in tables.items()}
    frames = {name: table.get("frame", {}) for name, table in whole.items()}
    parts = {"frame": frames, "names": bases["names"], "editors": bases["names"],
             "listing": bases["listing"]}  # fmt: skip
    return tuple(_family(name, whole[name], parts, places[name]) for name in tables)


def _tables(folder: Traversable, groups: tuple[str, ...]) -> Iterator[tuple[str, Any, str]]:
    for group in groups:
        file = folder / f"{group}.toml"
        for name, table in read_table(file).items():
            yield name, table, f"{file}: {name}"


def _family(
    name: str, table: Table, parts: Mapping[str, Mapping[str, Table]], place: str
) -> Family:
    if "name" in table:
        raise SettingsError(f"{place}.name: its name is that of its table")
    like_others = {
        part: like(named, table[part], f"{place}.{part}")
        for part, named in parts.items()
        if part in table
    }
    family: Family = typed({"frame": {}, **table, **like_others, "name": name}, Family, place)
    return family
