"""Spans of authors to whole names: parted by what parts them in print, grown at their ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import authors, built, read

TITLE = "#{T T}"


@pytest.mark.parametrize(
    ("without", "names"),
    [("", ["Ana Núñez", "John Doe"]), ("names_in_columns", ["Ana Núñez John Doe"])],
)
def test_names_in_columns(without: str, names: list[str]) -> None:
    document, labels = built(["#{T T}", "{A Ana Núñez John Doe}"])
    boxes = document.pages[0].boxes_pt.copy()
    boxes[3:, (0, 2)] += 60  # John Doe stands in the next column
    moved = replace(document, pages=(replace(document.pages[0], boxes_pt=boxes),))
    decoder = Decoder(without=frozenset({without} - {""}))
    assert authors(decoder.metadata_of(moved, tags_of_labels(labels))) == names


@pytest.mark.parametrize(("gap", "is_column"), [(12, True), (7, False)])
def test_a_column_is_much_wider_than_the_spaces(gap: float, is_column: bool) -> None:
    document, labels = built(["#{T T}", "{A Ann Núñez Bob Roe}"])
    boxes = document.pages[0].boxes_pt.copy()
    boxes[3:, (0, 2)] += gap - 3
    moved = replace(document, pages=(replace(document.pages[0], boxes_pt=boxes),))
    names = authors(Decoder().metadata_of(moved, tags_of_labels(labels)))
    assert names == (["Ann Núñez", "Bob Roe"] if is_column else ["Ann Núñez Bob Roe"])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A Ali Ha} {A Ali Li}^2, {A Jo Doe}^1, {A Al Li}", ["Ali Ha Ali Li", "Jo Doe", "Al Li"]),
        ("{A Kit} {A Ying Lam}, {A Jo Doe}", ["Kit Ying Lam", "Jo Doe"]),
    ],
)
def test_unparted_names(line: str, names: list[str]) -> None:
    assert authors(read([TITLE, line])) == names
    assert authors(read([TITLE, line], without="unparted_names")) != names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A JA Smith} {A CD Roe} {A EF Poe}", ["JA Smith", "CD Roe", "EF Poe"]),
        ("{A Ann Doe}^1 {A Bob Roe}^2", ["Ann Doe", "Bob Roe"]),
        ("{A 홍길동} {A 김철수} {A 이영희}", ["홍길동", "김철수", "이영희"]),
        ("{A Ivanov II, Petrov PP, Sidorov SS}", ["II Ivanov", "PP Petrov", "SS Sidorov"]),
        ("{A José Neto, Maria Costa}", ["José Neto", "Maria Costa"]),
    ],
)  # fmt: skip
def test_names_are_parted_by_what_parts_them_in_print(line: str, names: list[str]) -> None:
    assert authors(read([TITLE, line])) == names


def test_a_name_on_two_lines_is_one_where_marks_part_all_others() -> None:
    list_ = "{A Ann Doe}^1, {A Bob Roe}^1, {A Carl Toe}^2, and {A Ali Mohamed}"
    names = ["Ann Doe", "Bob Roe", "Carl Toe", "Ali Mohamed Salem Boukhary"]
    assert authors(read([TITLE, list_, "{A Salem Boukhary}^2"])) == names
    listed = ["{A Ann Doe}, {A Bob Roe}", "{A Carl Toe}, {A Dan Poe}"]
    assert authors(read([TITLE, *listed])) == ["Ann Doe", "Bob Roe", "Carl Toe", "Dan Poe"]
    broken = ["{A Ann Doe}^1, {A Carl Anders-}>", "{>A son Toe}^2, {A Bob Roe}^1"]
    assert authors(read([TITLE, *broken])) == ["Ann Doe", "Carl Andersson Toe", "Bob Roe"]


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("{>A Orvanta} Labs, Tolmark", ["Ann Doe"]),
        ("{>A MIT}", ["Ann Doe"]),
        ("{>A Roe}, {A Bob Poe}", ["Ann Doe Roe", "Bob Poe"]),
        ("{>A Roe} and {A Bob Poe}", ["Ann Doe Roe", "Bob Poe"]),
        ("{>A Roe}^1", ["Ann Doe Roe"]),
    ],
)
def test_lines_below_names(below: str, names: list[str]) -> None:
    assert authors(read([TITLE, "{A Ann Doe}>", below])) == names
    left_out = authors(read([TITLE, "{A Ann Doe}>", below], without="lines_below_names"))
    assert (left_out == names) == (names[0] == "Ann Doe Roe")


@pytest.mark.parametrize(("share", "names"), [(1.0, ["Ann Doe Orvanta"]), (0.8, ["Ann Doe"])])
def test_lines_below_names_in_another_print(share: float, names: list[str]) -> None:
    document, labels = built([TITLE, "{A Ann Doe}>", "{>A Orvanta}"])
    page = document.pages[0]
    sizes = page.size_pt.copy()
    sizes[-1] = sizes[-2] * share
    moved = replace(document, pages=(replace(page, size_pt=sizes),))
    assert authors(Decoder().metadata_of(moved, tags_of_labels(labels))) == names


def test_names_go_on_below_behind_particles_and_before_icons() -> None:
    assert authors(read([TITLE, "{A Joost van der}>", "{>A Meulen} Labs"])) == [
        "Joost van der Meulen"
    ]
    below = "{>A Meulen}^3 iD, {A Bob Poe}^1"
    assert authors(read([TITLE, "{A Joost Jan}>", below])) == ["Joost Jan Meulen", "Bob Poe"]


def test_surnames_in_capitals_go_on_below() -> None:
    lines = ["{A Jo POE}, {A Jean Pierre}>", "{>A DUPONT}"]
    assert authors(read([TITLE, *lines])) == ["Jo Poe", "Jean Pierre Dupont"]


@pytest.mark.parametrize(
    ("line", "word", "probability", "first"),
    [
        ("{A Rosemary Nan} Ke^2, {A Jo Doe}^1", "Ke", 0.53, "Rosemary Nan Ke"),
        ("Sven {A Dominik Wagner}^2, {A Jo Doe}^1", "Sven", 0.6, "Sven Dominik Wagner"),
        ("{A Rosemary Nan} Ke^2, {A Jo Doe}^1", "Ke", 0.99, "Rosemary Nan"),
        ("{A Rosemary Nan} Ke lives here, {A Jo Doe}^1", "Ke", 0.53, "Rosemary Nan"),
        ("{A Rosemary Nan} ke^2, {A Jo Doe}^1", "ke", 0.53, "Rosemary Nan"),
        ("{A Rosemary Nan} Ke – {A Jo Doe}", "Ke", 0.53, "Rosemary Nan Ke"),
        ("{A Rosemary Nan} Ke–Lu {A Jo Doe}", "Ke", 0.53, "Rosemary Nan"),
        ("See{A -Kiong Ng}^1, {A Jo Doe}^2", "See", 0.99, "See-Kiong Ng"),
        ("{A Roselyter Riang’}a^1, {A Jo Doe}^2", "a", 0.99, "Roselyter Riang’a"),
        ("{A Simon Le Cleac}'h^1, {A Jo Doe}^2", "h", 0.99, "Simon Le Cleac'h"),
        ("{A Ann Doe'} Univ of Leeds, {A Jo Doe}", "Univ", 0.99, "Ann Doe"),
    ],
)
def test_ends_of_names(line: str, word: str, probability: float, first: str) -> None:
    none = {word: probability}
    assert authors(read([TITLE, line], none=none)) == [first, "Jo Doe"]
    without = ("ends_of_names", "whole_lines_of_names")  # finds some of them, too
    left_out = authors(read([TITLE, line], none=none, without=without))
    assert (left_out == [first, "Jo Doe"]) == (word not in first)
