"""One paper from one article: its language, its list and its design, drawn and typeset."""

from __future__ import annotations

import random
from dataclasses import replace

from spv2_spark.domain.article import Article
from spv2_spark.typeset.draw import draw_design
from spv2_spark.typeset.entries import numbered_as
from spv2_spark.typeset.generator import PaperGenerator, Typeset
from spv2_spark.typeset.local import draw_local_list, local_languages, local_paper, localised
from spv2_spark.typeset.reference_pool import ReferencePool, draw_list
from spv2_spark.typeset.references.chance import chance

# Of the papers; the others have the article's own language.
OTHER_LANGUAGES = 0.4


def typeset_paper(
    generator: PaperGenerator, article: Article, pool: ReferencePool, family: str,
    rng: random.Random,
) -> Typeset:  # fmt: skip
    """Return the article typeset with a list of the pool, or a paper in a language drawn."""
    if chance(rng, OTHER_LANGUAGES):
        shares = local_languages(generator.families)
        code = rng.choices(list(shares), list(shares.values()))[0]
        return typeset_local(generator, article, code, family, rng)
    style, entries, numbers = draw_list(article, pool, rng)
    design = draw_design(rng, generator.families, family, article.language)
    return generator.typeset(article, entries, numbered_as(design, style), rng, numbers)


def typeset_local(
    generator: PaperGenerator, base: Article, code: str, family: str, rng: random.Random
) -> Typeset:
    """Return an invented paper in the language `code`; its English parts are those of `base`."""
    paper = local_paper(base, code, rng)
    style, entries, numbers = draw_local_list(base, code, rng)
    drawn = draw_design(rng, generator.families, family, paper.article.language)
    design = localised(drawn, paper, generator.families, rng)
    second = paper.second
    if second is not None:
        second = replace(second, names=second.names[: design.authors.cap])
    return generator.typeset(
        paper.article, entries, numbered_as(design, style), rng, numbers, second
    )
