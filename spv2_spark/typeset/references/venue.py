"""Abbreviated venues: ISO-4-like, from a word list of the project's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Literal

from spv2_spark.typeset.data_files import PACKAGE, read_as

VenueForm = Literal["full", "dots", "plain", "acronym"]

_ACRONYM = re.compile(r"\(([A-Z][A-Za-z&’']*[A-Z]\w*(?:[ -]\d{2,4})?)\)\s*$")
_DOT = re.compile(r"(?<=[^\W\d_])\.(?=\s|$|-)")
_LONG_CHARS = 5  # a longer abbreviation may be a whole word


@dataclass(frozen=True)
class VenueWords:
    """Abbreviations by the stems of the words that they stand for, and the words left out."""

    dropped: tuple[str, ...]
    stems: Mapping[str, str]

    @cached_property
    def longest(self) -> int:
        """The characters of the longest stem."""
        return max(map(len, self.stems))

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """What surely is an abbreviation, so that it may have a dot."""
        short = self.stems.items()
        whole = {one for stem, one in short if len(one) > _LONG_CHARS or one.lower() == stem}
        words = {"Cell", "State", "Not", "Model", "Sports", "Asian", "Indian"}
        return (frozenset(self.stems.values()) | {"J", "Z"}) - whole - words


@cache
def venue_words() -> VenueWords:
    """Return the project's own list."""
    return read_as(VenueWords, PACKAGE / "pools" / "venue_abbreviations.toml")


def _stem(word: str) -> str | None:
    lower, words = word.lower(), venue_words()
    for length in range(min(len(lower), words.longest), 3, -1):
        short = words.stems.get(lower[:length])
        if short is not None:
            return short if len(short) + 1 < len(word) else word
    return None


@lru_cache(maxsize=65536)
def abbreviated(venue: str, dot: str) -> str:
    """Return a venue in ISO 4's manner, as ("Journal of Biological Chemistry", ".")
    "J. Biol. Chem."; a venue of one word stays, and what is abbreviated already keeps its
    words and gets or loses its dots.
    """  # noqa: D205
    words = venue.split()
    if len(words) < 2:  # noqa: PLR2004
        return venue
    words = venue.replace("United States of America", "U.S.A." if dot else "USA").split()
    dropped, abbreviations = venue_words().dropped, venue_words().abbreviations
    out: list[str] = []
    for nth, word in enumerate(words):
        bare = word.rstrip(".,:")
        tail = "" if word[len(bare) :] == "." else word[len(bare) :]
        if bare.lower() in dropped and nth < len(words) - 1 and (nth or bare == "The"):
            continue
        short = _stem(bare) if bare.isalpha() else None
        if short is not None and short != bare:
            out.append(_cased(short, bare) + dot + tail)
        elif bare in abbreviations:
            out.append(bare + dot + tail)
        else:
            out.append(bare + (dot if word.endswith(".") else "") + tail)
    return " ".join(out)


def _cased(short: str, word: str) -> str:
    return short.upper() if word.isupper() and len(word) > 1 else short


@lru_cache(maxsize=65536)
def venue_text(venue: str, form: VenueForm) -> str:
    """Return a venue in the style's form; "acronym" is the one that it has in brackets."""
    if form == "full":
        return venue
    acronym = _ACRONYM.search(venue)
    if form == "acronym":
        return acronym.group(1) if acronym else abbreviated(venue, ".")
    name = venue[: acronym.start()].strip() if acronym else venue
    if form == "plain":
        return abbreviated(_DOT.sub("", name), "")
    return abbreviated(name, ".")
