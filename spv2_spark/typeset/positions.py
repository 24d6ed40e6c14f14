"""Words for what people are: degrees, posts and titles that stand beside their names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spv2_spark.typeset.data_files import PACKAGE, read_as
from spv2_spark.typeset.languages import words_of

_OTHERWISE = "en"


@dataclass(frozen=True, slots=True)
class Positions:
    """A language's words: behind a name, in front of it, and on a line of their own."""

    after: tuple[str, ...]
    before: tuple[str, ...]
    line: tuple[str, ...]


@cache
def _read() -> dict[str, Positions]:
    return read_as(dict[str, Positions], PACKAGE / "pools" / "positions.toml")


def positions_of(language: str) -> Positions:
    """Return the words of a language; English for one without."""
    return _read().get(language, _read()[_OTHERWISE])


def titles_before(language: str) -> tuple[str, ...]:
    """Return what stands before names in a language ("doc. Ing."): its grammar's, if it has any."""
    return words_of(language).grammar.get("honour") or positions_of(language).before
