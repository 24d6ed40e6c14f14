"""Names, cities and institutions for invented authors, written for this project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spv2_spark.typeset.data_files import PACKAGE, read_as


@dataclass(frozen=True, slots=True)
class Culture:
    """Names, cities and a country that go together; `host` ends addresses of mail."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    cities: tuple[str, ...]
    country: str
    host: str


@dataclass(frozen=True, slots=True)
class InventedAuthors:
    """Where invented authors come from; an institution has {city} in its name."""

    institutions: tuple[str, ...]
    culture: tuple[Culture, ...]


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a field's authors have: units of their institutions, and invented journals."""

    units: tuple[str, ...]
    journals: tuple[str, ...]


@cache
def invented_authors() -> InventedAuthors:
    """Return the project's own list."""
    return read_as(InventedAuthors, PACKAGE / "pools" / "invented_authors.toml")


@cache
def field_words() -> dict[str, FieldWords]:
    """Return the words of every field of `ContentDesign.field`."""
    return read_as(dict[str, FieldWords], PACKAGE / "pools" / "fields.toml")
