"""What stands at a name's ends: suffixes, second surnames, words for "by", societies."""

from __future__ import annotations

import pytest

from tests.decode.build import authors, read

TITLE = "#{T A Title of Some}"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A Ann Doe}, {A Bob Roe}, Jr. ^1", ["Ann Doe", "Bob Roe Jr."]),
        ("{A Bob F. Roe}, Sr.^3", ["Bob F. Roe Sr."]),
        ("{A Bob Roe}, III, {A Ann Doe}", ["Bob Roe III", "Ann Doe"]),
    ],
)
def test_suffixes_behind_authors(line: str, names: list[str]) -> None:
    assert authors(read([TITLE, line])) == names
    assert authors(read([TITLE, line], without="suffixes_behind_authors")) != names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A Montserrat Badia} i Fortuny", ["Montserrat Badia i Fortuny"]),
        ("{A José Ortega} y Gasset, {A Ann Doe}", ["José Ortega y Gasset", "Ann Doe"]),
        ("{A Maria Sampaio} e Melo ^2", ["Maria Sampaio e Melo"]),
    ],
)
def test_second_surnames(line: str, names: list[str]) -> None:
    assert authors(read([TITLE, line])) == names
    assert authors(read([TITLE, line], without="second_surnames")) != names


def test_a_further_author_is_no_second_surname() -> None:
    assert authors(read([TITLE, "{A Anna Badia} i {A Joan Fortuny}"])) == [
        "Anna Badia", "Joan Fortuny",
    ]  # fmt: skip
    assert authors(read([TITLE, "{A Anna Badia} i Joan Fortuny"]))[0] == "Anna Badia"
    below = [TITLE, "{A Ana García Pérez} y {A Marta}>", "{>A López Ruiz}"]
    assert authors(read(below)) == ["Ana García Pérez", "Marta López Ruiz"]


def test_words_before_names() -> None:
    page = [TITLE, "{A Av Ann Lindvall} & {A Per Ola Geijer}"]
    assert authors(read(page)) == ["Ann Lindvall", "Per Ola Geijer"]
    assert authors(read(page, without="words_before_names"))[0] == "Av Ann Lindvall"
    assert authors(read([TITLE, "{A Per Ola Geijer}"])) == ["Per Ola Geijer"]


@pytest.mark.parametrize(
    "line",
    [
        "{A Ann Doe}, {A M.ASCE}^1, and {A Bob Roe}^2",
        "{A Ann Doe}^1, {A Bob Roe}, {A A.M.ASME}^2",
        "{A Ann Doe}^1, (Senior Member, {A IEEX}), {A Bob Roe}^2",
    ],
)
def test_societies_as_names(line: str) -> None:
    assert authors(read([TITLE, line])) == ["Ann Doe", "Bob Roe"]
    assert len(authors(read([TITLE, line], without="societies_as_names"))) == 3


def test_names_in_capitals_are_no_societies() -> None:
    assert authors(read([TITLE, "{A A.M.SMITH}, {A B.ROWE}"])) == ["A.M. Smith", "B. Rowe"]
    mixed = "{A Ravi Kumar}, {A M.RAJESH}, {A K.PRIYA}"
    assert len(authors(read([TITLE, mixed]))) == 3
