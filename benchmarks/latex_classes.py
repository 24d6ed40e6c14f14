"""Papers in publishers' own LaTeX classes: how well a model reads each, and what it misses.

    python benchmarks/latex_classes.py OUT JATS.tar.xz [JATS.tar.xz ...] [--count 3]
        [--model PACKAGE] [--designs DESIGN ...] [--misses FIELD ...]

The designs are classes and BibTeX styles of TeX Live (`latex_designs` and its neighbours): none
of the generator that typesets what models are trained on. Articles are taken of the JATS archives,
held-back ones alone, which no model has seen. The papers that OUT lacks are typeset by pdflatex
and bibtex, which must be on PATH; one that cannot be is named and counted. OUT has the PDFs and
their gold, DESIGN/PAPER/PAPER.pdf and .gold.json. All papers of the designs are read: a line a
design with its F1s, the worst first, then one for all. --misses prints what was missed.

Gold is what is printed: a part that the style leaves out, so that its letters are not in the
entry that BibTeX makes, is not gold. Strings are compared without case, accents, punctuation and
white space, the paper's authors without middle names. Styles abbreviate and cut: authors of
references are compared by first initial and surname, years without the letter that tells those
of one year apart. A work that has no venue may be read as title or as venue: publishers do both.
A paper that cannot be read scores zero.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from latex_designs import ARTICLES
from latex_designs_publishers import PUBLISHERS
from latex_designs_societies import SOCIETIES
from latex_typeset import DEBIAN_PACKAGES, Spoilt, can_be_typeset, lacking, typeset
from short_runs import line_of, read_by, read_folder

from spv2_spark.domain import normal_forms
from spv2_spark.domain.article import Article
from spv2_spark.domain.gold import GoldReference, PersonName
from spv2_spark.domain.gold_json import gold_to_json
from spv2_spark.domain.metadata import Author, Reference
from spv2_spark.gold.corpus import iter_corpus
from spv2_spark.gold.jats_article import iter_articles
from spv2_spark.gold.read import read_gold
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.pipeline.synthetic.library import is_held_back
from spv2_spark.report.evaluation import misses_of
from spv2_spark.scoring.score import FIELDS, Pair, Rules, score

DESIGNS = {**ARTICLES, **SOCIETIES, **PUBLISHERS}
_RULES = Rules(soft=True, middle_names=False)
_YEAR_LETTER = re.compile(r"(?<=\d{4})[a-z]$")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd"})


def missing_papers(out: Path, designs: Sequence[str], count: int) -> list[tuple[str, Path]]:
    """Return (design, PDF) of the papers that OUT lacks."""
    names = [(design, f"{design}-{number}") for design in designs for number in range(count)]
    paths = [(design, out / design / name / f"{name}.pdf") for design, name in names]
    return [(design, pdf) for design, pdf in paths if not _gold_of(pdf).exists()]


def articles_of(archives: Sequence[Path]) -> list[Article]:
    """Return the held-back articles that can be typeset."""
    read = iter_articles(sorted(archives), on_error=lambda *_: None)
    return [one for one in read if is_held_back(one.source_id) and can_be_typeset(one)]


def make_papers(papers: Sequence[tuple[str, Path]], articles: Sequence[Article]) -> int:
    """Typeset the papers, each from an article drawn by its name; return how many failed."""
    failed = 0
    for design, pdf in papers:
        rng = random.Random(pdf.stem)  # noqa: S311  a sample, not a secret
        made = typeset(rng.choice(articles), DESIGNS[design], rng)
        if isinstance(made, Spoilt):
            failed += 1
            print(f"{pdf.stem}: not typeset: {made.reason}", flush=True)
            continue
        pdf.parent.mkdir(parents=True, exist_ok=True)
        pdf.write_bytes(made.pdf)
        _gold_of(pdf).write_text(gold_to_json(made.gold), encoding="utf-8")
        print(f"{pdf.stem}: typeset, {len(made.gold.references or ())} references", flush=True)
    return failed


def read_papers(folders: Sequence[Path], package: str) -> list[Pair]:
    """Return what a package reads in the papers of the designs' folders, as it is compared."""
    found = [one for folder in folders for one in read_folder(folder)]
    pairs = [comparable(pair) for pair in read_by(load_tagger(package), found)]
    return pairs + [one for folder in folders for one in _unread(folder, pairs)]


