"""Font families by the looks that journals have, and which of them a machine holds.

A look lists families from the most to the least faithful. Typst embeds Libertinus Serif, New
Computer Modern and DejaVu Sans Mono, so "roman" and "modern" always have a face of their own.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from spv2_spark.typeset.data_files import PACKAGE, read_as

_SUBSTITUTES = {"sans": ("DejaVu Sans", "Libertinus Serif"), "serif": ("Libertinus Serif",)}
_SANS = frozenset({"helvetica", "modern-sans", "biolinum", "humanist", "grotesque"})

# Behind every face stand ones that have what it lacks, down to Chinese and Japanese.
_BEHIND = ("DejaVu Sans", "FreeSerif", "Noto Sans", "Droid Sans Fallback", "WenQuanYi Micro Hei")

EMBEDDED = frozenset({"Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"})


@cache
def looks() -> dict[str, tuple[str, ...]]:
    """Return the font families of every look."""
    return read_as(dict[str, tuple[str, ...]], PACKAGE / "pools" / "fonts.toml")


def drawn(look: str, families: Collection[str], rng: random.Random) -> str:
    """Draw a family of a look among those at hand; the first ones are drawn most."""
    there = [family for family in looks()[look] if family in families]
    if not there:
        kind = "sans" if look in _SANS else "serif"
        there = [one for one in _SUBSTITUTES[kind] if one in families] or ["Libertinus Serif"]
    return there[min(int(rng.random() ** 1.4 * len(there)), len(there) - 1)]


def with_fallbacks(family: str, families: Collection[str]) -> tuple[str, ...]:
    """Return the family and those behind it that are at hand."""
    return (family, *(one for one in _BEHIND if one in families and one != family))


@cache
def families_in(folders: Sequence[Path]) -> frozenset[str]:
    """Return the families that Typst finds in folders, and those that it embeds."""
    import typst

    found = typst.Fonts(font_paths=[str(folder) for folder in folders], include_system_fonts=False)
    return frozenset(found.families()) | EMBEDDED
