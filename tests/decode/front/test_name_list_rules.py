"""What a list of names tells of its members: who was missed, and what is none."""

from __future__ import annotations

import pytest

from tests.decode.build import authors, read

TITLE = "#{T A Title of Some}"


_WHOLE = "whole_lines_of_names"  # finds some of them, too


def test_words_of_mail() -> None:
    page = [TITLE, "{A Chris Wesseling Chris}.Wesseling@cwi.example", "{A Tom Roe} tom@cwi.example"]
    assert authors(read(page)) == ["Chris Wesseling", "Tom Roe"]
    assert authors(read(page, without="words_of_mail")) != ["Chris Wesseling", "Tom Roe"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A Ann Doe}, Bob van Roe, {A Cid Poe}", ["Ann Doe", "Bob van Roe", "Cid Poe"]),
        ("{A Ann Doe}^1, {A Cid Poe}^2 and Bob Roe^1", ["Ann Doe", "Cid Poe", "Bob Roe"]),
        ("{A Ann Doe}, Kiln Institute, {A Cid Poe}", ["Ann Doe", "Cid Poe"]),
        ("{A Ann Doe}, from the north, {A Cid Poe}", ["Ann Doe", "Cid Poe"]),
    ],
)
def test_missed_names(line: str, names: list[str]) -> None:
    thought_of = dict.fromkeys(["Bob", "van", "Roe", "Kiln", "Institute", "north"], 0.35)
    assert authors(read([TITLE, line], none=thought_of)) == names
    assert authors(read([TITLE, line])) == [one for one in names if "Roe" not in one]
    left_out = read([TITLE, line], none=thought_of, without=("missed_names", _WHOLE))
    assert authors(left_out) == [one for one in names if "Roe" not in one]


def test_one_name_alone_is_no_list_but_for_what_and_joins_to_it() -> None:
    thought_of = {"Bob": 0.35, "Roe": 0.35}
    assert authors(read([TITLE, "{A Ann Doe}, Bob Roe"], none=thought_of)) == ["Ann Doe"]
    joined = [TITLE, "{A Ann Doe} and Bob Roe"]
    assert authors(read(joined, none=thought_of)) == ["Ann Doe", "Bob Roe"]


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("Supervisor:", "Cid Poe"),
        ("Directeur de thèse :", "Cid Poe"),
        ("指導教員", "川原純"),
        ("Reviewed by Emma Roe ID", "Cid Poe"),
    ],
)
def test_people_of_other_roles(role: str, name: str) -> None:
    author = "Ann Doe" if name.isascii() else "伊豆真哉"
    page = [TITLE, f"{{A {author}}}", f"~{role} {{A {name}}}"]
    assert authors(read(page)) == [author]
    assert len(authors(read(page, without="people_of_other_roles"))) == 2


def test_authors_below_an_editor_in_smaller_print_are_none_of_his() -> None:
    page = [TITLE, "Communicated by: Jie Sun", "#{A Workie Zegeye}, {A Bob Roe}"]
    assert authors(read(page)) == ["Workie Zegeye", "Bob Roe"]
    in_one_print = [TITLE, "{A Ann Doe}", "~Reviewed by", "Jie Sun ID", "{A Bob Roe} ID"]
    assert authors(read(in_one_print)) == ["Ann Doe"]


def test_the_end_of_an_address_is_no_role() -> None:
    page = [TITLE, "{A Ann Doe}", "doe@kiln.org", "{A Bob Roe}"]
    assert authors(read(page)) == ["Ann Doe", "Bob Roe"]
    cut = [TITLE, "{A Ann Doe} orcid.", "org/0000, {A Bob Roe}"]
    assert authors(read(cut)) == ["Ann Doe", "Bob Roe"]


def test_a_role_is_no_name() -> None:
    page = [TITLE, "{A 伊豆真哉}", "~{A 指導教員}"]
    assert authors(read(page)) == ["伊豆真哉"]
    assert authors(read([TITLE, "~Supervisor: {A Cid Poe}"])) == ["Cid Poe"]


def test_initials_stand_behind_missed_surnames_as_behind_others() -> None:
    thought_of = {"Poe": 0.1, "C": 0.1}
    line = "{A Doe A.}, Poe C, {A Roe B.}"
    assert authors(read([TITLE, line], none=thought_of)) == ["A. Doe", "C Poe", "B. Roe"]
    assert len(authors(read([TITLE, line], none=thought_of, without="missed_names"))) == 2
    whole = "{A Ann Doe}, Poe C, {A Bob Roe}"
    assert authors(read([TITLE, whole], none=thought_of)) == ["Ann Doe", "Bob Roe"]
