"""A reference list as the generator takes it: entries and their printed numbers in one style."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from spv2_spark.domain.article import SourceReference
from spv2_spark.typeset.design import Design
from spv2_spark.typeset.references.style import Numbering
from spv2_spark.typeset.sheet import Entry


class Style(Protocol):
    """What prints the entries of a document's list, all in one manner."""

    @property
    def numbering(self) -> Numbering:
        """How entries are numbered."""

    def set_entry(self, reference: SourceReference, rng: random.Random) -> Entry:
        """Return the printed entry without its number; () where nothing of it is printed."""

    def label_of(self, index: int, reference: SourceReference) -> str:
        """Return the printed number or key of the `index`-th entry (from 1), "" for none."""


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
