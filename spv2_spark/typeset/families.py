"""Kinds of publications as habits: what each draws on an axis instead of anything.

They imitate layouts, not any publisher's files. "free" has no habits.
"""

from __future__ import annotations

from spv2_spark.typeset.axes import Axes
from spv2_spark.typeset.families_arts import ARTS
from spv2_spark.typeset.families_learning import LEARNING
from spv2_spark.typeset.families_life import LIFE
from spv2_spark.typeset.families_proceedings import PROCEEDINGS
from spv2_spark.typeset.families_science import SCIENCE
from spv2_spark.typeset.families_societies import SOCIETIES

FAMILIES: dict[str, Axes] = {
    "free": {},
    **LIFE,
    **SOCIETIES,
    **PROCEEDINGS,
    **LEARNING,
    **SCIENCE,
    **ARTS,
}

# How often a family is drawn; 1 where nothing is said.
WEIGHTS: dict[str, float] = {"free": 8.0}

# Never trained on, so that a typeset dev set has designs that a model did not see: one of each
# group, of kinds that others resemble. Holding back what stands alone would cost its papers.
HELD_BACK = frozenset({"clinical", "acl", "economics", "astronomy"})
