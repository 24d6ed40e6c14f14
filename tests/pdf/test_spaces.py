"""Spaces that are narrower than MuPDF reads them."""

from __future__ import annotations

import pytest

from tests.pdf.make import drawn, lines, pdf_with

TITLE = "Epidemiologic and genetic characteristics of alopecia areata"


def tight(text: str, gap_em: float = 0.13) -> str:
    """Return what shows a line whose spaces are gaps."""
    words = (f"({word})" for word in text.split(" "))
    return f"[{f' {-1000 * gap_em:.0f} '.join(words)}] TJ T*"


def read(*shown: str) -> list[str]:
    return lines(drawn(pdf_with("\n".join(["BT /F1 8 Tf 12 TL 50 700 Td", *shown, "ET"]))))


def test_narrow_gaps_of_a_tight_line_are_spaces():
    rows = [TITLE, "Benn AM, Thomson WM. Saliva: an overview."]
    assert read(*map(tight, rows)) == rows
    assert read(tight(TITLE, 0.1)) == [TITLE]


def test_so_is_what_stands_between_a_number_and_its_unit_on_such_a_page():
    line = "[(We followed them up for 5) -124 (years and took 50) -124 (mg)] TJ"
    assert read(tight(TITLE), line)[1] == "We followed them up for 5 years and took 50 mg"


@pytest.mark.parametrize("gap_em", [0.05, 0.08])
def test_what_may_be_kerning_is_no_space(gap_em: float):
    assert read(tight(TITLE), tight("Saliva: an overview of it", gap_em)) == [
        TITLE,
        "Saliva:anoverviewofit",
    ]


def test_letters_set_apart_are_one_word():
    apart = "0.72 Tc (Supercalifragilistic) Tj T* 0 Tc"
    assert read(apart, tight(TITLE)) == ["Supercalifragilistic", TITLE]


def test_corrections_behind_italic_capitals_are_no_spaces():
    formula = "[(the complexity is usually O\\(N) -109 (E\\) and O\\(M) -139 (d\\))] TJ T*"
    assert read(formula, tight(TITLE)) == ["the complexity is usually O(NE) and O(Md)", TITLE]
