"""Which references a typeset paper lists: its article's own, or those of other fields.

The JATS articles at hand are biomedical. Papers of other fields cite books, proceedings,
theses and laws, so a part of the papers gets references of labelled strings, invented ones,
or strings set just as they were printed elsewhere.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spv2_spark.domain.article import Article, SourceReference
from spv2_spark.typeset.entries import Style, set_list
from spv2_spark.typeset.references import (
    NO_POOLS,
    Pools,
    draw_csl_style,
    draw_style,
    invent_reference,
)
from spv2_spark.typeset.sheet import Entry

_OWN, _INVENTED, _OTHERS, _STRINGS = 0.40, 0.20, 0.15, 0.12  # the rest is a mixture
_CSL = 0.2
_CSL_ENTRIES = 60  # CSL is slow: longer lists are set by the project's own styles
_LENGTHS = (3, 70)


@dataclass(frozen=True, slots=True)
class ReferencePool:
    """What lists are made of beside an article's own references; all of it may be empty."""

    references: Sequence[SourceReference] = ()
    strings: Sequence[Entry] = ()
    csl: Mapping[str, bytes] = field(default_factory=dict)
    pools: Pools = NO_POOLS


def draw_list(
    article: Article, pool: ReferencePool, rng: random.Random
) -> tuple[Style, list[Entry], list[str]]:
    """Draw a paper's reference list: its style, its entries, and their printed numbers."""
    length = int(rng.triangular(*_LENGTHS, 25))
    share = rng.random()
    style: Style = draw_style(rng)
    if pool.strings and share >= 1 - _STRINGS:
        return style, *_printed(pool, style, length, rng)
    references = _references(article, pool, share, length, rng)
    if pool.csl and len(references) <= _CSL_ENTRIES and rng.random() < _CSL:
        style = draw_csl_style(rng, pool.csl) or style
    return style, *set_list(references, style, rng)


def _references(
    article: Article, pool: ReferencePool, share: float, length: int, rng: random.Random
) -> Sequence[SourceReference]:
    if article.references and share < _OWN:
        return article.references
    if pool.references and share < _OWN + _OTHERS:
        return rng.sample(pool.references, min(length, len(pool.references)))
    invented = [invent_reference(rng, pool.pools) for _ in range(length)]
    if share < _OWN + _OTHERS + _INVENTED:
        return invented
    mixed = [*article.references, *invented[: length // 2]]
    rng.shuffle(mixed)
    return mixed[: max(length, 5)]


def _printed(
    pool: ReferencePool, style: Style, length: int, rng: random.Random
) -> tuple[list[Entry], list[str]]:
    """Return strings as they were printed elsewhere, numbered by the style."""
    entries = rng.sample(pool.strings, min(length, len(pool.strings)))
    nothing = SourceReference("other")
    return entries, [style.label_of(number, nothing) for number in range(1, len(entries) + 1)]
