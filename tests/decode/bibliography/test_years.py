"""Years that taggers leave out: in brackets, behind venues."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("@{a กานต์พิชชา ศรีบุญเรือง}. (2560). {t ธนาคารขยะ}.", "2560"),
        ("@{a Roe A} (2010). {t Kilns}.", "2010"),
        ("@{a ازکیا، مصطفی} (1374). {v جامعه شناسی}.", "1374"),
    ],
)
def test_years_in_brackets(line: str, year: str) -> None:
    assert bibs(read([line]))[0][3] == year
    assert bibs(read([line], without="years_in_brackets"))[0][3] == ""


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("@{a Roe A} (2560). {t Kilns}.", ""),
        ("@{a Roe A}. {t Kilns}. {v Nature} 12(2010).", ""),
        ("@{a Roe A}. {t Kilns (2010)}. {v Nature}.", ""),
        ("@{a Roe A} (2010). {t Kilns}. {y 2011}.", "2011"),
    ],
)
def test_other_numbers_in_brackets_are_no_years(line: str, year: str) -> None:
    assert bibs(read([line]))[0][3] == year


def test_years_behind_venues() -> None:
    line = "@{a Roe J.}, {t Sól}, {v „Ekonomista” 1914}, t. 1, s. 86–117."
    assert bibs(read([line])) == [("Sól", ["J. Roe"], "Ekonomista", "1914")]
    assert bibs(read([line], without="years_behind_venues"))[0][3] == ""
    meeting = "@{a Roe J.}, {t Salt}. {v Proceedings of CHI 2014}, pp. 86-117."
    assert bibs(read([meeting])) == [("Salt", ["J. Roe"], "Proceedings of CHI 2014", "2014")]
