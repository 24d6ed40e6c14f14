"""Fronts of every kind: what is labelled as title and authors is what was printed as such."""

# ruff: noqa: S311
from __future__ import annotations

import dataclasses
import random
from typing import Any, NamedTuple

import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.article import Article, ArticleAuthor
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import MASK, Field, begin, inside
from spv2_spark.domain.page import Document
from spv2_spark.pdf.read import read_pdf
from spv2_spark.typeset.cover import ANNOUNCING
from spv2_spark.typeset.design import Design
from spv2_spark.typeset.draw import draw_design
from spv2_spark.typeset.generator import PaperGenerator, Typeset
from spv2_spark.typeset.labels import labels_of, spelled
from spv2_spark.typeset.samples import sample_articles
from spv2_spark.typeset.theses import local_name, local_title, thesis_words

AUTHORS = (
    ArticleAuthor(PersonName("Liv Anna", "Ashgrove"), (0,), email="liv@orvanta.example"),
    ArticleAuthor(PersonName("Oren", "Brannick"), (1,), email="oren@vermont.example"),
    ArticleAuthor(PersonName("Maude T.", "de Castervil"), (1,), email="maude@vermont.example"),
)
ARTICLE = dataclasses.replace(
    next(sample.article for sample in sample_articles()),
    title="Draining Sparse Queues",
    subtitle="",
    authors=AUTHORS,
    affiliations=("Orvanta College, Tolmark, Norway", "Vermont University, Lago, Italy"),
    references=(),
    language="en",
)
NAMES = ["Liv Anna Ashgrove", "Oren Brannick", "Maude T . de Castervil"]
FACE = ("Libertinus Serif",)  # it has raised letters of its own
# A front of title and authors in plain print; each test says what it has otherwise.
PLAIN: dict[str, dict[str, Any]] = {
    "content": {"authors": "kept", "title": "kept", "journal": "kept", "without": ""},
    "page": {"width_pt": 595.0, "height_pt": 842.0, "columns": 1, "line_numbers": "none",
             "stamp": "none", "notice": "none", "left_pt": 70.0, "right_pt": 70.0},
    "type": {"body": FACE, "head": FACE, "title": FACE, "furniture": FACE},
    "title": {"size": 1.6, "case": "as_is", "prefix": "", "translated": "none", "mark": "none",
              "breaks": False, "italic": False, "subtitle": "colon"},
    "authors": {"arrangement": "line", "form": "full", "separator": ", ", "last": "same",
                "marks": "none", "corresponding": "none", "note": "none", "degrees": False,
                "status": "none", "orcid": "none", "small_caps": "none", "prefix": "",
                "group": "none", "native": False, "weight": "regular", "italic": False,
                "like_title": False, "size": 1.0},
    "affiliations": {"place": "none", "mails": "below", "mail_case": "as_is"},
    "front": {"order": ("title", "authors"), "cover": "none", "masthead": "none", "badge": "none",
              "type_line": "none", "sidebar": "none", "editors": "none", "spanning": True,
              "footer_block": "none", "licence": "none", "citation": "none",
              "highlights": False, "second_abstract": False, "contents": False},
    "furniture": {"first_head": "", "first_foot": "", "head_odd": "", "head_even": "odd",
                  "foot": ""},
    "body": {"pages": 0.6, "figures": 0, "tables": 0, "notes": 0, "drop_cap": False},
    "references": {"before": (), "after": ()},
}  # fmt: skip


class Front(NamedTuple):
    paper: Typeset
    titles: list[str]
    authors: list[str]
    masked: list[str]
    text: str  # of all pages that were read


@pytest.fixture(scope="module")
def generator() -> PaperGenerator:
    return PaperGenerator()


def design_of(language: str = "en", seed: int = 1, **changes: dict[str, Any]) -> Design:
    design = draw_design(random.Random(seed), language=language)
    sections = {
        name: dataclasses.replace(getattr(design, name), **{**plain, **changes.get(name, {})})
        for name, plain in PLAIN.items()
    }
    return dataclasses.replace(design, seed=seed, language=language, **sections)


def front_of(
    generator: PaperGenerator, design: Design, article: Article = ARTICLE, seed: int = 1
) -> Front:
    paper = generator.typeset(article, (), design, random.Random(seed))
    document = read_pdf(paper.pdf, PdfSettings())
    assert isinstance(document, Document)
    labels = labels_of(document, paper.spans)
    words: list[str] = []
    fields: list[int] = []
    for page, label in zip(document.pages, labels, strict=True):
        words += page.texts
        fields += label.field.tolist()
    masked = [word for word, one in zip(words, fields, strict=True) if one == MASK]
    return Front(
        paper,
        _spans(words, fields, Field.TITLE),
        _spans(words, fields, Field.AUTHOR),
        masked,
        " ".join(words),
    )


