"""Title pages, covers, banners, numbered lines: title and authors are labelled, or nothing is."""

# ruff: noqa: S311
from __future__ import annotations

import random
from typing import Any

import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.pdf.read import read_pdf
from spv2_spark.typeset.cover import ANNOUNCING
from spv2_spark.typeset.generator import PaperGenerator
from spv2_spark.typeset.labels import spelled
from spv2_spark.typeset.theses import local_name, local_title, thesis_words
from tests.typeset.fronts import ARTICLE, NAMES, design_of, front_of


@pytest.fixture(scope="module")
def generator() -> PaperGenerator:
    return PaperGenerator()


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
