"""Pieces of names: initials behind marks, names below names and over lines, dates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import authors, built, read

TITLE = "#{T T}"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A Иванова}^1 {A А. Б.}, {A Петров}^2 {A В.}", ["А. Б. Иванова", "В. Петров"]),
        ("{A Иванова}^1 {A А. Б., Петров}^2 {A В.}", ["А. Б. Иванова", "В. Петров"]),
    ],
)
def test_initials_behind_marks(line: str, names: list[str]) -> None:
    assert authors(read([TITLE, line])) == names
    assert authors(read([TITLE, line], without="initials_behind_marks")) != names


def test_a_word_between_surname_and_initials_keeps_them_apart() -> None:
    assert authors(read([TITLE, "{A Иванова}^1 и {A А. Б.}"])) == ["Иванова", "А. Б."]


@pytest.mark.parametrize(
    ("without", "names"),
    [
        ("", ["Ann Doe", "Bob Roe", "Carl Poe"]),
        ("names_below_names", ["Ann Doe", "Bob Roe Carl Poe"]),
    ],
)
def test_names_below_names(without: str, names: list[str]) -> None:
    document, labels = built([TITLE, "{A Ann Doe} {A Bob Roe}>", "{>A Carl Poe}"])
    boxes = document.pages[0].boxes_pt.copy()
    boxes[3:5, (0, 2)] += 60  # Bob Roe stands in the next column
    moved = replace(document, pages=(replace(document.pages[0], boxes_pt=boxes),))
    decoder = Decoder(without=frozenset({without} - {""}))
    assert authors(decoder.metadata_of(moved, tags_of_labels(labels))) == names


def test_a_long_name_of_a_list_with_commas_goes_on_below() -> None:
    lines = ["{A Ann Doe}, {A Adrián Antonio}>", "{>A Núñez Pié}, {A Bob Roe}"]
    assert authors(read([TITLE, *lines])) == ["Ann Doe", "Adrián Antonio Núñez Pié", "Bob Roe"]


@pytest.mark.parametrize(
    ("below", "second"),
    [("Ordóñez · {A Bob Roe}", "Álvaro Ordóñez"), ("Ordóñez who wrote · {A Bob Roe}", "Álvaro")],
)
def test_names_over_lines(below: str, second: str) -> None:
    page = [TITLE, "{A Ann Doe} · {A Álvaro}", below]
    assert authors(read(page)) == ["Ann Doe", second, "Bob Roe"]
    assert authors(read(page, without="names_over_lines")) == ["Ann Doe", "Álvaro", "Bob Roe"]


def test_two_words_labelled_apart_over_lines_are_one_name() -> None:
    page = [TITLE, "{A Ann Doe} | {A Yunfei}", "{A Jiang} | {A Bob Roe}"]
    assert authors(read(page)) == ["Ann Doe", "Yunfei Jiang", "Bob Roe"]


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("{A Zeno Enders March} 2023", "Zeno Enders"),
        ("{A Zeno Enders May} 3, 2023", "Zeno Enders"),
        ("{A Zeno Enders May}", "Zeno Enders May"),
        ("{A Ann May} 2023", "Ann May"),
    ],
)
def test_months_behind_names(line: str, last: str) -> None:
    assert authors(read([TITLE, "{A Jo Doe}", line])) == ["Jo Doe", last]
    kept = authors(read([TITLE, "{A Jo Doe}", line], without="months_behind_names"))
    assert (kept[-1] == last) == (last != "Zeno Enders")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A Lee}, Ann B.; {A Roe, Bo}; {A García Pérez, Eva}",
         ["Ann B. Lee", "Bo Roe", "Eva García Pérez"]),
        ("{A Ann Lee}, PhD; {A Bo Roe}, MD", ["Ann Lee", "Bo Roe"]),
        ("{A Ann Lee}, University of Pell; {A Bo Roe}", ["Ann Lee", "Bo Roe"]),
    ],
)  # fmt: skip
def test_names_between_semicolons(line: str, names: list[str]) -> None:
    assert authors(read([TITLE, line])) == names
    kept = authors(read([TITLE, line], without="names_between_semicolons"))
    assert (kept == names) == ("García" not in line)


def test_names_on_lines_of_their_own_do_not_go_on_below() -> None:
    lines = ["{A Ann Doe}", "{A Bob Roe}>", "{>A D. Mark Poe}", "{A Cid Moe}"]
    found = authors(read([TITLE, *lines], sure={"D": 0.7}))
    assert found == ["Ann Doe", "Bob Roe", "D. Mark Poe", "Cid Moe"]
    assert "Bob Roe D. Mark Poe" in authors(read([TITLE, *lines]))
