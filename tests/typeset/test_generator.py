"""Whole papers: labels exact over the tokens that our own reader finds, the same bytes again."""

# ruff: noqa: S311
from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.article import Article, ArticleAuthor, Segment
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import MASK, Entry, Field, begin
from spv2_spark.domain.page import Document, Page
from spv2_spark.pdf.read import read_pdf
from spv2_spark.typeset.draw import draw_design
from spv2_spark.typeset.entries import numbered_as, set_list
from spv2_spark.typeset.families import FAMILIES
from spv2_spark.typeset.generator import PaperGenerator, Typeset
from spv2_spark.typeset.labels import labels_of, masked_share, spelled
from spv2_spark.typeset.name_pool import name_pool_of
from spv2_spark.typeset.references import draw_style
from spv2_spark.typeset.samples import sample_articles
from spv2_spark.typeset.text_colour import SpanInfo, TypesetError, id_of

ALL_PAGES = dataclasses.replace(PdfSettings(), pages="all")
ARTICLES = tuple(sample.article for sample in sample_articles())
SYSTEM_FONTS = Path("/usr/share/fonts")


@pytest.fixture(scope="module")
def generator() -> PaperGenerator:
    return PaperGenerator(name_pool=name_pool_of(ARTICLES))


def typeset(generator: PaperGenerator, article: Article, seed: int, family: str = "") -> Typeset:
    rng = random.Random(seed)
    style = draw_style(rng)
    entries, labels = set_list(article.references, style, rng)
    design = numbered_as(draw_design(rng, generator.families, family, article.language), style)
    return generator.typeset(article, entries, design, rng, labels)


def document_of(paper: Typeset) -> Document:
    document = read_pdf(paper.pdf, ALL_PAGES)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_family_prints_exactly_what_was_meant(generator: PaperGenerator, family: str) -> None:
    for seed, article in enumerate(ARTICLES[:4]):
        paper = typeset(generator, article, seed, family)
        document = document_of(paper)
        labels = labels_of(document, paper.spans)
        assert [len(one.field) for one in labels] == [len(page) for page in document.pages]
        begun = sum(int((one.entry == Entry.BEGIN).sum()) for one in labels)
        assert begun == len(paper.gold.references or ())
        titles = sum(int((one.field == begin(Field.TITLE)).sum()) for one in labels)
        assert titles == (1 if paper.gold.title else 0)


def test_same_seed_same_bytes(generator: PaperGenerator) -> None:
    one = typeset(generator, ARTICLES[0], 11)
    two = typeset(PaperGenerator(name_pool=name_pool_of(ARTICLES)), ARTICLES[0], 11)
    assert one.pdf == two.pdf
    assert one.design == two.design
    assert one.pdf != typeset(generator, ARTICLES[0], 12).pdf


def test_labelled_text_stays_on_the_page(generator: PaperGenerator) -> None:
    for seed in range(40, 60):
        paper = typeset(generator, ARTICLES[seed % len(ARTICLES)], seed)
        for page in document_of(paper).pages:
            coloured = np.array([id_of(colour) > 0 for colour in page.colour.tolist()], dtype=bool)
            boxes = page.boxes_pt[coloured]
            if not len(boxes):
                continue
            assert boxes[:, 0].min() >= -1
            assert boxes[:, 2].max() <= page.width_pt + 1
            assert boxes[:, 3].max() <= page.height_pt + 1


def test_authors_of_the_gold_are_those_labelled(generator: PaperGenerator) -> None:
    for seed in range(12):
        paper = typeset(generator, ARTICLES[seed % len(ARTICLES)], seed + 300)
        document = document_of(paper)
        labels = labels_of(document, paper.spans)
        labelled = sum(int((one.field == begin(Field.AUTHOR)).sum()) for one in labels)
        shuffled = sum(int((one.field == MASK).sum()) for one in labels)
        assert labelled == len(paper.gold.authors or ()) or shuffled


