"""The paper's own authors: which names are theirs, and how a list of them is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import authors, built, read


def test_repeated_authors_count_once() -> None:
    page = [
        "#{T T}", "{A Ana Núñez} and {A John B. Doe}", "~{A Núñez A}, {A Doe JB}. Cite.",
        "~{A Doe} (2020)",
    ]  # fmt: skip
    assert authors(read(page)) == ["Ana Núñez", "John B. Doe"]


def test_editors_and_reviewers_are_no_authors() -> None:
    page = ["#{T T}", "{A Ana Núñez}", "~Edited by: {A Eva Lang}", "~Reviewed by: {A Rob Short}"]
    assert authors(read(page)) == ["Ana Núñez"]


def test_a_name_broken_into_spans_is_repaired() -> None:
    assert authors(read(["#{T T}", "{A J.} {A Smith}, {A Ludwig van} {A Beethoven}"])) == [
        "J. Smith",
        "Ludwig van Beethoven",
    ]


def test_authors_of_the_page_with_the_title() -> None:
    pages = (["#{T T}", "{A Ana Núñez}, {A John Doe}"], ["{A Zoe Late}, {A Max Later}"])
    assert authors(read(*pages)) == ["Ana Núñez", "John Doe"]


def test_short_surnames_in_capitals_before_given_names() -> None:
    page = ["#{T T}", "{A LI Kanglan}, {A WEI Hui}, {A PENG Wanjuan}, {A Ana Núñez}"]
    assert authors(read(page)) == ["Kanglan Li", "Hui Wei", "Wanjuan Peng", "Ana Núñez"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A Ran LI}, {A Kun WU}, {A Hong CHEN}", ["Ran Li", "Kun Wu", "Hong Chen"]),
        ("{A JUNHUI LI}, {A KUN WU}, {A HUAN ZHANG}", ["Junhui Li", "Kun Wu", "Huan Zhang"]),
        ("{A YUNJIAN XU}, {A FANG LIU}, {A SUWEN ZHU}", ["Yunjian Xu", "Fang Liu", "Suwen Zhu"]),
        ("{A Omar RAHIMI MOVAGHAR}, {A Eva ROE}", ["Omar Rahimi Movaghar", "Eva Roe"]),
        ("{A Jan van DIJK}, {A Eva LEE}", ["Jan van Dijk", "Eva Lee"]),
        ("{A Smith JA}, {A Roe CD}, {A Poe K}", ["JA Smith", "CD Roe", "K Poe"]),
        ("{A Md. Mohidul Hasan}, {A Ann Lee}", ["Md. Mohidul Hasan", "Ann Lee"]),
    ],
)
def test_surnames_in_capitals_behind_given_names(line: str, names: list[str]) -> None:
    assert authors(read(["#{T T T}", line])) == names
    assert authors(read(["#{T T}", "{A JA Smith}, {A WHB Doe}"])) == ["JA Smith", "WHB Doe"]


def test_names_in_columns_of_a_line_are_parted() -> None:
    document, labels = built(["#{T T}", "{A Ana Núñez John Doe}"])
    boxes = document.pages[0].boxes_pt.copy()
    boxes[3:, (0, 2)] += 60  # John Doe stands in the next column
    moved = replace(document, pages=(replace(document.pages[0], boxes_pt=boxes),))
    metadata = Decoder().metadata_of(moved, tags_of_labels(labels))
    assert authors(metadata) == ["Ana Núñez", "John Doe"]


def test_a_long_author_list_runs_on() -> None:
    first = [f"{{A Ann {chr(65 + at)}aa{chr(97 + at)}}}," for at in range(9)]
    second = [f"{{A Bob {chr(65 + at)}bb{chr(97 + at)}}}," for at in range(4)]
    assert len(authors(read(["#{T T}", *first], ["head 2", *second]))) == 13


def test_affiliations_are_no_authors_beside_persons() -> None:
    assert authors(read(["#{T T}", "{A Ana Núñez}, {A Department of Things}"])) == ["Ana Núñez"]
    assert authors(read(["#{T T}", "{A The Big Study Group}"])) == ["The Big Study Group"]


def test_a_running_head_in_the_authors_print_is_no_author() -> None:
    pages = (
        ["~{A Cell Factories}", "~#{T A Title}", "~{A Ana Núñez}, {A John Doe}"],
        ["~Cell Factories", "text"],
    )
    assert authors(read(*pages)) == ["Ana Núñez", "John Doe"]


def test_authors_above_the_title_stay_where_none_stand_below() -> None:
    assert authors(read(["~{A Ana Núñez}, {A John Doe}", "~#{T A Title}"])) == [
        "Ana Núñez",
        "John Doe",
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A LI Kanglan}, {A WEI Shouchao}", ["Kanglan Li", "Shouchao Wei"]),
        ("{A JA Smith}, {A PR Doe}", ["JA Smith", "PR Doe"]),
        (
            "{A TER BRAAK Björn}, {A WHITE Jean-Luc}, {A SAXENA Vinod S.}",
            ["Björn ter Braak", "Jean-Luc White", "Vinod S. Saxena"],
        ),
    ],
)
def test_capital_surnames_first(line: str, names: list[str]) -> None:
    assert authors(read(["#{T A Title}", line])) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "{A Durie Brian G.M.}, {A Wagner Lynne}, {A Narang Mohit}",
            ["Brian G.M. Durie", "Lynne Wagner", "Mohit Narang"],
        ),
        (
            "{A Wang Xingyun}, {A Liu Qingsong}, {A Meissle Michael}",
            ["Xingyun Wang", "Qingsong Liu", "Michael Meissle"],
        ),
        ("{A Garcia Lopez JM}, {A Smith A}", ["JM Garcia Lopez", "A Smith"]),
        ("{A Ann B. Doe}, {A Lee Roe}, {A Wang Poe}", ["Ann B. Doe", "Lee Roe", "Wang Poe"]),
        ("{A Jun Wang}, {A Li Chen}, {A Yan Zhao}", ["Jun Wang", "Li Chen", "Yan Zhao"]),
    ],
)
def test_surnames_first_in_small_letters(line: str, names: list[str]) -> None:
    assert authors(read(["#{T A Title}", line])) == names


def test_a_masters_degree_is_no_name() -> None:
    assert authors(read(["#{T T}", "{A Ning Li, MMed}, {A Ana Núñez, MM}"])) == [
        "Ning Li",
        "Ana Núñez",
    ]
