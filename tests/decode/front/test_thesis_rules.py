"""Authors on title pages of theses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.page import Document
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import authors, built, read

TITLE = "#{T The Kilns of Brava}"


def with_second_column(document: Document, rows: int) -> Document:
    """Return a document whose last lines stand right of as many before them, row by row."""
    (page,) = document.pages
    last = int(page.line[-1])
    boxes = page.boxes_pt.copy()
    second = page.line > last - rows
    boxes[second] += (200, -14.0 * rows, 200, -14.0 * rows)
    return replace(document, pages=(replace(page, boxes_pt=boxes),))


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (["Author:", "Degree:", "Ann Doe", "Master of Kilns"], ["Ann Doe"]),
        (["Presentado por:", "Director:", "Inés Doe Roe", "Bob Poe"], ["Inés Doe Roe"]),
        (["Author", "Degree", "Ann Doe", "Master of Kilns"], []),
        (["Author:", "Degree:", "Kiln Institute", "Master of Kilns"], []),
    ],
)
def test_names_beside_roles(form: list[str], names: list[str]) -> None:
    document, labels = built([TITLE, *form])
    document, tags = with_second_column(document, 2), tags_of_labels(labels)
    assert authors(Decoder().metadata_of(document, tags)) == names
    left_out = Decoder(without=frozenset(["names_beside_roles"]))
    assert authors(left_out.metadata_of(document, tags)) == []
    labelled, labels = built([TITLE, *form, "{A Carl Toe}"])
    assert authors(Decoder().metadata_of(labelled, tags_of_labels(labels))) == ["Carl Toe"]


def test_names_behind_bylines() -> None:
    jury = ["JURY", "{A Jean Roe}", "{A Inès Poe}"]
    page = ["THÈSE", "présentée et soutenue par", "={A Ann Doe}", "le 3 mai 2012", TITLE, *jury]
    assert authors(read(page)) == ["Ann Doe"]
    left_out = authors(read(page, without="names_behind_bylines"))
    assert "Jean Roe" in left_out
    paper = ["A paper", *page[1:]]
    assert authors(read(paper)) == left_out
    two = ["THÈSE", TITLE, "par", "{A Ann Doe}", "{A Bob Roe}"]
    assert authors(read(two)) == ["Ann Doe", "Bob Roe"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["卒業論文", "学籍番号 12", "三ッ井 彩乃", "指導教員 准教授 帯刀 誠一"], ["彩乃 三ッ井"]),
        (["Doctoral thesis", "University of Brava", "Ann Doe", "Supervisor: Bob Roe"], ["Ann Doe"]),
        (["Report of work", "University of Brava", "Ann Doe", "Supervisor: Bob Roe"], []),
        (["Doctoral thesis", "Ann Doe", "University of Brava", "Supervisor: Bob Roe"], []),
    ],
)
def test_names_above_supervisors(lines: list[str], names: list[str]) -> None:
    thought_of = dict.fromkeys(("Ann", "Doe", "三ッ井", "彩乃"), 0.7)
    without = ("names_above_supervisors",)
    assert authors(read([TITLE, *lines], none=thought_of)) == names
    assert authors(read([TITLE, *lines], none=thought_of, without=without)) == []


@pytest.mark.parametrize(
    ("above", "kind", "names"),
    [
        ("ANN MARIE ROEBUCK", "Doctoral thesis", ["Ann Marie Roebuck"]),
        ("ANN MARIE ROEBUCK", "Report of work", []),
        ("Ann Marie Roebuck", "Doctoral thesis", []),
        ("MASTER THESIS", "Doctoral thesis", []),
    ],
)
def test_names_between_institution_and_title(above: str, kind: str, names: list[str]) -> None:
    page = ["University of Brava", "", above, TITLE, "for the degree", kind]
    assert authors(read(page)) == names
    assert authors(read(page, without="names_between_institution_and_title")) == []
    assert authors(read([page[0], *page[2:]])) == []  # not apart from the institution
