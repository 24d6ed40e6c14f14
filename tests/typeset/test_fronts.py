"""Authors of every arrangement: what is labelled as such is what was printed as such."""

from __future__ import annotations

import dataclasses

import pytest

from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.generator import PaperGenerator
from tests.typeset.fronts import ARTICLE, AUTHORS, NAMES, design_of, front_of


@pytest.fixture(scope="module")
def generator() -> PaperGenerator:
    return PaperGenerator()


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
