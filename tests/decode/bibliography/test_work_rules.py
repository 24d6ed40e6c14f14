"""What is a web page's title, a journal."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("@{a Roe A} ({y 2020}). {v Dark workshop}. https://a.edu/b", "Dark workshop"),
        ("@{a Roe A} ({y 2020}). {v Shapely. Zenodo.} https://doi.org/1/zenodo.1", "Shapely"),
        ("@{a Roe A} ({y 2020}). {v A Book}. Springer.", ""),
        ("@1. {a Roe A}. {v IEEE Trans. X}, vol. 12. https://a.com/1", ""),
        ("@1. {a Roe A}. {v arXiv}: 1001.1234. https://arxiv.org/1", ""),
        ("@1. {a Roe A}. {v Deep Learning}. MIT Press, {y 2016}. http://a.org", ""),
        ("@1. {a Roe A}. {v Seed oil statistics}, {y 2016}. http://a.org", "Seed oil statistics"),
        ("@{a R}. {v A language and environment for statistical computing}. http://r.org", ""),
    ],
)
def test_titles_of_web_pages(line: str, text: str) -> None:
    assert bibs(read([line]))[0][0] == text
    assert bibs(read([line], without="titles_of_web_pages"))[0][0] == ""


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("@{a Roe A}. {v Trays at night}. Doctoral dissertation, Pell.", ("Trays at night", "")),
        ("@{a Roe A}. {y 2017}. {v Trays at night} [Conference presentation]. {v Mills of 2017}.",
         ("Trays at night", "Mills of 2017")),
        ("@{v Weighing of Trays}, ISO 98765-2:2014", ("Weighing of Trays", "")),
        ("@{a Roe A}. Technical report, {v University of Pell}.", ("", "University of Pell")),
        ("@{a Roe A}. {v A History of Trays}. Pell: Mill & Sons.", ("", "A History of Trays")),
    ],
)  # fmt: skip
def test_titles_of_kinds(line: str, read_as: tuple[str, str]) -> None:
    title, _, venue, _ = bibs(read([line]))[0]
    assert (title, venue) == read_as
    kept = bibs(read([line], without="titles_of_kinds"))[0]
    assert ((kept[0], kept[2]) == read_as) == (not read_as[0])


def test_series_of_books() -> None:
    line = (
        "@{a Roe R}, {t Algebraic geometry}, {v Graduate Texts in Mathematics}, No. 52, {y 1977}."
    )
    assert bibs(read([line]))[0][::2] == ("", "Algebraic geometry")
    assert bibs(read([line], without="series_of_books"))[0][2] == "Graduate Texts in Mathematics"
    chapter = "@{a Roe R}, {t On kilns}, {v Graduate Texts in Mathematics}, {y 1977}, pp. 1-9."
    assert bibs(read([chapter]))[0][::2] == ("On kilns", "Graduate Texts in Mathematics")
    paper = "@{a Roe R}, {t On kilns}, {v Lecture Notes in Mathematics} 1234, {y 1977}."
    assert bibs(read([paper]))[0][::2] == ("On kilns", "Lecture Notes in Mathematics")


def test_books_behind_in() -> None:
    line = "@{a Bacon, R.} {y 2010}, in {t Instrumentation for Kilns III}, {v Proc. SPIE}, 7735"
    assert bibs(read([line]))[0][::2] == ("", "Instrumentation for Kilns III")
    assert bibs(read([line], without="books_behind_in"))[0][2] == "Proc. SPIE"
    own = "@{a Bacon, R.} {y 2010}, {t In search of kilns}, {v Proc. SPIE}, 7735"
    assert bibs(read([own]))[0][::2] == ("In search of kilns", "Proc. SPIE")


def test_titles_within_venues() -> None:
    line = "@{a Roe R}, {y 2003}. {v Erosion in the wide regions. Forest Ecology} 178, 75-87."
    assert bibs(read([line]))[0][::2] == ("Erosion in the wide regions", "Forest Ecology")
    assert bibs(read([line], without="titles_within_venues"))[0][0] == ""
    papers = [
        "@{a Roe R}. {v Kilns on the hill. 5. National Congress of Potters}; {y 2003}. p. 14-7.",
        "@{a Roe R}. {v Kilns on the hill. Proc. Int. Congr. Potters}, Pell {y 2003}, pp. 14-17.",
    ]
    for paper in papers:
        title, _, venue, _ = bibs(read([paper]))[0]
        assert (title, venue[-7:]) == ("Kilns on the hill", "Potters")
    talks = "@{a Иванов И}. {v Кулики и их охрана: тез. докл. VIII конф}. М., {y 2003}. С. 14-7."
    assert bibs(read([talks]))[0][0] == ""
    book = "@{a Roe R}, {y 2003}. {v Erosion in the wide regions. Second Part}. Wien."
    assert bibs(read([book]))[0][0] == ""
    series = "@{a Roe R}, {y 2003}. {v Comptes rendus de l'académie des sciences. Série A} 276."
    assert bibs(read([series]))[0][0] == ""
    journal = "@{a Roe R}, {y 2003}. {v J. of the Phys. Soc.} 178, 75-87."
    assert bibs(read([journal]))[0][0] == ""
