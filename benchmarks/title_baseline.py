"""Titles: the packaged model against the largest-font rule, on the same papers.

    python benchmarks/title_baseline.py ../shared/data/real/dev [PACKAGE]

The rule takes what is set in the largest size of the first page, from the first such token
to the last in reading order, as long as it has three letters. Prints SPv2's title F1 (exact,
and ignoring case and punctuation) of both by collection, and the ratio.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from spv2_spark.config import PdfSettings
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.gold import Gold
from spv2_spark.domain.metadata import Metadata, Value
from spv2_spark.domain.page import Document, Mark, Page
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.gold.read import read_gold
from spv2_spark.nn.package import read_package
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.pdf.read import read_pdf
from spv2_spark.scoring.score import Pair, Rules, score

_SAME_SIZE = 0.97
_LEAST_LETTERS = 3


def largest_font_title(page: Page) -> str:
    """Return the text in the page's largest size that has at least three letters."""
    upright = (page.marks & Mark.ROTATED) == 0
    for size in sorted({float(one) for one in page.size_pt[upright]}, reverse=True):
        chosen = np.flatnonzero(upright & (page.size_pt >= size * _SAME_SIZE))
        text = _joined(page, chosen.tolist())
        if sum(letter.isalpha() for letter in text) >= _LEAST_LETTERS:
            return text
    return ""


def _joined(page: Page, tokens: Iterable[int]) -> str:
    spaced = (page.marks & Mark.SPACE_BEFORE) != 0
    return "".join(" " * bool(spaced[one]) + page.texts[one] for one in tokens).strip()


def papers(root: Path) -> list[tuple[str, Gold, Document]]:
    """Return (collection, gold, document) of every paper that has gold and can be read."""
    found = []
    for paper in iter_corpus(root):
        if paper.gold is None:
            continue
        document = read_pdf(paper.pdf.read_bytes(), PdfSettings())
        if isinstance(document, Document):
            found.append((paper.collection, read_gold(paper.gold), document))
    return found


def titles(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Return SPv2's title F1, exact and soft."""
    exact, soft = (score(pairs, Rules(soft=is_soft))["title"].f1 for is_soft in (False, True))
    return exact, soft


def main() -> None:
    """Score both on the papers under argv[1]."""
    read = papers(Path(sys.argv[1]))
    package = read_package(sys.argv[2] if len(sys.argv) > 2 else "packaged:default")
    tagger = load_tagger(package)
    documents = [document for _, _, document in read]
    tagged = tagger.tag(documents)
    rule, model = [], []
    for (collection, gold, document), tags in zip(read, tagged, strict=True):
        title = largest_font_title(document.pages[0])
        rule.append(Pair(gold, Metadata(Value(title, 1.0), (), ()), collection))
        model.append(
            Pair(gold, Decoder().metadata_of(document, tags, tagger.known_words), collection)
        )
    collections = sorted({collection for collection, _, _ in read})
    print(f"{'':12} papers  rule exact soft  model exact soft  ratio (exact)")
    for name in [*collections, "all"]:
        mine = [[one for one in side if name in ("all", one.collection)] for side in (rule, model)]
        (rule_exact, rule_soft), (exact, soft) = (titles(side) for side in mine)
        ratio = exact / max(rule_exact, 1e-9)
        print(
            f"{name:12} {len(mine[0]):6}  {rule_exact:10.3f} {rule_soft:.3f}"
            f"  {exact:11.3f} {soft:.3f}  {ratio:.2f}"
        )


if __name__ == "__main__":
    main()
