"""What stands before or behind a venue and is none of it."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


def of(line: str, without: str = "") -> str:
    """Return the venue of an entry."""
    return bibs(read([f"@{{a Roe A}}. {line}"], without=without))[0][2]


def test_series_before_venues() -> None:
    line = "{t One}. {v ASP Conf. Ser. 376, Astronomical Data Analysis Systems XVI}, {y 2007}."
    assert of(line) == "Astronomical Data Analysis Systems XVI"
    assert of(line, without="series_before_venues").startswith("ASP Conf. Ser. 376")
    assert of("{t One}. {v IAU Symp. 12, Kilns}, {y 2007}.") == "IAU Symp. 12, Kilns"


def test_numbered_series_behind_venues() -> None:
    line = "{t Eins}. In: {v Große Tagung. DVS-Berichte, Bd 306. DVS Media}, {y 2014}."
    assert of(line) == "Große Tagung"
    assert of(line, without="numbered_series_behind_venues").endswith("DVS Media")
    assert of("{t Eins}. {v Proc. Kilns, Bd 306}, {y 2014}.") == "Proc. Kilns, Bd 306"


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("{v Sinh lý cá. Nhà xuất bản Nông nghiệp}, {y 2001}.", "Sinh lý cá"),
        ("{v Tratat de oenologie. Editura Ceres}, {y 2001}.", "Tratat de oenologie"),
    ],
)
def test_publishers_behind_books(line: str, venue: str) -> None:
    assert of(line) == venue
    assert of(line, without="publishers_behind_books") != venue
    alone = "{t Sinh lý cá}. {v Nhà xuất bản Nông nghiệp}, {y 2001}."
    assert of(alone) == ""
    assert of("{t One}. {v Wiley Reviews of Kilns}, {y 2001}.") == "Wiley Reviews of Kilns"


@pytest.mark.parametrize("edition", ["Aufl. Springer", "Auflage, Wien"])
def test_editions_behind_books(edition: str) -> None:
    line = f"{{v Betriebsfestigkeit der Bauteile, 3}}. {edition}, {{y 2006}}."
    assert of(line) == "Betriebsfestigkeit der Bauteile"
    assert of(line, without="editions_behind_books") == "Betriebsfestigkeit der Bauteile, 3"
    assert of("{v Bauteile heute, 3}. Wien, {y 2006}.") == "Bauteile heute, 3"
    behind = "{v Eesti murded ja kohanimed. 2., täiendatud trükk}. Tallinn, {y 2006}."
    assert of(behind) == "Eesti murded ja kohanimed"


@pytest.mark.parametrize("word", ["Mayıs", "Väitöskirja", "PhD thesis"])
def test_words_as_venues(word: str) -> None:
    line = f"({{y 2008}}, {{v {word}}}). {{t Bilim tarihi derslerinin etkisi}}."
    assert of(line) == ""
    assert of(line, without="words_as_venues") == word


@pytest.mark.parametrize("venue", ["March of Progress", "학회논문지", "Thesis Eleven", "October"])
def test_journals_with_such_words_are_venues(venue: str) -> None:
    assert of(f"{{t One}}. {{v {venue}}} {{y 2008}}.") == venue


def test_theses_behind_books() -> None:
    line = "{v Laensõnade häälduse varieerumine. PhD thesis}. Tallinn, {y 2016}."
    assert of(line) == "Laensõnade häälduse varieerumine"
    assert of(line, without="theses_behind_books").endswith("thesis")
