"""How references are printed: styles drawn by seed set references with exact labels."""

from __future__ import annotations

import random

from spv2_spark.typeset.references.draw import random_style
from spv2_spark.typeset.references.families import family_style
from spv2_spark.typeset.references.labelling import TITLE_FIELD, VENUE_FIELD
from spv2_spark.typeset.references.style import Numbering, ReferenceStyle, gold_of

__all__ = [
    "TITLE_FIELD",
    "VENUE_FIELD",
    "Numbering",
    "ReferenceStyle",
    "draw_style",
    "gold_of",
]


def draw_style(rng: random.Random) -> ReferenceStyle:
    """Return one document's style: half are of named families, half drawn axis by axis."""
    return family_style(rng) if rng.random() < 0.5 else random_style(rng)  # noqa: PLR2004
