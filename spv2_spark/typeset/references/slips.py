"""What careless lists do: a part left out, a mark or a space wrong."""

from __future__ import annotations

import random
from dataclasses import replace

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.names import odd_name


def slip(reference: SourceReference, rng: random.Random) -> SourceReference:
    """Return the reference with one part missing or odd."""
    draw = rng.randrange(9)
    if draw == 0:
        return replace(reference, first_page="", last_page="")
    if draw == 1:
        return replace(reference, issue="")
    if draw == 2:  # noqa: PLR2004
        return replace(reference, volume="", issue="", first_page="", last_page="")
    if draw == 3 and reference.year[-1:].isdigit():  # noqa: PLR2004
        return replace(reference, year=reference.year + rng.choice("aaabbc"))
    if draw == 4:  # noqa: PLR2004
        return replace(reference, last_page="")
    if draw == 5 and reference.kind != "journal":  # noqa: PLR2004
        return replace(reference, year=rng.choice(("n.d.", "", "in press", "n.d.")))
    if draw == 6:  # noqa: PLR2004
        return replace(reference, doi="")
    if draw == 7:  # noqa: PLR2004
        return replace(reference, authors=tuple(odd_name(one, rng) for one in reference.authors))
    year = rng.choice(("in press", "forthcoming", "submitted"))
    return replace(reference, year=year, volume="", issue="", first_page="", last_page="")


def slipped(segments: tuple[Segment, ...], rng: random.Random) -> tuple[Segment, ...]:
    """Return the entry with one of its literals mistyped; labelled text stays as it is."""
    places = [n for n, one in enumerate(segments) if _is_literal(one)]
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


def _is_literal(segment: Segment) -> bool:
    return not segment.field and not segment.masked


def _mistyped(text: str, rng: random.Random) -> str:
    swaps = ((". ", ", "), (", ", ". "), ("; ", ", "), (". ", "."), (", ", ","), (": ", ":"))
    possible = [swap for swap in swaps if swap[0] in text]
    if not possible:
        return text
    old, new = rng.choice(possible)
    return text.replace(old, new, 1)
