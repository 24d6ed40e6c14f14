"""How much of the gold of real papers the aligner finds again, and what it drops and masks.

    python benchmarks/label_yield.py ../shared/data/real/train ../shared/data/real/dev

Reads every PDF as the tokenise job does and labels it as the label job does. Prints, by
collection, the papers whose title is labelled, the papers whose authors are all labelled and
the reference titles found, each of those that gold knows; then why papers were dropped (the
table adds up to the papers, or the script fails), why gold got no labels, and why tokens were
masked. Found is not correct: that is looked at with `spv2 inspect`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from spv2_spark.config import PdfSettings
from spv2_spark.errors import Failure
from spv2_spark.gold.canvas import Count, Labelled
from spv2_spark.gold.corpus import CorpusPaper, iter_corpus
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pipeline.training.label import label_paper

Tally = Counter[tuple[str, str]]

SHARES = ("title", "authors", "reference titles")


@dataclass
class Yield:
    """What became of the papers of a collection."""

    outcomes: Counter[str] = field(default_factory=Counter)  # "" is kept
    gold: Counter[str] = field(default_factory=Counter)  # by the names in SHARES
    found: Counter[str] = field(default_factory=Counter)
    drops: Tally = field(default_factory=Counter)  # (field, reason) -> pieces of gold
    masked: Counter[str] = field(default_factory=Counter)  # reason -> tokens

    def add(self, labelled: Labelled) -> None:
        """Count one labelled paper."""
        report = labelled.report
        self.outcomes[labelled.dropped] += 1
        self.masked.update(report.masked)
        self.drops.update((drop.field, drop.reason) for drop in report.drops)
        for name, count in report.counts.items():
            missing = sum(drop.field == name for drop in report.drops)
            assert count.gold - count.found == missing, f"{name}: drops do not add up"
        counts = report.counts
        for name, whole in (("title", counts.get("title")), ("authors", counts.get("author"))):
            if whole:
                self.gold[name] += 1
                self.found[name] += whole.found == whole.gold
        titles = counts.get("bib_title", Count())
        self.gold["reference titles"] += titles.gold
        self.found["reference titles"] += titles.found


def yields_of(papers: Iterable[CorpusPaper]) -> dict[str, Yield]:
    """Return the yield of every collection and of "all"."""
    yields: dict[str, Yield] = {}
    for paper in papers:
        both = [yields.setdefault(name, Yield()) for name in (paper.collection, "all")]
        document = read_pdf(paper.pdf.read_bytes(), PdfSettings())
        labelled = None
        if not isinstance(document, Failure):
            labelled = label_paper(str(paper.pdf), document)
        for one in both:
            if labelled is None:
                one.outcomes["not read"] += 1
            else:
                one.add(labelled)
    return yields


def main() -> None:
    """Print the yield over the folders given."""
    papers = [paper for folder in sys.argv[1:] for paper in iter_corpus(Path(folder))]
    yields = yields_of(papers)
    print(f"{'':12} papers  {'title':>18} {'all authors':>18} {'reference titles':>18}")
    for name, one in sorted(yields.items(), key=lambda item: (item[0] == "all", item[0])):
        shares = [_share(one.found[share], one.gold[share]) for share in SHARES]
        print(f"{name:12} {one.outcomes.total():6}  " + " ".join(f"{text:>18}" for text in shares))
    whole = yields["all"]
    assert whole.outcomes.total() == len(papers), "papers are missing from the table"
    print("\npapers kept and dropped")
    _table({reason or "kept": count for reason, count in whole.outcomes.items()})
    print("\ngold without labels")
    _table({f"{kind}: {reason}": count for (kind, reason), count in whole.drops.items()})
    print("\nmasked tokens")
    _table(dict(whole.masked))


def _share(found: int, gold: int) -> str:
    return f"{found}/{gold} {found / gold:.1%}" if gold else "no gold"


def _table(rows: dict[str, int]) -> None:
    for name, count in sorted(rows.items(), key=lambda row: -row[1]):
        print(f"{count:8} {name}")
    print(f"{sum(rows.values()):8} in all")


if __name__ == "__main__":
    main()