def _spans(words: list[str], fields: list[int], what: Field) -> list[str]:
    spans: list[list[str]] = []
    for word, field in zip(words, fields, strict=True):
        if field == begin(what):
            spans.append([word])
        elif field == inside(what):
            spans[-1].append(word)
    return [" ".join(span) for span in spans]


@pytest.mark.parametrize(
    "arrangement",
    ["line", "lines", "grid", "and", "grouped", "stacked", "mail_right", "beside", "bracketed"],
)
@pytest.mark.parametrize("cell", ["affiliation mail", "mail orcid post firm city web"])
def test_names_are_labelled_in_every_arrangement(
    generator: PaperGenerator, arrangement: str, cell: str
) -> None:
    who = {"arrangement": arrangement, "cell": cell, "grid_columns": 2, "grid_rows": False}
    front = front_of(generator, design_of(authors=who))
    assert sorted(front.authors) == sorted(NAMES)
    assert front.titles == ["Draining Sparse Queues"]
    assert front.masked == []


def test_addresses_stand_right_of_the_names(generator: PaperGenerator) -> None:
    who = {"arrangement": "mail_right", "mark_style": "superscript"}
    front = front_of(generator, design_of(authors=who))
    assert "Liv Anna Ashgrove liv @ orvanta . example" in front.text
    assert "Oren Brannick oren @ vermont . example" in front.text


@pytest.mark.parametrize("mail_case", ["real", "fake"])
def test_addresses_in_small_capitals_are_no_names(
    generator: PaperGenerator, mail_case: str
) -> None:
    front = front_of(
        generator,
        design_of(authors={"arrangement": "mail_right"}, affiliations={"mail_case": mail_case}),
    )
    assert front.authors == NAMES


@pytest.mark.parametrize("seed", range(12))
def test_the_text_of_an_icon_is_no_name(generator: PaperGenerator, seed: int) -> None:
    orcid = "0000-0002-1825-0097"
    people = tuple(dataclasses.replace(one, orcid=orcid) for one in AUTHORS)
    article = dataclasses.replace(ARTICLE, authors=people)
    front = front_of(generator, design_of(seed=seed * 7, authors={"orcid": "letters"}), article)
    assert front.authors == NAMES


@pytest.mark.parametrize("style", ["sups", "superscript", "paren", "bracket", "before_comma"])
def test_letters_as_marks_are_no_part_of_names(generator: PaperGenerator, style: str) -> None:
    who = {"marks": "letters", "mark_style": style, "mark_join": ","}
    front = front_of(generator, design_of(authors=who))
    stuck = {"sups": [f"{NAMES[0]}a", f"{NAMES[1]}b", f"{NAMES[2]}b"]}  # they cannot be told
    assert front.authors == stuck.get(style, NAMES)
    assert [one.full for one in front.paper.gold.authors or ()][1:2] == ["Oren Brannick"]


@pytest.mark.parametrize(
    ("form", "first"),
    [("surname_dotted", "Ashgrove L . A ."), ("surname_dotted_tight", "Ashgrove L . A .")],
)
@pytest.mark.parametrize("status", ["after", "paren", "before", "member"])
def test_what_people_are_is_no_part_of_their_names(
    generator: PaperGenerator, form: str, first: str, status: str
) -> None:
    who = {"form": form, "status": status}
    front = front_of(generator, design_of(authors=who))
    assert front.authors == [first, "Brannick O .", "de Castervil M . T ."]
    assert front.paper.gold.authors is not None
    assert front.paper.gold.authors[1] == PersonName("O.", "Brannick")


def test_names_in_the_titles_own_print(generator: PaperGenerator) -> None:
    who = {"like_title": True, "size": 1.6}
    front = front_of(generator, design_of(authors=who))
    assert (front.titles, front.authors) == (["Draining Sparse Queues"], NAMES)


def test_who_contributed_is_masked(generator: PaperGenerator) -> None:
    front = front_of(generator, design_of(authors={"group": "contributors"}))
    assert front.authors == NAMES
    assert front.masked


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "ru"])
@pytest.mark.parametrize("seed", range(3))
def test_of_a_title_page_the_author_alone_is_labelled(
    generator: PaperGenerator, language: str, seed: int
) -> None:
    """Supervisors, juries, degrees and kinds of theses stand there too, and titles once more."""
    design = design_of(
        language,
        seed,
        content={"authors": "local", "author_count": 1, "title": "local"},
        front={"cover": "thesis"},
        authors={"arrangement": "lines"},
    )
    front = front_of(generator, design, seed=seed)
    (name,) = front.paper.gold.authors or ()
    words = thesis_words(language)
    assert (name.given in words.given, name.surname in words.surnames) == (True, True)
    assert [spelled(one) for one in front.authors] == [spelled(name.full)]
    assert [spelled(one) for one in front.titles] == [spelled(front.paper.gold.title or "")]


