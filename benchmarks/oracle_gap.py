"""A model against an oracle: gold labels through the same decoder, on the same papers.

    python benchmarks/oracle_gap.py ../shared/data/real/dev [PACKAGE]

What the oracle misses is the decoder's or the gold's own doing; the gap is the tagger's.
Prints SPv2's F1 by collection and field: the model's with its 95% interval (bootstrap over
papers), the same ignoring case and punctuation, the oracle's, and the ratio of the two.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from spv2_spark.config import PdfSettings
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.page import Document
from spv2_spark.gold.align import label_document
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.gold.read import read_gold
from spv2_spark.nn.package import read_package
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pipeline.training.evaluate import rules_of
from spv2_spark.scoring.oracle import tags_of_labels
from spv2_spark.scoring.score import EXACT, FieldScore, Pair, score

Scores = dict[str, FieldScore]


def papers(root: Path) -> Iterator[tuple[Pair, Document]]:
    """Yield every paper that has gold and can be read, as a pair without metadata."""
    for paper in iter_corpus(root):
        document = read_pdf(paper.pdf.read_bytes(), PdfSettings())
        if paper.gold is not None and isinstance(document, Document):
            yield Pair(read_gold(paper.gold), None, paper.collection, paper.paper_id), document


def read(root: Path, package: str) -> tuple[list[Pair], list[Pair]]:
    """Return what the model and what the oracle read."""
    found = list(papers(root))
    tagger = load_tagger(read_package(package))
    known, tagged = tagger.known_words, tagger.tag([document for _, document in found])
    model, oracle = [], []
    for (pair, document), tags in zip(found, tagged, strict=True):
        model.append(pair._replace(metadata=Decoder().metadata_of(document, tags, known)))
        labelled = label_document(document, pair.gold)
        perfect = tags_of_labels(labelled.labels)
        oracle.append(pair._replace(metadata=Decoder().metadata_of(document, perfect, known)))
    return model, oracle


def scores_of(pairs: list[Pair], collection: str, *, soft: bool = False) -> Scores:
    """Return the scores of a collection ("" for all)."""
    chosen = [pair for pair in pairs if collection in ("", pair.collection)]
    rules = rules_of(chosen)
    names = {pair.collection for pair in chosen}
    return score(chosen, {n: replace(rules.get(n, EXACT), soft=soft) for n in names})


def main() -> None:
    """Score both on the papers under argv[1]."""
    package = sys.argv[2] if len(sys.argv) > 2 else "packaged:default"
    model, oracle = read(Path(sys.argv[1]), package)
    print(f"{'':12} {'':12} papers  model  interval     soft   oracle  gap    ratio")
    for collection in ["", *sorted({pair.collection for pair in model})]:
        soft, best = scores_of(model, collection, soft=True), scores_of(oracle, collection)
        for field, one in scores_of(model, collection).items():
            top = best[field].f1
            print(
                f"{collection or 'all':12} {field:12} {one.documents:6}  {one.f1:.3f}"
                f"  {one.f1_interval.low:.3f}-{one.f1_interval.high:.3f}  {soft[field].f1:.3f}"
                f"  {top:.3f}  {top - one.f1:+.3f}  {one.f1 / max(top, 1e-9):.3f}"
            )


if __name__ == "__main__":
    main()
