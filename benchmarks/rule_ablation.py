"""What each rule of the decoder is worth: papers read without it, one rule after the other.

    python benchmarks/rule_ablation.py PAPERS [PAPERS ...] [--printed OUT] [--sets NAME [NAME ...]]
                                       [--model PACKAGE] [--rules NAME [NAME ...]] [--markdown]

PAPERS are folders of PDFs with gold, each a group of its own; OUT is what latex_classes.py made,
scored as it scores; NAME are sets of hand_set.py, together a group. The tagger runs once. A rule
is left out of the papers that it changes, as a trace tells, and nowhere else would it matter.
Prints a line a rule: in how many papers it did something, and for each group what leaving it out
costs the sum of the six F1s, in thousandths, with the 95% interval of that (paired bootstrap over
papers), and the field that it costs most. Below zero a rule does harm; rules that did nothing in
any paper stand at the end. With `--rules` only those are left out, and each of their changes is
printed above the lines. `--markdown` prints a table for docs/rule-ablation.md.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from hand_set import ARCHIVES, sources, whole_works_as_read
from latex_classes import comparable
from short_runs import read_folder

from spv2_spark.config import PdfSettings
from spv2_spark.decode.book import RULES, known_rules
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.nn.package import read_package
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pipeline.training.evaluate import rules_of
from spv2_spark.scoring.bootstrap import Float64s, Interval, interval
from spv2_spark.scoring.score import EXACT, FIELDS, Counts, Pair, Rules, counts_of, f1_of

_PRINTED = Rules(soft=True, middle_names=False)
_AT_ONCE = 32

PaperCounts = dict[str, Counts]


@dataclass(slots=True)
class Paper:
    """A paper with its tags: its counts with all rules, and without each that changed it."""

    pair: Pair
    document: Document
    tags: Sequence[PageTags]
    whole: PaperCounts = field(default_factory=dict)
    without: dict[str, PaperCounts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Papers that are scored alike."""

    name: str
    papers: list[Paper]
    printed: bool = False
    by_hand: bool = False

    def counts(self, pair: Pair) -> PaperCounts:
        """Return what of a pair is right."""
        if self.printed:
            return counts_of(comparable(pair), _PRINTED)
        pair = whole_works_as_read(pair) if self.by_hand else pair
        return counts_of(pair, rules_of([pair]).get(pair.collection, EXACT))


def set_by_hand(names: Sequence[str]) -> Iterator[tuple[Pair, Document]]:
    """Yield the papers of hand sets that can be read, with their gold."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            for source in sources(name, Path(scratch)):
                document = read_pdf(source.pdf.read_bytes(), PdfSettings())
                if isinstance(document, Document) and source.gold:
                    yield Pair(source.gold, None, "", source.name), document


def tagged(found: Sequence[tuple[Pair, Document]], package: str) -> Iterator[Paper]:
    """Yield papers that have gold, tagged."""
    tagger = load_tagger(read_package(package))
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        for (pair, document), tags in zip(some, tagger.tag([d for _, d in some]), strict=True):
            yield Paper(pair, document, tags)


def count(group: Group, known: frozenset[str], rules: frozenset[str], *, show: bool) -> None:
    """Fill in what is right of each paper, with all rules and without each that changes it."""
    for paper in group.papers:
        explained = Decoder().explained(paper.document, paper.tags, known)
        paper.whole = group.counts(paper.pair._replace(metadata=explained.metadata))
        changes = [change for change in explained.trace.changes if change.rule in rules]
        for change in changes if show else ():
            removed, added = ([one.text for one in some] for some in change[2:])
            print(f"{paper.pair.name} {change.rule}: {removed} -> {added}")
        for name in sorted({change.rule for change in changes}):
            decoder = Decoder(without=frozenset([name]))
            metadata = decoder.metadata_of(paper.document, paper.tags, known)
            paper.without[name] = group.counts(paper.pair._replace(metadata=metadata))


def worth(group: Group, rule: str, name: str) -> tuple[float, Interval]:
    """Return what a field's F1 loses without a rule, and the interval of that."""
    rows = [
        [one.precision, one.recall, other.precision, other.recall]
        for paper in group.papers
        if (one := paper.whole.get(name))
        and (other := paper.without.get(rule, paper.whole).get(name))
    ]
    table = np.array(rows) if rows else np.zeros((0, 4))
    if not rows or (table[:, :2] == table[:, 2:]).all():
        return 0.0, Interval(0.0, 0.0)
    return _loss(table.mean(axis=0)), interval(table, _loss)


