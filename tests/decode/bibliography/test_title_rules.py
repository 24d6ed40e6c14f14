"""The titles of references, without groups, marks, archives and versions around them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.decode.build import bibs, read


def of(line: str, without: str | Sequence[str] = "") -> str:
    """Return the title of an entry."""
    return bibs(read([f"@{{a Roe A}}. {line} {{y 2020}}"], without=without))[0][0]


def test_groups_glued_to_titles() -> None:
    line = "{t PRISMA GroupPreferred items}"
    assert of(line) == "Preferred items"
    assert of(line, without="groups_glued_to_titles") == "PRISMA GroupPreferred items"
    assert of("{t The GroupLens recommender}") == "The GroupLens recommender"


def test_edges_of_titles() -> None:
    line = "{t “Preferred items,”}"
    assert of(line) == "Preferred items"
    assert of(line, without="edges_of_titles") == "“Preferred items,”"


def test_archives_behind_titles() -> None:
    line = "{t Preferred items. Zenodo}"
    assert of(line) == "Preferred items"
    assert of(line, without="archives_behind_titles") == "Preferred items. Zenodo"


def test_versions_behind_titles() -> None:
    line = "{t Pandas (Version 1.0.3)}. Zenodo."
    assert of(line) == "Pandas"
    assert of(line, without="versions_behind_titles") == "Pandas (Version 1.0.3)"
    assert of("{t Rules (version 1.1)}.") == "Rules (version 1.1)"


@pytest.mark.parametrize(
    ("line", "text", "left_out"),
    [
        ("{t Tests (a review}).", "Tests (a review)", "Tests (a review"),
        ("({t Re) tests}.", "(Re) tests", "Re) tests"),
        (
            "“‘{t A Plague’: Trade in Pell}”",
            "‘A Plague’: Trade in Pell",
            "A Plague’: Trade in Pell",
        ),
        ("{t Handbook of Things (3}rd ed).", "Handbook of Things", "Handbook of Things (3"),
        ("{t Things (Eds}. A Roe).", "Things", "Things (Eds"),
    ],
)
def test_open_brackets(line: str, text: str, left_out: str) -> None:
    assert of(line) == text
    assert of(line, without=["open_brackets", "editions_behind_titles"]) == left_out


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{t Kilns and clays, 2nd ed}.", "Kilns and clays"),
        ("{t Kilns and clays. 2}. Aufl.", "Kilns and clays"),
        ("{t Kilns and clays (3rd revised edition)}.", "Kilns and clays"),
        ("{t Εμβόλια: ερωτήσεις. 3η έκδοση}.", "Εμβόλια: ερωτήσεις"),
        ("{t Глины. – 2-е изд., перераб. и доп}.", "Глины"),
    ],
)
def test_editions_behind_titles(line: str, text: str) -> None:
    assert of(line) == text
    assert of(line, without="editions_behind_titles") != text


@pytest.mark.parametrize(
    "title",
    [
        "Kilns: an edition of letters",
        "Kilns and clays: 12 editions",
        "Kilns and clays, 12 rare editions",
        "Clays, 2",
        "Clays. Int. Ed",
        "The second edition",
    ],
)
def test_a_title_keeps_words_that_are_no_edition_behind_it(title: str) -> None:
    assert of(f"{{t {title}}}.") == title


def test_the_apostrophe_of_a_quoted_title_ends_no_quote() -> None:
    assert of("‘{t The farmers’ market of Pell}’") == "The farmers’ market of Pell"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{t Демпферы сухого трения [Текст]}.", "Демпферы сухого трения"),
        ("{t Kilns at night [Internet]}.", "Kilns at night"),
        ("{t Kilns [and their ovens]}.", "Kilns [and their ovens]"),
    ],
)
def test_media_behind_titles(line: str, text: str) -> None:
    assert of(line) == text
    assert (of(line, without="media_behind_titles") == text) == ("and" in line)


def test_translations_behind_titles() -> None:
    line = "@{a Roe A}. {t Vybor modeli utornogo uzla [Choice of a model of the joint]}. {y 2001}."
    assert bibs(read([line]))[0][0] == "Vybor modeli utornogo uzla"
    whole = bibs(read([line], without="translations_behind_titles"))[0][0]
    assert whole.endswith("[Choice of a model of the joint]")
    for title in (
        "[Choice of a model of the joint]",
        "Gene flow studies in azuki bean of the north [Vigna angularis]",
        "Rotation of galaxies and dark matter [Code, v1.0.1]",
        "Crystal structure of [Bis ethylenediamine copper nitrate]",
        "Synthesis of complexes [tris bipyridine ruthenium chloride]",
    ):
        assert bibs(read([f"@{{a Roe A}}. {{t {title}}}. {{y 2001}}."]))[0][0] == title


def test_closed_corners() -> None:
    line = "@{a 佐藤}. 『{t 神話と構造』今村}訳. {y 2001}."
    assert bibs(read([line]))[0][0] == "神話と構造"
    assert "今村" in bibs(read([line], without="closed_corners"))[0][0]
    assert (
        bibs(read(["@{a Roe}. {t Kilns 『of』 bricks}. {y 2001}."]))[0][0] == "Kilns 『of』 bricks"
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{t The legacy of Roe et al}. {v Kilns} 3.", "The legacy of Roe et al."),
        ("{t The legacy of Roe et al.} {v Kilns} 3.", "The legacy of Roe et al."),
        ("{t Kilns in 2020 r}. {v Kilns} 3.", "Kilns in 2020 r."),
        ("“{t Bricks of Argilla rubra L}.,” {v Kilns} 3.", "Bricks of Argilla rubra L."),
        ("{t Kilns in r}. {v Kilns} 3.", "Kilns in r"),
        ("{t Kilns}. {v Kilns} 3.", "Kilns"),
        ("{t Kilns}., {v Kilns} 3.", "Kilns"),
    ],
)
def test_abbreviations_that_end_titles(line: str, text: str) -> None:
    assert of(line) == text
    assert of(line, without="abbreviations_that_end_titles") == text.rstrip(".")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{t Kilns of icing. W3C Recommendation REC-kilns-20130430},", "Kilns of icing"),
        ("{t Kilns of icing. Recommended Practice SAE ARP} 5905,", "Kilns of icing"),
        ("{t Kilns of icing. Berichte des DWD}, Nr. 171,", "Kilns of icing"),
        ("{t Kilns of icing. DOT/FAA/CT-88/8},", "Kilns of icing"),
        ("{t Kilns of icing. Recommended Practice}.", "Kilns of icing. Recommended Practice"),
        ("{t Kilns of icing. Release 15}.", "Kilns of icing. Release 15"),
        ("{t Kilns of icing. COVID-19}.", "Kilns of icing. COVID-19"),
        ("{t Kilns of N. NASA 105974}.", "Kilns of N. NASA 105974"),
    ],
)
def test_documents_behind_titles(line: str, text: str) -> None:
    assert of(line) == text
    assert of(line, without="documents_behind_titles") == line[3 : line.index("}")]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{t 矿用摄像仪: CN110572589} B[P].", "矿用摄像仪"),
        ("{t 矿用摄像仪: 中国}, CN110572589B[P].", "矿用摄像仪"),
        ("{t 矿用摄像仪: 方法}[P].", "矿用摄像仪: 方法"),
        ("{t 矿用摄像仪: 2020}[J].", "矿用摄像仪: 2020"),
    ],
)
def test_patents_behind_titles(line: str, text: str) -> None:
    assert of(line) == text
    assert of(line, without="patents_behind_titles") == line[3 : line.index("}")]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{t Landslides} 101, http://kilns.example", "Landslides 101"),
        ("{t Sigma models on a torus} 4. {v Kilns} 3.", "Sigma models on a torus 4"),
        ("{t Annals of Kilns} 12, no. 3.", "Annals of Kilns"),
        ("{t Annals of Kilns} 12, 34.", "Annals of Kilns"),
        ("{t Annals of Kilns} 12(3).", "Annals of Kilns"),
        ("{t Kilns}12. {v Kilns} 3.", "Kilns"),
    ],
)
def test_numbers_that_end_titles(line: str, text: str) -> None:
    assert of(line) == text
    assert of(line, without="numbers_that_end_titles") == line[3 : line.index("}")]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{t Степи : монография}. Киев.", "Степи"),
        ("{t Степи: учеб. пособие}. Киев.", "Степи"),
        ("{t Степи : обзор}. {v Степь} 3.", "Степи : обзор"),
    ],
)
def test_kinds_behind_titles(line: str, text: str) -> None:
    assert of(line) == text
    assert of(line, without="kinds_behind_titles") == line[3 : line.index("}")]


def test_publishers_behind_titles() -> None:
    line = "@{a Roe A}. {t Một số vấn đề về cá. Nhà xuất bản Nông nghiệp, Hồ Chí Minh}. {y 2007}."
    assert bibs(read([line]))[0][0] == "Một số vấn đề về cá"
    left_out = bibs(read([line], without="publishers_behind_titles"))[0][0]
    assert left_out.endswith("Minh")
    own = "@{a Roe A}. {t On kilns. Springer of the north}. {y 2007}."
    assert bibs(read([own]))[0][0] == "On kilns. Springer of the north"
