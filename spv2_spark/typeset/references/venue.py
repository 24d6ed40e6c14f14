"""Abbreviated venues: ISO-4-like, from a word list of the project's own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from spv2_spark.typeset.references.venuewords import DROPPED, STEMS

VenueForm = Literal["full", "dots", "plain", "acronym"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[^\W\d_]+|\d+\S*|\S")
_LONGEST = max(map(len, STEMS))
_KNOWN = frozenset(STEMS.values()) | {"J", "Z"}
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z&’']*[A-Z]\w*(?:[ -]\d{2,4})?)\)\s*$")
_DOT = re.compile(r"(?<=[^\W\d_])\.(?=\s|$|-)")


def _stem(word: str) -> str | None:
    lower = word.lower()
    for length in range(min(len(lower), _LONGEST), 3, -1):
        short = STEMS.get(lower[:length])
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
    out: list[str] = []
    for nth, word in enumerate(words):
        bare = word.rstrip(".,:")
        tail = "" if word[len(bare) :] == "." else word[len(bare) :]
        if bare.lower() in DROPPED and nth < len(words) - 1 and (nth or bare == "The"):
            continue
        short = _stem(bare) if bare.isalpha() else None
        if short is not None and short != bare:
            out.append(_cased(short, bare) + dot + tail)
        elif bare in _KNOWN and bare not in _FULL:
            out.append(bare + dot + tail)
        else:
            out.append(bare + (dot if word.endswith(".") else "") + tail)
    return " ".join(out)


# abbreviations that are whole words too, so that a dot is not sure to belong
_FULL = frozenset(
    short
    for stem, short in STEMS.items()
    if len(short) > 5 or short.lower() == stem  # noqa: PLR2004
) | {"Cell", "State", "Not", "Model", "Sports", "Asian", "Indian"}


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
