"""What stands around a title in its print: labels, institutions, series, roles."""

from __future__ import annotations

import pytest

from tests.decode.build import read, title

TEXT = ["plain text of a paper that goes on for long"] * 4


def test_by_line() -> None:
    page = ["#{T A Title of Some}>", "#{>T by}", "{A Ann Doe}"]
    assert title(read(page)) == "A Title of Some"
    assert title(read(page, without="by_line")) == "A Title of Some by"
    assert title(read(["#{T What We Live}>", "#{>T and Die by}"])) == "What We Live and Die by"
    thesis = ["#{T Schémas monotones}>", "#{>T Présenté par}", "{A Ann Doe}"]
    assert title(read(thesis)) == "Schémas monotones"


@pytest.mark.parametrize(
    ("last", "text"),
    [("MÉMOIRE", "Les fours"), ("A Thesis", "Les fours"), ("of a thesis", "Les fours of a thesis")],
)
def test_works_below_titles(last: str, text: str) -> None:
    page = ["#{T Les fours}>", f"#{{>T {last}}}", "{A Ann Doe}", *["some text"] * 4]
    assert title(read(page)) == text
    assert title(read(page, without="works_below_titles")) == f"Les fours {last}"


def test_what_follows_the_kind_of_work_is_no_title_either() -> None:
    page = ["#{T Les fours}>", "#{>T MÉMOIRE}>", "#{>T PRÉSENTÉ}", "{A Ann Doe}", *TEXT]
    assert title(read(page)) == "Les fours"


def test_titles_behind_covers() -> None:
    cover, page = ["#{T Kept copy of Bees and cold rivers}"], ["#{T Bees and cold rivers}", *TEXT]
    assert title(read(cover, page)) == "Bees and cold rivers"
    assert title(read(cover, page, without="titles_behind_covers")).startswith("Kept copy")
    part = ["#{T Cold rivers}", *TEXT]
    assert title(read(["#{T On bees and cold rivers}"], part)) == "On bees and cold rivers"


def test_notices_as_titles() -> None:
    notice = "#{T Preliminary and incomplete - please do not cite}"
    page = ["#{T Labour Flows}", "{A Ann Doe}", notice]
    assert title(read(page)) == "Labour Flows"
    assert title(read(page, without="notices_as_titles")).startswith("Preliminary")
    assert title(read([notice, "{A Ann Doe}"])).startswith("Preliminary")


@pytest.mark.parametrize("name", ["University of Brava", "海滨大学", "清 华 大 学"])
def test_institutions_as_titles(name: str) -> None:
    page = [f"~#{{T {name}}}", "~text of the page", "~{T Kilns}"]
    assert title(read(page)) == "Kilns"
    assert title(read(page, without="institutions_as_titles")) == name
    assert title(read([f"#{{T {name}}}"])) == name


@pytest.mark.parametrize("label", ["Title", "Titre", "题目"])
def test_labels_of_titles(label: str) -> None:
    page = [f"#{{T {label}: Bees and rivers}}"]
    assert title(read(page)) == "Bees and rivers"
    assert title(read(page, without="labels_of_titles")) == f"{label}: Bees and rivers"
    between = " " if label.isascii() else ""  # Chinese meets Latin letters without a space
    whole = f"{label}{between}and deed: a history"
    assert title(read([f"#{{T {label} and deed: a history}}"])) == whole


@pytest.mark.parametrize("series", ["NORD WORKING PAPER SERIES", "Diskussionspapiere"])
def test_series_above_titles(series: str) -> None:
    page = [f"#{{T {series}}}>", "#{>T Bees and Rivers}"]
    assert title(read(page)) == "Bees and Rivers"
    assert title(read(page, without="series_above_titles")) == f"{series} Bees and Rivers"
    assert title(read([f"#{{T {series}}}"])) == series


@pytest.mark.parametrize(
    ("above", "is_cut"), [("#Enstitüsü Fen Üniversitesi", True), ("#A Kiln in Use", False)]
)
def test_institutions_above_titles(above: str, is_cut: bool) -> None:
    page = [above, "#{T The Universities of Brava}>", "#{>T and Their Kilns at Night}", *TEXT]
    whole = "The Universities of Brava and Their Kilns at Night"
    found = title(read(page, sure=0.99, none={"A": 0.95, "Kiln": 0.95, "in": 0.95, "Use": 0.95}))
    assert found == ("and Their Kilns at Night" if is_cut else whole)
    assert title(read(page, without="institutions_above_titles")).endswith(whole)


@pytest.mark.parametrize(
    ("above", "is_cut"),
    [
        ("ANN MARIE ROEBUCK", True),
        ("Ann Marie Roebuck", False),
        ("ON KILNS IN USE FOR AGES", False),
    ],
)
def test_authors_above_titles(above: str, is_cut: bool) -> None:
    page = [f"={{T {above}}}>", "#{>T Bees and Rivers of the Plain}", *TEXT]
    keep = ("names_as_title_lines", "lesser_lines", "small_lines")
    whole = f"{above} Bees and Rivers of the Plain"
    found = title(read(page, without=keep))
    assert found == ("Bees and Rivers of the Plain" if is_cut else whole)
    assert title(read(page, without=(*keep, "authors_above_titles"))) == whole


def test_abstracts_as_titles() -> None:
    text = ["{T The law changed the}>", "{>T care of the patients in}>", "{>T all towns .}"]
    page = [
        "Journal of Care 53:12",
        "#From Doctors to Centres",
        *text,
        "{A Ann Doe}",
        *["so it goes"] * 9,
    ]
    doubts = {word: 0.6 for line in text for word in line.strip("{}>").split()}
    assert title(read(page, sure=doubts)) == "From Doctors to Centres"
    assert title(read(page, sure=doubts, without="abstracts_as_titles")).startswith("The law")
    assert title(read(page)).startswith("The law")
    short = ["#Journal of Kilns", "{T KILNS AND CLAY IN THE}>", "{>T NORTH: A SURVEY}", *page[-9:]]
    doubts = dict.fromkeys(["KILNS", "AND", "CLAY", "IN", "THE", "NORTH", "A", "SURVEY"], 0.6)
    assert title(read(short, sure=doubts)).startswith("KILNS")
