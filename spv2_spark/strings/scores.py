"""Field by field: how many were found, and found rightly.

A field is right if its name, its first and its last token are (as GROBID and DeLFT count them).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spv2_spark.strings.spans import runs_of

Labels = Sequence[str]


@dataclass(slots=True)
class FieldCounts:
    """Fields by their names: in the gold, found, and right."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Labels, found: Labels) -> None:
        """Count the fields of one string's gold labels and of those that a tagger gave it."""
        wanted, given = set(runs_of(gold)), set(runs_of(found))
        self.gold.update(name for name, *_ in wanted)
        self.found.update(name for name, *_ in given)
        self.right.update(name for name, *_ in wanted & given)

    def f1(self, name: str | None = None) -> float:
        """Return a field's F1, or the micro average over all of them; 0 where there is none.

        >>> counts = FieldCounts()
        >>> counts.add(["B-day", "O", "B-year"], ["B-day", "O", "O"])
        >>> round(counts.f1(), 3), counts.f1("day")
        (0.667, 1.0)
        """
        counted = (self.gold, self.found, self.right)
        gold, found, right = (one.total() if name is None else one[name] for one in counted)
        return 2 * right / (gold + found) if gold + found else 0.0


def counts_of(pairs: Iterable[tuple[Labels, Labels]]) -> FieldCounts:
    """Return the counts of (gold labels, found labels) of many strings."""
    counts = FieldCounts()
    for gold, found in pairs:
        counts.add(gold, found)
    return counts
