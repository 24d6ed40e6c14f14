"""Kinds of publications as habits: what each draws on an axis instead of anything.

They imitate layouts, not any publisher's files. "free" has no habits.
"""

from __future__ import annotations

from spv2_spark.typeset.axes import Axes

FAMILIES: dict[str, Axes] = {
    "free": {},
}
