"""The axes of random styles, in `axes.toml`: each value with its weight."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spv2_spark.typeset.data_files import PACKAGE, read_as
from spv2_spark.typeset.references.style import Numbering

Weighted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class StyleAxes:
    """Values and weights; the sums need not be 100.

    `numberings` have the form of a number beside its place, and `cuts` how many names may be
    printed and how many are if there are more. The others are templates or parts of them, for
    styles whose authors are followed by the year (`_dated`) or not.
    """

    languages: Weighted
    numberings: tuple[tuple[Numbering, str, int], ...]
    cuts: tuple[tuple[tuple[int, int], int], ...]
    heads_dated: Weighted
    heads: Weighted
    locators_dated: Weighted
    locators: Weighted
    imprints: Weighted
    years: Weighted
    holders: Weighted
    meetings: Weighted
    tails: Weighted
    leaves: Weighted
    online: Weighted
    page_dashes: Weighted
    date_forms: Weighted
    english_access_forms: Weighted
    access_forms: Weighted
    doi_forms: Weighted


@cache
def style_axes() -> StyleAxes:
    """Return the axes of random styles."""
    return read_as(StyleAxes, PACKAGE / "references" / "axes.toml")