def test_titles_and_names_are_of_the_language() -> None:
    rng = random.Random(4)
    assert local_title("ru", rng).split()[0] in {
        "Методы", "Исследование", "Разработка", "Автоматический", "Быстрая", "Оценка",
    }  # fmt: skip
    assert local_name("el", rng).surname in thesis_words("el").surnames
    assert thesis_words("xx") == thesis_words("en")


@pytest.mark.parametrize("badge", ["circle", "button"])
def test_a_badge_is_no_part_of_the_title(generator: PaperGenerator, badge: str) -> None:
    front = front_of(generator, design_of(front={"badge": badge}))
    assert (front.titles, front.authors) == (["Draining Sparse Queues"], NAMES)


@pytest.mark.parametrize(
    "changes",
    [
        {"page": {"stamp": "watermark"}},
        {"page": {"stamp": "arxiv", "notice": "top"}},
        {"page": {"notice": "foot", "line_numbers": "all"}},
        {"page": {"line_numbers": "fifth"}},
        {"front": {"masthead": "giant", "order": ("masthead", "title", "authors")}},
        {"front": {"masthead": "initial", "order": ("masthead", "title", "authors")}},
        {"front": {"type_line": "same", "order": ("type", "title", "authors")}},
        {"front": {"dates": "month", "order": ("title", "authors", "dates")}},
    ],
    ids=str,
)
@pytest.mark.parametrize("seed", range(2))
def test_what_else_stands_on_a_page_is_no_title_and_no_author(
    generator: PaperGenerator, changes: dict[str, dict[str, Any]], seed: int
) -> None:
    front = front_of(generator, design_of("en", seed, **changes), seed=seed)
    assert (front.titles, front.authors) == (["Draining Sparse Queues"], NAMES)
    assert front.masked == []


def test_the_journals_name_is_larger_than_the_title(generator: PaperGenerator) -> None:
    looks = {"masthead": "giant", "order": ("masthead", "title", "authors")}
    paper = generator.typeset(ARTICLE, (), design_of(front=looks), random.Random(1))
    document = read_pdf(paper.pdf, PdfSettings())
    assert isinstance(document, Document)
    page = document.pages[0]
    sizes = dict(zip(page.texts, page.size_pt.tolist(), strict=True))
    assert sizes["Journal"] > sizes["Draining"] > sizes["Ashgrove"]


@pytest.mark.parametrize(("kind", "numbers"), [("all", "1 2"), ("fifth", "5 10")])
def test_lines_are_numbered(generator: PaperGenerator, kind: str, numbers: str) -> None:
    front = front_of(generator, design_of(page={"line_numbers": kind}))
    plain = front_of(generator, design_of())
    first, second = numbers.split()
    assert front.text.split().count(second) > plain.text.split().count(second)
    assert front.text.split().count(first) > plain.text.split().count(first)


def test_a_long_and_a_short_title(generator: PaperGenerator) -> None:
    short = front_of(generator, design_of(content={"title": "short"}))
    assert short.titles[0] in {"Draining", "Draining Sparse", "Draining Sparse Queues"}
    long = front_of(generator, design_of(content={"title": "long"}))
    assert spelled(long.titles[0]).count(spelled("Draining Sparse Queues")) == 2


@pytest.mark.parametrize("cover", sorted(ANNOUNCING))
@pytest.mark.parametrize("seed", range(2))
def test_a_cover_that_announces_the_article_is_not_its_front(
    generator: PaperGenerator, cover: str, seed: int
) -> None:
    """Title and names are labelled on the second page, and masked where the cover has them."""
    front = front_of(generator, design_of("en", seed, front={"cover": cover}), seed=seed)
    assert (front.titles, front.authors) == (["Draining Sparse Queues"], NAMES)
    says_nothing = cover in ("proceedings", "figure", "glyphs")
    assert ("Draining" in front.masked) is not says_nothing


@pytest.mark.parametrize("cover", ["report", "working_paper"])
def test_a_cover_of_a_series_has_the_title(generator: PaperGenerator, cover: str) -> None:
    front = front_of(generator, design_of(front={"cover": cover}))
    assert (front.titles, front.authors) == (["Draining Sparse Queues"], NAMES)
    document = read_pdf(front.paper.pdf, PdfSettings())
    assert isinstance(document, Document)
    assert "Ashgrove" in document.pages[0].texts


def test_pieces_in_figures_are_of_many_kinds(generator: PaperGenerator) -> None:
    front = front_of(generator, design_of(front={"cover": "glyphs"}))
    plain = front_of(generator, design_of())
    assert len(front.text.split()) > len(plain.text.split()) + 100
