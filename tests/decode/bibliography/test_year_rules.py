"""The years of references."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


def of(line: str, without: str = "") -> str:
    """Return the year of an entry."""
    return bibs(read([f"@{{t One}}. {line}"], without=without))[0][3]


def test_letters_of_years() -> None:
    """Gold from JATS has the letter, gold from BibTeX cannot: in sum the rule scores nothing."""
    assert of("{y 2001}a.") == of("{y 2001a}.") == "2001a"
    assert of("{y 2001}a.", without="letters_of_years") == "2001"
    assert of("{y 2001} a.") == of("{y 2001}st.") == "2001"


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Accessed 3 May {y 2019}.", "2019"),
        ("{y in press}.", "in press"),
        ("{y May 3, 2001}.", "2001"),
    ],
)
def test_years(line: str, year: str) -> None:
    assert of(line) == year


@pytest.mark.parametrize(
    ("printed", "year"),
    [("١٩٩٢", "1992"), ("۱۳۸۹", "1389"), ("２０１５", "2015"), ("1389", "1389")],
)
def test_years_in_other_digits(printed: str, year: str) -> None:
    assert bibs(read([f"@{{a Roe A}}. {{t One}}. {{y {printed}}}."]))[0][3] == year