@pytest.mark.parametrize(
    ("gathered", "second"), [("letters", "b )"), ("bracketed", "( b )"), ("semicolons", "")]
)
def test_works_gathered_under_one_number_are_entries(
    generator: PaperGenerator, gathered: str, second: str
) -> None:
    article = ARTICLES[0]
    begun = 0
    for seed in range(4):
        rng = random.Random(seed)
        style = dataclasses.replace(draw_style(rng), numbering="bracket", label_form="[{}]")
        entries, labels = set_list(article.references, style, rng)
        design = numbered_as(draw_design(rng, generator.families, "ieee", article.language), style)
        looks = dataclasses.replace(design.references, gathered=gathered, notes=False)
        content = dataclasses.replace(design.content, without="")
        drawn = dataclasses.replace(design, references=looks, content=content)
        paper = generator.typeset(article, entries, drawn, rng, labels)
        document = document_of(paper)
        tokens = [text for page in document.pages for text in page.texts]
        marks = np.concatenate([one.entry for one in labels_of(document, paper.spans)])
        starts = np.flatnonzero(marks == Entry.BEGIN).tolist()
        assert len(starts) == len(paper.gold.references or ())
        firsts = [" ".join(tokens[start : start + 3]) for start in starts]
        gathered_ones = [first for first in firsts if not first.startswith("[")]
        begun += len(gathered_ones)
        assert [one for one in firsts if one.startswith("[")] == [
            f"[ {number + 1} ]" for number in range(len(firsts) - len(gathered_ones))
        ]
        assert all(one.startswith(("b )", "c )", "d )", "( b", "( c", "( d")) == bool(second)
                   for one in gathered_ones)  # fmt: skip
        assert not second or any(one.startswith(second) for one in gathered_ones)
    assert begun


def test_a_group_that_signs_is_an_author(generator: PaperGenerator) -> None:
    rng = random.Random(3)
    article = ARTICLES[0]
    design = draw_design(rng, generator.families, "", article.language)
    who = dataclasses.replace(design.authors, group="on_behalf", arrangement="line")
    content = dataclasses.replace(design.content, without="", authors="kept")
    front = dataclasses.replace(design.front, order=("title", "authors"), cover="none")
    paper = generator.typeset(
        article, [], dataclasses.replace(design, authors=who, content=content, front=front), rng
    )
    assert paper.gold.authors
    assert [one.group for one in paper.gold.authors] == [False] * len(article.authors) + [True]
    labels = labels_of(document_of(paper), paper.spans)
    labelled = sum(int((one.field == begin(Field.AUTHOR)).sum()) for one in labels)
    assert labelled == len(paper.gold.authors)


@pytest.mark.parametrize("arrangement", ["line", "grid", "and", "grouped", "mail_right"])
def test_an_affiliation_is_printed_once(generator: PaperGenerator, arrangement: str) -> None:
    page = front_of(generator, arrangement, ARTICLES[0])
    assert page.texts.count("Polder") == 1


def test_a_mail_may_stand_at_the_end_of_its_names_line(generator: PaperGenerator) -> None:
    page = front_of(generator, "mail_right", ARTICLES[1])
    texts = [text.casefold() for text in page.texts]
    name, mail, below = (page.boxes_pt[texts.index(one)] for one in ("luísa", "luisa", "labs"))
    assert mail[1] < name[3] < below[1]  # on one line, the affiliation below it
    assert name[2] < page.width_pt / 2 < mail[0]


def front_of(generator: PaperGenerator, arrangement: str, article: Article) -> Page:
    """Return the first page of an article that is title, authors and affiliations."""
    rng = random.Random(5)
    article = dataclasses.replace(article, body=(), abstract=())
    design = draw_design(rng, generator.families, "lncs", article.language)
    who = dataclasses.replace(
        design.authors, arrangement=arrangement, form="full", native=False, prefix="", cap=40
    )
    where = dataclasses.replace(
        design.affiliations, place="below", mails="none", parts="full", typewriter_mails=False
    )
    front = dataclasses.replace(
        design.front, order=("title", "authors", "affiliations"), cover="none"
    )
    content = dataclasses.replace(design.content, without="", authors="kept")
    drawn = dataclasses.replace(
        design, authors=who, affiliations=where, front=front, content=content
    )
    return document_of(generator.typeset(article, [], drawn, rng)).pages[0]


