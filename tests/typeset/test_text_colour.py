"""Text colours that carry ids, names in their forms, and designs by seed."""

# ruff: noqa: S311
from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.domain.article import Article, ArticleAuthor, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field
from spv2_spark.typeset.augment import augment
from spv2_spark.typeset.design import ContentDesign
from spv2_spark.typeset.draw import draw_design
from spv2_spark.typeset.families import FAMILIES
from spv2_spark.typeset.name_pool import name_pool_of
from spv2_spark.typeset.names import as_text, initials
from spv2_spark.typeset.samples import sample_articles
from spv2_spark.typeset.text_colour import (
    MAX_SPANS,
    SpanColours,
    SpanInfo,
    TypesetError,
    id_of,
    tinted,
    with_id,
)
from spv2_spark.typeset.title import cased

NAME = PersonName("Anna-Maria Jane", "de la Cruz", "Jr")


@given(st.integers(0, 0xFFFFFF), st.integers(0, MAX_SPANS))
def test_a_colour_carries_its_id_and_looks_the_same(colour: int, number: int) -> None:
    coloured = with_id(colour, number)
    assert id_of(coloured) == number
    assert tinted(coloured) == tinted(colour)
    assert id_of(tinted(colour)) == 0


def test_ids_run_out_with_an_error() -> None:
    colours = SpanColours()
    for _ in range(MAX_SPANS):
        colours.new(SpanInfo(Field.AUTHOR))
    with pytest.raises(TypesetError, match="more spans than colours"):
        colours.new(SpanInfo(Field.AUTHOR))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("full", "Anna-Maria Jane de la Cruz Jr"),
        ("initials", "A.-M. J. de la Cruz Jr"),
        ("initials_tight", "A.-M.J. de la Cruz Jr"),
        ("initials_bare", "AMJ de la Cruz Jr"),
        ("middle_initials", "Anna-Maria J. de la Cruz Jr"),
        ("surname_first_comma", "de la Cruz, Anna-Maria Jane, Jr"),
        ("surname_initials", "de la Cruz AMJ Jr"),
        ("surname_upper", "Anna-Maria Jane DE LA CRUZ Jr"),
        ("surname_first_upper", "DE LA CRUZ Anna-Maria Jane Jr"),
    ],
)
def test_forms_of_names(form: str, text: str) -> None:
    assert as_text(NAME, form) == text


def test_groups_keep_their_name() -> None:
    assert as_text(PersonName("", "The CANDLE Group", group=True), "initials") == "The CANDLE Group"
    assert initials("jean-luc") == "J.-L."


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("as_is", "The role of iron in the sea"),
        ("upper", "THE ROLE OF IRON IN THE SEA"),
        ("title", "The Role of Iron in the Sea"),
    ],
)
def test_cases_of_titles(case: str, text: str) -> None:
    assert cased("The role of iron in the sea", case) == text


@given(st.integers(0, 2**32))
def test_designs_are_drawn_by_seed_alone(seed: int) -> None:
    one, two = draw_design(random.Random(seed)), draw_design(random.Random(seed))
    assert one == two
    assert one.page.left_pt + one.page.right_pt < 0.75 * one.page.width_pt


def test_a_name_pool_holds_whole_names_and_titles_of_no_journal() -> None:
    article = Article(
        "a", "T", "", (ArticleAuthor(PersonName("Ida", "Wells")),), (), (), (), (),
        (SourceReference("book", title="The long way home again"),
         SourceReference("journal", title="Not of another type")),
        journal="J",
    )  # fmt: skip
    pool = name_pool_of([article, article])
    assert pool.names == (PersonName("Ida", "Wells"),)
    assert pool.titles == ("The long way home again",)
    assert pool.journals == ("J",)


def test_augmenting_takes_away_and_invents() -> None:
    article = sample_articles()[0].article
    rng = random.Random(3)
    design = draw_design(rng, family="neurips").content
    invented = augment(
        article, _content(design, authors="invented", author_count=4), name_pool_of([]), rng
    )
    assert len(invented.authors) == 4
    assert all(one.email.count("@") == 1 for one in invented.authors)
    affiliations = {index for one in invented.authors for index in one.affiliations}
    assert affiliations == set(range(len(invented.affiliations)))
    bare = augment(article, _content(design, without="title authors"), name_pool_of([]), rng)
    assert (bare.title, bare.authors) == ("", ())


def _content(design: ContentDesign, **changes: Any) -> ContentDesign:
    kept = {"authors": "kept", "title": "kept", "journal": "kept", "without": "", **changes}
    return replace(design, **kept)


def test_samples_are_whole() -> None:
    articles = [sample.article for sample in sample_articles()]
    assert len(articles) >= 8
    assert all(one.title and one.authors and one.body for one in articles)
    assert all(8 <= len(one.references) <= 15 for one in articles)
    assert all(sample.family in FAMILIES for sample in sample_articles())
    assert {one.language for one in articles} == {"en", "es"}
