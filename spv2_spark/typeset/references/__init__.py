"""How references are printed: styles drawn by seed set references with exact labels."""

from __future__ import annotations

import random

from spv2_spark.typeset.references.csl import CslStyle, csl_files, csl_style, draw_csl_style
from spv2_spark.typeset.references.draw import random_style
from spv2_spark.typeset.references.families import family_style
from spv2_spark.typeset.references.invent import invent_reference
from spv2_spark.typeset.references.pools import NO_POOLS, Pools, pools_of, pools_of_references
from spv2_spark.typeset.references.style import Numbering, ReferenceStyle, gold_of

__all__ = [
    "NO_POOLS",
    "CslStyle",
    "Numbering",
    "Pools",
    "ReferenceStyle",
    "csl_files",
    "csl_style",
    "draw_csl_style",
    "draw_style",
    "gold_of",
    "invent_reference",
    "pools_of",
    "pools_of_references",
]


def draw_style(rng: random.Random) -> ReferenceStyle:
    """Return one document's style: half are of named families, half drawn axis by axis."""
    return family_style(rng) if rng.random() < 0.5 else random_style(rng)  # noqa: PLR2004
