"""What choosing pages before the model costs: gold that stands on the pages that are read.

    python benchmarks/page_recall.py FOLDER [FOLDER ...]

FOLDERs hold PDFs with gold beside them. For each way to choose pages ("spv2": the first three
and the last five; "references": the first three and those that look like references; "all")
prints the share of the gold's titles and reference titles that stand in the text of the pages
read, how many pages these are, and their ratio to "all".
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from spv2_spark.config import PdfSettings
from spv2_spark.domain import normal_forms
from spv2_spark.domain.gold import Gold
from spv2_spark.domain.page import Document
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.gold.read import read_gold
from spv2_spark.pdf.read import read_pdf

MODES = ("spv2", "references", "all")


def squeezed(text: str) -> str:
    """Return text as it is looked for: letters and digits alone."""
    return "".join(filter(str.isalnum, normal_forms.soft(text)))


def wanted_of(gold: Gold) -> dict[str, list[str]]:
    """Return the titles of a paper's gold by their kind, squeezed."""
    titles = [one.title for one in gold.references or () if one.title]
    kinds = {"title": [gold.title] if gold.title else [], "bib title": titles}
    return {kind: [squeezed(text) for text in texts] for kind, texts in kinds.items()}


def counted(pdf: bytes, wanted: Mapping[str, Sequence[str]], mode: str) -> Counter[str]:
    """Return how many pages are read, and how many titles of each kind stand on them."""
    document = read_pdf(pdf, PdfSettings(pages=mode, max_pages=10_000))
    if not isinstance(document, Document):
        return Counter()
    text = squeezed("".join("".join(page.texts) for page in document.pages))
    found = {kind: sum(one in text for one in texts) for kind, texts in wanted.items()}
    return Counter({"pages": len(document.pages), **found})


def main() -> None:
    """Count and print."""
    counts = {mode: Counter[str]() for mode in MODES}
    gold = Counter[str]()
    for folder in sys.argv[1:]:
        for paper in iter_corpus(Path(folder)):
            if paper.gold is None:
                continue
            wanted, pdf = wanted_of(read_gold(paper.gold)), paper.pdf.read_bytes()
            gold += Counter({kind: len(texts) for kind, texts in wanted.items()})
            for mode in MODES:
                counts[mode] += counted(pdf, wanted, mode)
    for mode, count in counts.items():
        shares = "  ".join(f"{kind} {count[kind] / n:.3f}" for kind, n in gold.items())
        ratio = count["pages"] / max(counts["all"]["pages"], 1)
        print(f"{mode:12} {shares}  {count['pages']} pages, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
