"""The further fields against JATS: precision, recall and F1 of each, by document.

    python benchmarks/further_fields.py DATA [--split dev] [--limit N] [--misses FIELD]

DATA holds real/SPLIT/pmc: PDFs with their `.nxml` beside them. Every paper is read, tagged, decoded
and its further fields are read in this process. A document's precision and recall are over its
values, F1 is that of their means over the documents whose gold has the field. `exact` is equality
in SPv2's plain form (case, spaces, dashes), `soft` GROBID's Levenshtein similarity of at least 0.8.
Links are pairs of an author and an affiliation.

Gold holds more than a PDF prints: identifiers and addresses count where their text stands in the
PDF, dates where day, month and year stand side by side, keywords where their first letters do.
Last pages are compared in full: 109 for "101-9" on both sides.
"""

from __future__ import annotations

import argparse
import calendar
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from spv2_spark.config import PdfSettings, Settings
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain import normal_forms
from spv2_spark.domain.article import Article, SourceReference
from spv2_spark.domain.metadata import Metadata, Value
from spv2_spark.domain.page import Document
from spv2_spark.engines.strings import taggers_of, versions_of
from spv2_spark.further.models import NAMES
from spv2_spark.further.numbering import complete_last
from spv2_spark.further.reader import FurtherReader
from spv2_spark.gold.corpus import CorpusPaper, iter_corpus
from spv2_spark.gold.jats_article import read_article
from spv2_spark.gold.jats_citation import gold_references
from spv2_spark.gold.markup import parse_xml
from spv2_spark.nn.device import Device
from spv2_spark.nn.package import read_package
from spv2_spark.nn.tagger import load_tagger
from spv2_spark.pdf.read import read_pdf
from spv2_spark.scoring.matchers import levenshtein, one_to_one
from spv2_spark.scoring.score import Counts, f1_of

Values = dict[str, list[str]]
_FIRST_LETTERS = 12  # of a keyword: the rest may be broken at a line's end


class Paper(NamedTuple):
    """What gold says of a paper's fields, and what was read."""

    name: str
    gold: Values
    read: Values


class Seconds(NamedTuple):
    """CPU seconds of the six fields (reading, tagging, decoding) and of the further ones."""

    six: float
    further: float


def papers(data: Path, split: str, limit: int) -> Iterator[tuple[Paper, Seconds]]:
    """Yield the papers of a split with gold; those that cannot be read are left out."""
    tagger = load_tagger(read_package("packaged:default"), threads=1)
    settings, decoder = Settings(), Decoder()
    models = taggers_of(settings, NAMES, versions_of(settings, NAMES), Device(threads=1))
    reader = FurtherReader(lambda: models)
    found = [one for one in iter_corpus(data / "real" / split / "pmc") if one.gold is not None]
    for paper in found[: limit or None]:
        began = time.process_time()
        document = read_pdf(paper.pdf.read_bytes(), PdfSettings())
        if not isinstance(document, Document):
            continue
        (tags,) = tagger.tag([document])
        decoded = decoder.decoded(document, tags, tagger.known_words)
        between = time.process_time()
        (metadata,) = reader([decoded])
        seconds = Seconds(between - began, time.process_time() - between)
        yield Paper(paper.paper_id, gold_of(paper, document), read_of(metadata)), seconds


def gold_of(paper: CorpusPaper, document: Document) -> Values:
    """Return what the paper's JATS says of each field."""
    assert paper.gold is not None
    data = paper.gold.read_bytes()
    article = read_article(data, paper.paper_id)
    root = parse_xml(data, paper.paper_id, recover=True)
    printed = _squeezed("".join(text for page in document.pages for text in page.texts))
    labels = [one.label.strip("[]().") for one in gold_references(root) or ()]
    values = {**_paper_gold(article, printed), **_reference_gold(article.references, printed)}
    values["bib_label"] = labels
    return {name: list(filter(None, texts)) for name, texts in values.items()}


def _paper_gold(article: Article, printed: str) -> Values:
    def there(*texts: str) -> list[str]:
        return [one for one in texts if one and _squeezed(one) in printed]

    sections = (text for one in article.abstract for text in (one.heading, *one.paragraphs))
    keywords = (one for one in article.keywords if _squeezed(one)[:_FIRST_LETTERS] in printed)
    dates = {name: getattr(article, name) for name in ("received", "accepted", "published")}
    return {
        "abstract": [" ".join(filter(None, sections))],
        "keywords": list(keywords),
        "doi": there(article.doi),
        "emails": there(*(one.email for one in article.authors)),
        **{name: [one] if _is_printed(one, printed) else [] for name, one in dates.items()},
        "affiliations": list(article.affiliations),
        "links": [
            f"{normal_forms.author(one.name.full)} | {article.affiliations[at]}"
            for one in article.authors
            for at in one.affiliations
        ],
    }


