"""What careless lists do: a part left out, a mark or a space wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.names import odd_name

Noise = Callable[[SourceReference, random.Random], SourceReference]


def _dated_letter(reference: SourceReference, rng: random.Random) -> SourceReference:
    if not reference.year[-1:].isdigit():
        return reference
    return replace(reference, year=reference.year + rng.choice("aaabbc"))


def _undated(reference: SourceReference, rng: random.Random) -> SourceReference:
    if reference.publication_type == "journal":
        return reference
    return replace(reference, year=rng.choice(("n.d.", "", "no date", "n.d.")))


def _first_printed(reference: SourceReference, rng: random.Random) -> SourceReference:
    """Return a book with the year of its first edition behind its own."""
    year = reference.year
    if reference.publication_type != "book" or not year.isdigit():
        return reference
    return replace(reference, year=f"{year} [{int(year) - rng.randint(5, 120)}]")


def _forthcoming(reference: SourceReference, rng: random.Random) -> SourceReference:
    year = rng.choice(("in press", "in press", "forthcoming", "submitted", "to appear"))
    return replace(reference, year=year, volume="", issue="", first_page="", last_page="")


def _short_names(reference: SourceReference, rng: random.Random) -> SourceReference:
    return replace(reference, authors=tuple(odd_name(one, rng) for one in reference.authors))


# How PubMed tells journals of one name apart.
_PUBMED_PLACES = (
    "Phila Pa 1976", "Baltimore", "Basel", "Berl", "Bethesda", "Copenh", "Edinb", "Lond", "London",
    "Mosc", "Oxf", "Paris", "Camb", "Amst", "Glasgow", "Oxford, England", "Bethesda, Md. : 1950",
    "New York", "Heidelb", "Colch", "Los Angel", "Wash DC", "1985", "Stuttg", "Clin Res Ed",
)  # fmt: skip


def _placed(reference: SourceReference, rng: random.Random) -> SourceReference:
    if (
        reference.publication_type != "journal"
        or not reference.container
        or "(" in reference.container
    ):
        return reference
    return replace(reference, container=f"{reference.container} ({rng.choice(_PUBMED_PLACES)})")


_NOISES: tuple[Noise, ...] = (
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
    _forthcoming,
    _short_names,
)


def with_noise(reference: SourceReference, rng: random.Random) -> SourceReference:
    """Return the reference with one part missing or odd."""
    return rng.choice(_NOISES)(reference, rng)


def mistyped(segments: tuple[Segment, ...], rng: random.Random) -> tuple[Segment, ...]:
    """Return the entry with one of its literals mistyped; labelled text stays as it is."""
    literals = [n for n, one in enumerate(segments) if not one.field and not one.masked]
    if not literals:
        return segments
    at = rng.choice(literals)
    text = segments[at].text
    changed = _changed(text, rng)
    if at == len(segments) - 1 and chance(rng, 0.5):
        changed = text.rstrip(".")
    if not changed:
        return segments if at < len(segments) - 1 else segments[:-1]
    return (*segments[:at], replace(segments[at], text=changed), *segments[at + 1 :])


_SWAPS = ((". ", ", "), (", ", ". "), ("; ", ", "), (". ", "."), (", ", ","), (": ", ":"))


def _changed(text: str, rng: random.Random) -> str:
    possible = [swap for swap in _SWAPS if swap[0] in text]
    if not possible:
        return text
    old, new = rng.choice(possible)
    return text.replace(old, new, 1)
