# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import pymupdf
import pytest

from spv2_spark.domain.page import Page
from tests.pdf.make import drawn, lines

TEXT = ["The kilns were weighed each night, and what was found agrees with the first rule."] * 8
LIST = [
    f"{n}. Roe A, Doe B. Measuring kilns at night. J Mills. 20{n};{n}(2):1{n}-1{n}9."
    for n in range(10, 16)
]
TITLE, AUTHORS = ("Bees and the price of amber", 15.0), ("Ann Poe and Bo Lee", 10.0)


def page_of(*parts: tuple[str, float]) -> Page:
    """Return a page of lines, each in its size."""
    pdf = pymupdf.open()
    page, baseline = pdf.new_page(width=595, height=842), 60.0
    for text, size in parts:
        page.insert_text((60, baseline), text, fontname="tiro", fontsize=size)
        baseline += 1.4 * size
    return drawn(pdf.tobytes())


def in_print(texts: list[str], size: float = 10.0) -> list[tuple[str, float]]:
    return [(text, size) for text in texts]


@pytest.mark.parametrize("heading", [["References"], ["LITERATURA"], []])
def test_an_article_begins_below_the_list_of_the_one_before(heading: list[str]) -> None:
    before = in_print([*TEXT, *heading, *LIST])
    page = page_of(*before, TITLE, AUTHORS, *in_print(TEXT))
    assert lines(page)[:3] == [TITLE[0], AUTHORS[0], TEXT[0]]
    assert (page.line[0], page.block[0]) == (0, 0)
    assert {len(page.size_pt), len(page.boxes_pt), len(page.font)} == {len(page)}


def test_an_article_begins_below_the_text_of_the_one_before() -> None:
    page = page_of(*in_print([*TEXT, "Ivo Poe"]), TITLE, AUTHORS, *in_print(TEXT))
    assert lines(page)[:2] == [TITLE[0], AUTHORS[0]]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(
            [TITLE, AUTHORS, *in_print([*TEXT, "References", *LIST]), ("About us all", 15.0),
             *in_print(TEXT)], id="a title as large stands above"),
        pytest.param(
            [*in_print([*TEXT, *LIST]), ("2. Materials and Methods", 15.0), *in_print(TEXT)],
            id="a section with a number"),
        pytest.param(
            [*in_print([*TEXT, *LIST[:1]], 8.0), TITLE, AUTHORS, *in_print(TEXT * 2)],
            id="a sidebar with a citation"),
        pytest.param(
            [*in_print(TEXT[:3]), TITLE, AUTHORS, *in_print(TEXT)], id="a few lines of text"),
        pytest.param(
            [*in_print(["Kiln House", *TEXT]), TITLE, AUTHORS, *in_print(TEXT)],
            id="another line is first"),
        pytest.param(
            [*in_print(["References", *LIST]), TITLE, *in_print(TEXT[:1])], id="nothing begins"),
        pytest.param([*in_print(["References", *LIST]), *in_print(TEXT)], id="nothing is larger"),
    ],
)  # fmt: skip
def test_all_else_stays(parts: list[tuple[str, float]]) -> None:
    assert lines(page_of(*parts)) == [text for text, _ in parts]
