"""The sample articles typeset in designs of their own kind, for `make demo`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from spv2_spark.typeset.design import Design
from spv2_spark.typeset.draw import draw_design
from spv2_spark.typeset.entries import numbered_as, set_list
from spv2_spark.typeset.generator import PaperGenerator, Typeset
from spv2_spark.typeset.references import draw_style
from spv2_spark.typeset.samples import sample_articles


def typeset_samples(generator: PaperGenerator, seed: int = 0) -> Iterator[tuple[str, Typeset]]:
    """Yield (name, paper) for every invented article, with its own title, authors and list.

    Works with the fonts that Typst embeds; the same seed and fonts give the same bytes.
    """
    for number, sample in enumerate(sample_articles()):
        rng = random.Random(f"{seed}/{sample.article.source_id}")  # noqa: S311
        style = draw_style(rng)
        entries, labels = set_list(sample.article.references, style, rng)
        design = draw_design(rng, generator.families, sample.family, sample.article.language)
        design = numbered_as(_whole(design), style)
        paper = generator.typeset(sample.article, entries, design, rng, labels)
        yield f"{number + 1:02d}-{sample.article.source_id.removeprefix('sample-')}", paper


def _whole(design: Design) -> Design:
    """Return the design without what would take the article's own parts away."""
    content = replace(design.content, authors="kept", title="kept", journal="kept", without="")
    order = design.front.order
    if "title" not in order or "authors" not in order:
        order = ("masthead", "title", "authors", "affiliations", "abstract", "keywords")
    arrangement = design.authors.arrangement
    return replace(
        design,
        content=content,
        front=replace(design.front, order=order),
        title=replace(design.title, prefix=""),
        authors=replace(
            design.authors, arrangement="line" if arrangement == "none" else arrangement
        ),
        references=replace(design.references, notes=False, at_most=40),
    )
