"""The list of references as a whole."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


def test_entries_without_fields() -> None:
    """Scores count fields: that an entry has none is seen here only."""
    page = ["@{t One}.", "@Some note."]
    assert bibs(read(page)) == [("One", [], "", "")]
    left_out = bibs(read(page, without="entries_without_fields"))
    assert left_out == [("One", [], "", ""), ("", [], "", "")]


def test_dashes_for_authors() -> None:
    """Gold of the humanities is not at hand: that their style is read is seen here only."""
    page = ["@{a Roe A}. {y 2001}. {t One}.", "@———. {y 2002}. {t Two}."]
    assert bibs(read(page)) == [("One", ["A Roe"], "", "2001"), ("Two", ["A Roe"], "", "2002")]
    assert bibs(read(page, without="dashes_for_authors"))[1] == ("Two", [], "", "2002")


@pytest.mark.parametrize("word", ["Ders.", "{a Ders}.:", "{a Он же}.", "Idem,"])
def test_words_for_authors(word: str) -> None:
    page = ["@{a Roe A}. {y 2001}. {t One}.", f"@{word} {{y 2002}}. {{t Two}}."]
    assert bibs(read(page))[1] == ("Two", ["A Roe"], "", "2002")
    assert bibs(read(page, without="words_for_authors"))[1][1] != ["A Roe"]
    others = ["@{a Roe A}. {y 2001}. {t One}.", "@{a Dies K}, {a Doe B}. {y 2002}. {t Two}."]
    assert bibs(read(others))[1][1] == ["K Dies", "B Doe"]
    song = ["@{a Roe A}. {y 2001}. {t One}.", "@{t Dies ist ein Lied}. {y 2002}."]
    assert bibs(read(song))[1][1] == []


def test_lists_of_members() -> None:
    names = ", ".join(f"{{a Roe {letter}}}" for letter in "ABCDEFGHIJ")
    page = ["@{a Roe A}. {t One}.", f"@{names}.", "@{a Roe A}, {a Doe B}."]
    assert [len(people) for _, people, _, _ in bibs(read(page))] == [1, 2]
    assert len(bibs(read(page, without="lists_of_members"))) == 3


@pytest.mark.parametrize(
    "line",
    [
        "@{a Résumé}. {v À partir d’archives, on étudie le sel}.",
        "@{t Conflictos de interés: ninguno}.",
        "@{a Funding}: {t None of us}.",
    ],
)
def test_sections_as_entries(line: str) -> None:
    page = ["@{a Roe A}. {t One}. {y 2001}.", line]
    assert len(bibs(read(page))) == 1
    assert len(bibs(read(page, without="sections_as_entries"))) == 2
    dated = [page[0], "@{a Funding}. {t On money}. {y 2001}."]
    assert len(bibs(read(dated))) == 2


def test_quotes_at_edges() -> None:
    line = "@{a Roe A}, {t Sulla tradizione della «forma Chigi}», in {v Studi}. {y 2001}."
    assert bibs(read([line]))[0][0] == "Sulla tradizione della «forma Chigi»"
    assert bibs(read([line], without="quotes_at_edges"))[0][0] == (
        "Sulla tradizione della «forma Chigi"
    )