def _reference_gold(references: Sequence[SourceReference], printed: str) -> Values:
    def each(take: Callable[[SourceReference], str]) -> list[str]:
        return [take(one) for one in references]

    def there(take: Callable[[SourceReference], str]) -> list[str]:
        return [one for one in each(take) if _squeezed(one) in printed]

    books = [one for one in references if one.publication_type in ("book", "chapter")]
    return {
        "bib_volume": each(lambda one: one.volume),
        "bib_issue": each(lambda one: one.issue),
        "bib_first_page": each(lambda one: one.first_page),
        "bib_last_page": each(lambda one: complete_last(one.first_page, one.last_page)),
        "bib_publisher": each(lambda one: one.publisher),
        "bib_place": each(lambda one: one.place),
        "bib_editors": [name.full for one in references for name in one.editors],
        "bib_book_title": [one.container or one.title for one in books],
        "bib_doi": there(lambda one: one.doi),
        "bib_pmid": [one.pmid for one in references if f"pmid{one.pmid}" in printed],
        "bib_url": there(lambda one: one.url),
        "bib_type": each(lambda one: one.publication_type),
    }


def read_of(metadata: Metadata) -> Values:
    """Return what was read of each field."""
    paper = metadata.details
    names = [normal_forms.author(one.name.text) for one in metadata.authors]
    values = {
        "abstract": _texts([paper.abstract]),
        "keywords": _texts(paper.keywords),
        "doi": _texts([paper.doi]),
        "emails": _texts(paper.emails),
        "received": _texts([paper.received]),
        "accepted": _texts([paper.accepted]),
        "published": _texts([paper.published]),
        "affiliations": [one.text.text for one in paper.affiliations],
        "links": [
            f"{names[at]} | {one.text.text}" for one in paper.affiliations for at in one.authors
        ],
    }
    details = [one.details for one in metadata.references]
    for name in (
        "volume", "issue", "first_page", "last_page", "publisher", "place", "book_title", "doi",
        "pmid", "url",
    ):  # fmt: skip
        values[f"bib_{name}"] = _texts(getattr(one, name) for one in details)
    values["bib_editors"] = [name.name.text for one in details for name in one.editors]
    values["bib_type"] = [one.publication_type for one in details]
    values["bib_label"] = [text.strip("[]().") for text in _texts(one.label for one in details)]
    return values


def _texts(values: Iterable[Value | None]) -> list[str]:
    return [one.text for one in values if one]


def _is_printed(date: str, printed: str) -> bool:
    """Whether a text without spaces has a day: 19may2011, may192011, 2011may19, 20110519."""
    if date.count("-") != 2:
        return False
    year, month, day = date.split("-")
    names = (
        calendar.month_name[int(month)],
        calendar.month_abbr[int(month)],
        month,
        str(int(month)),
    )
    days = (day, str(int(day)))
    forms = ("{d}{m}{y}", "{m}{d}{y}", "{y}{m}{d}", "{y}{d}{m}")
    told = (form.format(d=d, m=m.lower(), y=year) for form in forms for m in names for d in days)
    return any(one in printed for one in told)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def exact(gold: Sequence[str], read: Sequence[str]) -> int:
    """Return how many values are equal in SPv2's plain form."""
    one, two = (Counter(map(normal_forms.plain, texts)) for texts in (gold, read))
    return (one & two).total()


def soft(gold: Sequence[str], read: Sequence[str]) -> int:
    """Return how many values of gold find one of their own that is similar."""
    return one_to_one(list(gold), list(read), levenshtein)


def line_of(field: str, found: Sequence[Paper]) -> str:
    """Return a row of the Markdown table: a field's figures, exact and soft."""
    scored = [one for one in found if one.gold.get(field)]
    cells = [f"| {field} | {len(scored)}"]
    for match in (exact, soft):
        counts = [
            Counts(
                match(one.gold[field], one.read[field]), len(one.read[field]), len(one.gold[field])
            )
            for one in scored
        ]
        precision = sum(one.precision for one in counts) / len(counts)
        recall = sum(one.recall for one in counts) / len(counts)
        cells.append(f"{precision:.3f} | {recall:.3f} | {f1_of(precision, recall):.3f}")
    return " | ".join(cells) + " |"


def misses_of(field: str, found: Iterable[Paper]) -> Iterator[str]:
    """Yield what differs in a field, paper by paper."""
    for one in found:
        gold, read = one.gold.get(field, []), one.read[field]
        if gold and soft(gold, read) < max(len(gold), len(read)):
            lost = [text for text in gold if text not in read]
            yield f"{one.name}: {lost} <- {[text for text in read if text not in gold]}"


def main() -> None:
    """Read the papers and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--misses", default="")
    options = parser.parse_args()
    both = list(papers(options.data, options.split, options.limit))
    found = [paper for paper, _ in both]
    print("| field | papers | exact P | R | F1 | soft P | R | F1 |")
    print("| --- |" + " --- |" * 7)
    for field in dict.fromkeys(name for one in found for name in one.gold):
        if any(one.gold.get(field) for one in found):
            print(line_of(field, found))
    six, further = (sum(getattr(one, name) for _, one in both) for name in Seconds._fields)
    each = max(len(both), 1)
    print(f"\nCPU s a paper: six fields {six / each:.2f}, further fields {further / each:.2f}")
    for line in misses_of(options.misses, found) if options.misses else ():
        print(line)


if __name__ == "__main__":
    main()
