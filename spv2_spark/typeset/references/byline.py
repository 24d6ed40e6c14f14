"""Names on both sides of a title: `Иванов И. И. Заглавие / И. И. Иванов, П. П. Петров`."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.label import Field
from spv2_spark.typeset.references.names import authors_segments

if TYPE_CHECKING:
    from spv2_spark.typeset.references.style import ReferenceStyle

_LED = 3  # more authors stand behind the slash alone


def lead(
    style: ReferenceStyle, reference: SourceReference, _: random.Random
) -> tuple[Segment, ...]:
    """Return the first author, who leads the entry of a work of one to three authors."""
    if len(reference.authors) > _LED:
        return ()
    return authors_segments(reference.authors[:1], style.names, style.listing)


def byline(
    style: ReferenceStyle, reference: SourceReference, _: random.Random
) -> tuple[Segment, ...]:
    """Return all authors as they stand behind the slash.

    Who leads the entry is named again: that name is masked, the others are named here alone.
    """
    listing = replace(style.listing, last=style.listing.between, pair=style.listing.between)
    segments = authors_segments(reference.authors, style.editors, listing, reference.et_al)
    if len(reference.authors) > _LED:
        return segments
    first = next((at for at, one in enumerate(segments) if at and one.begins), len(segments))
    hidden = [
        replace(one, field=Field.NONE, begins=False, masked=True) if one.field else one
        for one in segments[:first]
    ]
    return (*hidden, *segments[first:])
