"""How references are printed: styles drawn by seed set references with exact labels."""

from spv2_spark.typeset.references.draw import draw_style
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