def test_references_of_other_corpora_come_as_segments(generator: PaperGenerator) -> None:
    entry = (
        Segment("Doe, J.", Field.BIB_AUTHOR, begins=True),
        Segment(" & "),
        Segment("Roe, R.", Field.BIB_AUTHOR, begins=True),
        Segment(" ("),
        Segment("1999", Field.BIB_YEAR, begins=True),
        Segment("). "),
        Segment("A title, ", Field.BIB_TITLE, begins=True),
        Segment("in two parts", Field.BIB_TITLE, italic=True),
        Segment(". "),
        Segment("Dark Press", masked=True),
        Segment("."),
    )
    rng = random.Random(5)
    design = draw_design(rng, generator.families, "social")
    content = dataclasses.replace(design.content, without="")
    notes = dataclasses.replace(design.references, notes=False)
    design = dataclasses.replace(design, content=content, references=notes)
    paper = generator.typeset(ARTICLES[0], [entry] * 3, design, rng)
    labels = labels_of(document_of(paper), paper.spans)
    fields = np.concatenate([one.field for one in labels])
    entries = np.concatenate([one.entry for one in labels])
    assert (fields == begin(Field.BIB_AUTHOR)).sum() == 6
    assert (fields == begin(Field.BIB_TITLE)).sum() == 3
    assert ((fields == MASK) & (entries == Entry.INSIDE)).sum() == 6
    assert paper.gold.references is not None
    assert paper.gold.references[0].title == "A title, in two parts"
    assert masked_share(labels) < 0.5


def test_a_span_that_is_not_printed_is_an_error(generator: PaperGenerator) -> None:
    paper = typeset(generator, ARTICLES[1], 7, "neurips")
    spans = {**paper.spans, 4000: SpanInfo(Field.TITLE, text="never printed")}
    with pytest.raises(TypesetError, match="title of entry -1"):
        labels_of(document_of(paper), spans)


def test_text_is_never_read_as_typst(generator: PaperGenerator) -> None:
    hostile = '#panic("x") $ ] [ // "quoted" \\ `a` *b* _c_ @d <e> #{ } ~ ...'
    article = dataclasses.replace(ARTICLES[0], title=hostile, subtitle="", abstract=())
    rng = random.Random(1)
    design = draw_design(rng, generator.families, "free")
    design = dataclasses.replace(
        design,
        content=dataclasses.replace(design.content, without="", title="kept"),
        title=dataclasses.replace(design.title, case="as_is", prefix=""),
        front=dataclasses.replace(design.front, order=("title", "authors"), cover="none"),
    )
    paper = generator.typeset(article, (), design, rng)
    labels_of(document_of(paper), paper.spans)
    assert spelled(paper.gold.title or "") == spelled(hostile)


@pytest.mark.skipif(not SYSTEM_FONTS.is_dir(), reason="no fonts on this system")
def test_fonts_of_a_folder_are_found() -> None:
    generator = PaperGenerator((SYSTEM_FONTS,))
    assert "Libertinus Serif" in generator.families
    drawn = {
        draw_design(random.Random(seed), generator.families).type.body[0] for seed in range(60)
    }
    assert drawn <= generator.families


@pytest.mark.parametrize(("count", "last"), [(12, "Z. K , Z. L"), (40, "Z. G , Z. H , et al.")])
def test_a_cover_names_the_authors_that_the_article_names(
    generator: PaperGenerator, count: int, last: str
) -> None:
    """It showed eight of any list, and whole given names where the article has initials."""
    surnames = [chr(65 + n % 26) + "x" * (n // 26) for n in range(count)]
    people = tuple(ArticleAuthor(PersonName("Zoe", one)) for one in surnames)
    article = dataclasses.replace(ARTICLES[0], authors=people)
    rng = random.Random(1)
    design = draw_design(rng, generator.families, "", article.language)
    front = dataclasses.replace(design.front, cover="repository", order=("title", "authors"))
    who = dataclasses.replace(
        design.authors, form="initials", arrangement="line", cap=100, separator=", ", last="same"
    )
    content = dataclasses.replace(design.content, without="", authors="kept")
    drawn = dataclasses.replace(design, front=front, authors=who, content=content)
    paper = generator.typeset(article, [], drawn, rng)
    cover = " ".join(document_of(paper).pages[0].texts).replace(" .", ".")
    assert "Z. A , Z. B" in cover
    assert last in cover
