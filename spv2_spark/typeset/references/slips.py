"""What careless lists do: a part left out, a mark or a space wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.names import odd_name

Slip = Callable[[SourceReference, random.Random], SourceReference]


def _dated_letter(reference: SourceReference, rng: random.Random) -> SourceReference:
    if not reference.year[-1:].isdigit():
        return reference
    return replace(reference, year=reference.year + rng.choice("aaabbc"))


def _undated(reference: SourceReference, rng: random.Random) -> SourceReference:
    if reference.kind == "journal":
        return reference
    return replace(reference, year=rng.choice(("n.d.", "", "no date", "n.d.")))


def _first_printed(reference: SourceReference, rng: random.Random) -> SourceReference:
    """Return a book with the year of its first edition behind its own."""
    year = reference.year
    if reference.kind != "book" or not year.isdigit():
        return reference
    return replace(reference, year=f"{year} [{int(year) - rng.randint(5, 120)}]")


def _in_press(reference: SourceReference, rng: random.Random) -> SourceReference:
    year = rng.choice(("in press", "in press", "forthcoming", "submitted", "to appear"))
    return replace(reference, year=year, volume="", issue="", first_page="", last_page="")


def _short_names(reference: SourceReference, rng: random.Random) -> SourceReference:
    return replace(reference, authors=tuple(odd_name(one, rng) for one in reference.authors))


# How PubMed tells journals of one name apart.
_PLACES = (
    "Phila Pa 1976", "Baltimore", "Basel", "Berl", "Bethesda", "Copenh", "Edinb", "Lond", "London",
    "Mosc", "Oxf", "Paris", "Camb", "Amst", "Glasgow", "Oxford, England", "Bethesda, Md. : 1950",
    "New York", "Heidelb", "Colch", "Los Angel", "Wash DC", "1985", "Stuttg", "Clin Res Ed",
)  # fmt: skip


def _placed(reference: SourceReference, rng: random.Random) -> SourceReference:
    if reference.kind != "journal" or not reference.container or "(" in reference.container:
        return reference
    return replace(reference, container=f"{reference.container} ({rng.choice(_PLACES)})")


_SLIPS: tuple[Slip, ...] = (
    lambda one, _: replace(one, first_page="", last_page=""),
    lambda one, _: replace(one, issue=""),
    lambda one, _: replace(one, volume="", issue="", first_page="", last_page=""),
    lambda one, _: replace(one, last_page=""),
    lambda one, _: replace(one, doi=""),
    _placed,
    _placed,
    _placed,
    _dated_letter,
    _first_printed,
    _undated,
    _in_press,
    _short_names,
)


def slip(reference: SourceReference, rng: random.Random) -> SourceReference:
    """Return the reference with one part missing or odd."""
    return rng.choice(_SLIPS)(reference, rng)


def slipped(segments: tuple[Segment, ...], rng: random.Random) -> tuple[Segment, ...]:
    """Return the entry with one of its literals mistyped; labelled text stays as it is."""
    places = [n for n, one in enumerate(segments) if not one.field and not one.masked]
    if not places:
        return segments
    at = rng.choice(places)
    text = segments[at].text
    changed = _mistyped(text, rng)
    if at == len(segments) - 1 and chance(rng, 0.5):
        changed = text.rstrip(".")
    if not changed:
        return segments if at < len(segments) - 1 else segments[:-1]
    return (*segments[:at], replace(segments[at], text=changed), *segments[at + 1 :])


_SWAPS = ((". ", ", "), (", ", ". "), ("; ", ", "), (". ", "."), (", ", ","), (": ", ":"))


def _mistyped(text: str, rng: random.Random) -> str:
    possible = [swap for swap in _SWAPS if swap[0] in text]
    if not possible:
        return text
    old, new = rng.choice(possible)
    return text.replace(old, new, 1)