def comparable(pair: Pair) -> Pair:
    """Return a pair with names, years and titles of references as they are compared."""
    if pair.metadata is None or pair.gold.references is None:
        return pair
    read = tuple(map(_short_read, pair.metadata.references))
    metadata = replace(pair.metadata, references=read)
    titles = {normal_forms.soft(one.title.text) for one in read if one.title}
    venues = {normal_forms.soft(one.venue.text) for one in read if one.venue}
    gold = tuple(_as_read(_short_gold(one), venues - titles) for one in pair.gold.references)
    return pair._replace(gold=replace(pair.gold, references=gold), metadata=metadata)


def short_name(name: str) -> str:
    """Return the first initial and the surname's last word: "J. R. van der Berg" is "j berg"."""
    words = [normal_forms.soft(word) for word in name.replace(".", " ").split()]
    # At the head "Jr" and "Sr" are initials: "SR Nagel".
    words = words[:1] + [word for word in words[1:] if word not in _SUFFIXES]
    return f"{words[0][:1]} {words[-1]}" if len(words) > 1 else "".join(words)


def print_scores(pairs: Sequence[Pair]) -> None:
    """Print a line for each design, the worst first, and one for all."""
    designs = {pair.collection for pair in pairs}
    groups = {name: [one for one in pairs if one.collection == name] for name in designs}
    scores = {name: _f1_of(group) for name, group in sorted(groups.items())}
    for name in sorted(scores, key=lambda name: sum(scores[name].values()) / len(scores[name])):
        print(f"{name:20} {len(groups[name]):3}  {line_of(scores[name])}")
    print(f"{'all':20} {len(pairs):3}  {line_of(_f1_of(pairs))}", flush=True)


def print_misses(pairs: Sequence[Pair], fields: Sequence[str]) -> None:
    """Print what was missed or is too much of some fields, similar values side by side."""
    for pair in pairs:
        for miss in misses_of(pair, _RULES):
            if miss["field"] in fields:
                name = Path(pair.name).name
                print(f"{name} {miss['field']}: gold {miss['gold']!r}, read {miss['read']!r}")


def main() -> None:
    """Typeset what OUT lacks, read all and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("jats", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--model", default="packaged:default")
    parser.add_argument("--designs", nargs="+", default=sorted(DESIGNS), choices=sorted(DESIGNS))
    parser.add_argument("--misses", nargs="+", default=[], choices=FIELDS)
    chosen = parser.parse_args()
    papers = missing_papers(chosen.out, chosen.designs, chosen.count)
    if papers and (programs := lacking()):
        needed = " ".join(DEBIAN_PACKAGES)
        sys.exit(f"not on PATH: {', '.join(programs)}. On Debian: apt-get install {needed}")
    failed = make_papers(papers, articles_of(chosen.jats)) if papers else 0
    folders = [chosen.out / design for design in chosen.designs]
    pairs = read_papers([folder for folder in folders if folder.is_dir()], chosen.model)
    if not pairs:
        sys.exit(f"{chosen.out}: no papers of these designs")
    print_misses(pairs, chosen.misses)
    print_scores(pairs)
    if failed:
        print(f"{failed} papers could not be typeset")


def _gold_of(pdf: Path) -> Path:
    return pdf.with_suffix(".gold.json")


def _unread(folder: Path, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the papers of a folder that have gold and are not among the pairs, as failures."""
    read = {pair.name for pair in pairs}
    for paper in iter_corpus(folder):
        if paper.gold is not None and paper.paper_id not in read:
            yield Pair(read_gold(paper.gold), None, paper.collection, paper.paper_id)


def _f1_of(pairs: Sequence[Pair]) -> dict[str, float]:
    return {field: one.f1 for field, one in score(pairs, _RULES, draws=0).items()}


def _short_gold(reference: GoldReference) -> GoldReference:
    names = tuple(PersonName("", short_name(one.full)) for one in reference.authors)
    return replace(reference, authors=names)


def _short_read(reference: Reference) -> Reference:
    authors = tuple(
        Author(replace(one.name, text=short_name(one.name.text))) for one in reference.authors
    )
    year = reference.year
    if year is not None:
        year = replace(year, text=_YEAR_LETTER.sub("", year.text))
    return replace(reference, authors=authors, year=year)


def _as_read(gold: GoldReference, venues: Container[str]) -> GoldReference:
    """Return a work without a venue as one without a title, if its title was read as a venue."""
    is_alone = not gold.venue and normal_forms.soft(gold.title) in venues
    return replace(gold, title="", venue=gold.title) if is_alone else gold


if __name__ == "__main__":
    main()
