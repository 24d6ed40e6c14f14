"""Text put together from a language's grammar, and every grammar whole."""

# ruff: noqa: S311
from __future__ import annotations

import random

import pytest

from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.languages import codes, paper_of, words_of
from spv2_spark.typeset.local.grammar import filled, latin, native, slots_of, text_of
from spv2_spark.typeset.local.people import Person, person
from spv2_spark.typeset.references.family import local_families

PAPERS = sorted(code for code in codes() if words_of(code).paper)
NEEDED = ("person", "title", "book", "journal", "publisher", "city", "university", "affiliation",
          "meeting", "keyword", "section", "sentence")  # fmt: skip


def test_slots_are_filled_from_their_rules() -> None:
    grammar = {"title": ("{noun} of {noun}",), "noun": ("salt {place}",), "place": ("here",)}
    assert filled(grammar, "title", random.Random(1)) == "salt here of salt here"
    assert text_of(grammar, "title", random.Random(1)) == "Salt here of salt here"


def test_a_piece_has_its_latin_form_behind_a_slash() -> None:
    assert native("王/Wang|小/Xiao明/ming") == "王|小明"
    assert latin("王/Wang", {}) == "Wang"
    assert latin("Снегирцев", {"с": "s", "н": "n", "е": "e", "г": "g", "и": "i", "р": "r",
                               "ц": "ts", "в": "v"}) == "Snegirtsev"  # fmt: skip


@pytest.mark.parametrize("code", PAPERS)
def test_a_grammar_has_every_rule_that_it_names(code: str) -> None:
    language = words_of(code)
    grammar, paper = language.grammar, paper_of(language)
    assert set(NEEDED) <= grammar.keys()
    filled_later = {"note_short": {"name", "page", "note"}}
    for rule, variants in grammar.items():
        used = {slot for one in variants for slot in slots_of(one)}
        assert used - filled_later.get(rule, {"name"}) <= grammar.keys()
    assert language.references
    assert language.abstract
    assert set(paper.styles) <= local_families().keys()


def test_a_divided_name_has_its_parts_in_both_letters() -> None:
    drawn = person(words_of("uk"), random.Random(4))
    assert drawn.name.given
    assert not drawn.name.full.isascii()
    assert drawn.latin.given.isascii()
    assert drawn.latin.surname.isascii()


@pytest.mark.parametrize(("joint", "count"), [("", 1), (" ", 2)])
def test_a_name_that_is_not_divided_is_a_surname_alone(joint: str, count: int) -> None:
    drawn = person(words_of("ja"), random.Random(2), joint)
    assert isinstance(drawn, Person)
    assert drawn.name.given == ""
    assert len(drawn.name.surname.split(" ")) == count
    assert drawn.latin == PersonName(drawn.latin.given, drawn.latin.surname)
    assert f"{drawn.latin.given}{drawn.latin.surname}".isascii()


def test_a_space_may_stand_in_short_names_alone() -> None:
    rng, language = random.Random(3), words_of("zh")
    names = [person(language, rng, " ", most=2).name.surname for _ in range(40)]
    assert {len(name) for name in names if " " in name} == {3}
    assert any(len(name) > 2 for name in names if " " not in name)
    assert not any(len(name) == 2 for name in names)
