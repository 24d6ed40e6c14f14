"""A reference list as the generator takes it: entries and their printed numbers in one style."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from spv2_spark.domain.article import SourceReference
from spv2_spark.typeset.design import Design
from spv2_spark.typeset.references import CslStyle, ReferenceStyle
from spv2_spark.typeset.sheet import Entry

Style = ReferenceStyle | CslStyle


def set_list(
    references: Sequence[SourceReference], style: Style, rng: random.Random
) -> tuple[list[Entry], list[str]]:
    """Return the entries that the style prints, and the number or key of each ("" for none)."""
    entries: list[Entry] = []
    labels: list[str] = []
    for reference in references:
        entry = style.set_entry(reference, rng)
        if entry:
            entries.append(entry)
            labels.append(style.label_of(len(entries), reference))
    return entries, labels


def numbered_as(design: Design, style: Style) -> Design:
    """Return the design with the numbering of the style, which decides how labels are set."""
    return replace(design, references=replace(design.references, numbering=style.numbering))
