"""Standards in lists."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("@3. {a ГОСТ} 26213-91. {a Почвы}. {v Методы анализа}. – М.: Стандарты, {y 1992}.",
         "ГОСТ 26213-91. Почвы. Методы анализа"),
        ("@{a ISO}/IEC 27001. {t Information security}, {y 2013}.",
         "ISO/IEC 27001. Information security"),
    ],
)  # fmt: skip
def test_standards_without_authors(line: str, title: str) -> None:
    told = bibs(read([line]))[0]
    assert told[:2] == (title, [])
    assert bibs(read([line], without="standards_without_authors"))[0][1] != []


def test_a_year_within_the_number_is_the_standards() -> None:
    line = "@{a ISO} 9001:{y 2015}. {t Quality management systems}."
    whole = "ISO 9001:2015. Quality management systems"
    assert bibs(read([line])) == [(whole, [], "", "2015")]


def test_labels_made_of_letters_and_years_are_no_standards() -> None:
    line = "@[DIN10] {a Norm DIN}, {t Wind turbines}, {y 2010}."
    assert bibs(read([line]))[0][0] == "Wind turbines"


def test_other_works_that_begin_with_letters_and_numbers_keep_their_authors() -> None:
    line = "@{a BS Doe}, 2001. {t Kilns}. {v Mills}."
    assert bibs(read([line]))[0][1] == ["BS Doe"]
