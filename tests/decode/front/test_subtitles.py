"""Subtitles, and titles that stand in two scripts."""

from __future__ import annotations

import pytest

from tests.decode.build import read, title

TEXT = ["plain text of a paper that goes on for long"] * 4


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["=Accounts of Night Work in Brava"], "The Lantern: Accounts of Night Work in Brava"),
        (
            ["=Accounts of the", "=Lamps, Oil and Wicks"],
            "The Lantern: Accounts of the Lamps, Oil and Wicks",
        ),
        (["=A Protocol of a Randomized Trial"], "The Lantern"),
        (["=Department of Old Lamps, University of Brava"], "The Lantern"),
        (["=Presented at the Workshop on Old Lamps"], "The Lantern"),
        (["=Three words only"], "The Lantern"),
        (["=in small letters from the first"], "The Lantern"),
        (["=Ann Doe and Bob Roe"], "The Lantern"),
        (["In the print of the text itself"], "The Lantern"),
    ],
)
def test_subtitles(lines: list[str], text: str) -> None:
    page = ["#{T The Lantern}", *lines, "~{A Cid Poe}", *TEXT * 3]
    assert title(read(page)) == text
    assert title(read(page, without="subtitles")) == "The Lantern"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("In the print of the text itself", "The Lantern: In the print of the text itself"),
        ("Long words only without any small one", "The Lantern"),
        ("The Lamp Company in Old Brava, Ohio 1990", "The Lantern"),
        ("In the print of the text itself " + "and as wide as any line " * 3, "The Lantern"),
    ],
)
def test_a_subtitle_in_the_texts_print_stands_apart(line: str, text: str) -> None:
    page = ["#{T The Lantern}", line, "", "", *TEXT * 3]
    assert title(read(page)) == text
    near = ["#{T The Lantern}", line, *TEXT * 3]
    assert title(read(near)) == "The Lantern"


def test_lines_of_one_title() -> None:
    page = ["#{T ビット並列手法を用いた}", "#{T 正規表現照合の実証実験}", "{A 光吉健汰}", *TEXT * 3]
    assert title(read(page)) == "ビット並列手法を用いた正規表現照合の実証実験"
    left_out = title(read(page, without=("lines_of_one_title", "whole_lines")))
    assert left_out != title(read(page))
    apart = ["#{T ビット並列手法を用いた}", "={T 正規表現照合の実証実験}", *TEXT * 3]
    assert "正規表現" not in title(read(apart, without="subtitles"))


def test_long_words_count_as_several() -> None:
    page = ["#{T Lyhty}", "=Perusterveydenhuollon murros Kainuussa", *TEXT * 3]
    assert title(read(page)) == "Lyhty: Perusterveydenhuollon murros Kainuussa"


def test_a_subtitle_in_another_language_is_the_title_again() -> None:
    page = [
        "#{T Le poids de la nuit dans les ports}",
        "=The Weight of the Night in Ports",
        *TEXT * 3,
    ]
    assert title(read(page)) == "Le poids de la nuit dans les ports"


@pytest.mark.parametrize(
    ("lines", "text", "without"),
    [
        (
            ["#{T Who Holds It?}", "=Keepers of Five Old Towers"],
            "Who Holds It? Keepers of Five Old Towers",
            "Who Holds It? Keepers of Five Old Towers",
        ),
        (
            ["#{T The Lantern}", "=Keepers of Five Old Towers"],
            "The Lantern: Keepers of Five Old Towers",
            "The Lantern Keepers of Five Old Towers",
        ),
        (
            ["#{T 坝地淤积层的来源}", "=——以三条支沟为例"],
            "坝地淤积层的来源——以三条支沟为例",
            "坝地淤积层的来源 ——以三条支沟为例",
        ),
    ],
)
def test_marks_before_subtitles(lines: list[str], text: str, without: str) -> None:
    page = [*lines, *TEXT * 3]
    assert title(read(page)) == text
    assert title(read(page, without="marks_before_subtitles")) == without


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("#橋面薄氷の早期検知", "#{T Early Detection of Thin Ice}", "橋面薄氷の早期検知"),
        ("#Раннее обнаружение льда", "#{T Early Detection of Thin Ice}", "Раннее обнаружение льда"),
        ("#{T 橋面薄氷の早期検知}>", "#{>T Early Detection of Thin Ice}", "橋面薄氷の早期検知"),
        ("#北海道大学", "#{T Early Detection of Thin Ice}", "Early Detection of Thin Ice"),
        ("薄氷の検知", "#{T Early Detection of Thin Ice}", "Early Detection of Thin Ice"),
    ],
)
def test_titles_in_two_scripts(first: str, second: str, text: str) -> None:
    page = [first, second, "~{A Ann Doe}", *TEXT]
    assert title(read(page)) == text
    left_out = title(read(page, without="titles_in_two_scripts"))
    assert (left_out == text) == text.isascii()


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        # "des" is the Danes' December, too
        ("Habiter la halte", "Les gens du voyage face à la raréfaction des terrains",
         "la page est dans les bois des gens"),
        ("När skogen blir pixlar", "Maskininlärning för kartläggning i Götaland med Sentinel",
         "och det är en bok som vi har för att det är på den"),
    ],
)  # fmt: skip
def test_subtitles_in_other_languages(first: str, second: str, text: str) -> None:
    page = [f"#{{T {first}}}", f"={second}", *[text] * 4]
    assert title(read(page)) == f"{first}: {second}"
    foreign = [page[0], "=A study of the kilns in the north", *page[2:]]
    assert title(read(foreign)) == first


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["#{T 橋面薄氷の早期検知}", "{A 中村陽子} ^1", "#{T Early Detection of Thin Ice}"],
         "橋面薄氷の早期検知"),
        (["#{T Раннее обнаружение льда}", "{A Б. Я. Дзюба}", "={T Early Detection of Thin Ice}"],
         "Раннее обнаружение льда"),
        (["={T 橋面薄氷の早期検知}", "{A 中村陽子} ^1", "#{T Early Detection of Thin Ice}"],
         "Early Detection of Thin Ice"),
    ],
)  # fmt: skip
def test_titles_above_other_scripts(lines: list[str], text: str) -> None:
    sure = dict.fromkeys(["橋面薄氷の早期検知", "Раннее", "обнаружение", "льда"], 0.6)
    page = [*lines, *TEXT]
    assert title(read(page, sure=sure)) == text
    left_out = title(read(page, sure=sure, without="titles_above_other_scripts"))
    assert left_out == "Early Detection of Thin Ice"


def test_lines_of_a_thai_title_have_no_space_between() -> None:
    assert title(read(["#{T การจัดการขยะ}>", "#{>T ในจังหวัดน่าน}", *TEXT])) == "การจัดการขยะในจังหวัดน่าน"