def summed(group: Group, rule: str) -> tuple[float, Interval]:
    """Return what all fields lose together, and the interval of that."""
    rows = [
        [
            value
            for name in FIELDS
            for counts in (paper.whole, paper.without.get(rule, paper.whole))
            for value in _row(counts.get(name))
        ]
        for paper in group.papers
    ]
    if not rows:
        return 0.0, Interval(0.0, 0.0)
    table = np.array(rows)
    return _losses(table.mean(axis=0)), interval(table, _losses)


def _row(counts: Counts | None) -> tuple[float, float, float]:
    """Return precision, recall and weight: a paper without gold of a field does not count."""
    return (counts.precision, counts.recall, 1.0) if counts else (0.0, 0.0, 0.0)


def _losses(means: Float64s) -> float:
    fields = means.reshape(len(FIELDS), 2, 3)  # (fields, with and without, precision ...)
    return sum(
        f1_of(*(one[0, :2] / one[0, 2])) - f1_of(*(one[1, :2] / one[1, 2]))
        for one in fields
        if one[0, 2] > 0
    )


def _loss(means: Float64s) -> float:
    return f1_of(float(means[0]), float(means[1])) - f1_of(float(means[2]), float(means[3]))


def line_of(rule: str, groups: Sequence[Group]) -> str:
    """Return a rule's line."""
    told = []
    for group in groups:
        fired = sum(rule in paper.without for paper in group.papers)
        if not fired:
            told.append(f"{0:4} {'':31}")
            continue
        value, (low, high) = summed(group, rule)
        by_field = {name: worth(group, rule, name)[0] for name in FIELDS}
        most = max(by_field, key=lambda name: abs(by_field[name]))
        where = most if abs(by_field[most]) > 0 else ""
        told.append(
            f"{fired:4} {1000 * value:+6.1f} {1000 * low:+6.1f}..{1000 * high:+5.1f} {where:11}"
        )
    return f"{rule:32} " + " ".join(told)


def row_of(rule: str, groups: Sequence[Group]) -> str:
    """Return a rule's row of a table in Markdown."""
    cells = []
    for group in groups:
        fired = sum(rule in paper.without for paper in group.papers)
        value, (low, high) = summed(group, rule) if fired else (0.0, (0.0, 0.0))
        told = f"{fired}: {1000 * value:+.1f} ({1000 * low:+.1f} to {1000 * high:+.1f})"
        cells.append(told if fired else "")
    return f"| `{rule}` | {' | '.join(cells)} |"


def main() -> None:
    """Read all papers, leave out rules and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--printed", type=Path)
    parser.add_argument("--sets", nargs="+", default=[], choices=ARCHIVES, metavar="NAME")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--model", default="packaged:default")
    parser.add_argument("--rules", nargs="+", default=[], metavar="NAME")
    chosen = parser.parse_args()
    known = load_tagger(read_package(chosen.model)).known_words
    groups = [
        Group(str(folder), list(tagged(read_folder(folder), chosen.model)))
        for folder in chosen.papers
    ]
    if chosen.printed:
        found = tagged(read_folder(chosen.printed), chosen.model)
        groups.append(Group("printed", list(found), printed=True))
    if chosen.sets:
        found = tagged(list(set_by_hand(chosen.sets)), chosen.model)
        groups.append(Group("set by hand", list(found), by_hand=True))
    rules = known_rules(chosen.rules) or frozenset(RULES)
    for group in groups:
        count(group, known, rules, show=bool(chosen.rules))
    heads = [f"{one.name[-30:]} ({len(one.papers)})" for one in groups]
    if chosen.markdown:
        print(f"| rule | {' | '.join(heads)} |", f"| --- |{' --- |' * len(heads)}", sep="\n")
    else:
        print(" " * 33 + " ".join(f"{head:36}" for head in heads))
    line = row_of if chosen.markdown else line_of

    def order(rule: str) -> float:
        return -sum(summed(group, rule)[0] for group in groups)

    fired = {rule for group in groups for paper in group.papers for rule in paper.without}
    for rule in sorted(fired, key=order):
        print(line(rule, groups), flush=True)
    print("\ndid nothing:", ", ".join(sorted(rules - fired)))


if __name__ == "__main__":
    main()
