"""Lists of authors by their place: right below a title, and what in lesser print is none."""

from __future__ import annotations

import pytest

from tests.decode.build import authors, read

TITLE = "#{T The Salt Pans}"
TEXT = ["text of a paper that goes on for long"] * 3
LIST = [
    "Hendrika J van Roe, Gil Pell-Ferri, Ahmed S El-Mahdy, Kwabena",
    "Owusu-Ansah, Felicity St John-",
    "Smythe, on behalf of the KILN Investigators^*",
]
NAMES = [
    "Hendrika J van Roe", "Gil Pell-Ferri", "Ahmed S El-Mahdy", "Kwabena Owusu-Ansah",
    "Felicity St John-Smythe",
]  # fmt: skip


def test_lists_below_titles() -> None:
    page = [TITLE, *LIST, "", "=Summary", *TEXT]
    thought_of = dict.fromkeys(" ".join(LIST).replace(",", "").replace("-", " ").split(), 0.6)
    assert authors(read(page, none=thought_of)) == NAMES
    assert authors(read(page, none=thought_of, without="lists_below_titles")) == []
    assert authors(read(page)) == []  # nobody thought of them


@pytest.mark.parametrize(
    "lines",
    [
        ["Ann Doe, Bob Roe"],  # two may be anything
        ["Big Kilns, Small Rivers, and other things"],
        ["", "", "We look at kilns"],
        ["#Ann Doe, Bob Roe, Carl Poe"],  # in the title's print
        ["Leeds University, Kiln Institute, Brava Hospital"],
        ["Climate Change, Coral Reefs, Fish Farms"],  # which no tagger thought of
    ],
)
def test_other_lines_below_titles_are_no_list(lines: list[str]) -> None:
    page = [TITLE, *lines, "", *TEXT]
    assert authors(read(page)) == authors(read(page, without="lists_below_titles"))


def test_a_list_is_not_asked_for_where_an_author_is_sure() -> None:
    assert authors(read([TITLE, *LIST, "", "{A Zoe Wolf}", *TEXT])) == ["Zoe Wolf"]


def test_names_in_mastheads() -> None:
    page = ["{A Brava Kilns} 2022, nr 3", "{A Ann Doe}", "{A Bob Roe}^1", TITLE, *TEXT]
    doubtful = dict.fromkeys(["Brava", "Kilns"], 0.7)
    assert authors(read(page, sure=doubtful)) == ["Ann Doe", "Bob Roe"]
    left_out = read(page, sure=doubtful, without="names_in_mastheads")
    assert len(authors(left_out)) > 2
    alone = ["{A Ann Doe} 2022, nr 3", TITLE, *TEXT]
    assert authors(read(alone, sure=0.7)) == ["Ann Doe"]


def test_institutions_below_names() -> None:
    page = [TITLE, "={A Ann Doe}", "Leeds", "={A Bob Roe}", "{A Caminos Etsi}", "={A Carl Poe}"]
    doubtful = dict.fromkeys(["Caminos", "Etsi"], 0.7)
    assert authors(read([*page, *TEXT], sure=doubtful)) == ["Ann Doe", "Bob Roe", "Carl Poe"]
    left_out = read([*page, *TEXT], sure=doubtful, without="institutions_below_names")
    assert "Caminos Etsi" in authors(left_out)
    sure = authors(read([*page, *TEXT]))
    assert "Caminos Etsi" in sure
