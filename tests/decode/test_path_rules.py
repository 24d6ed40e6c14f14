"""The rules of the labels' path: a title where none is likeliest, running heads."""

from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.tagging import PageTags
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import authors, bibs, built, read, title

TEXT = ["plain text of a paper that goes on for long"] * 4


@pytest.mark.parametrize(
    ("probability", "without", "text"),
    [
        (0.3, "", "A Doubtful Title"),
        (0.3, "doubtful_title", ""),
        (0.1, "", "A Doubtful Title"),
        (0.03, "", ""),  # above a sure name
    ],
)
def test_doubtful_title(probability: float, without: str, text: str) -> None:
    document, labels = built(["#A Doubtful Title", "{A Ann Doe}", *TEXT * 5])
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    field[:3] = np.log(1e-6)
    field[:3, 0] = np.log(1 - probability)
    field[[0, 1, 2], [1, 2, 2]] = np.log(probability)
    decoder = Decoder(without=frozenset({without} - {""}))
    metadata = decoder.metadata_of(document, [PageTags(tags.number, field, tags.entry_logp)])
    assert title(metadata) == text
    if metadata.title:
        assert metadata.title.confidence == pytest.approx(probability, abs=0.05)


@pytest.mark.parametrize(
    ("probability", "lines", "text"),
    [
        (0.1, ["#A Doubtful Title", "Ann Doe"], "A Doubtful Title"),
        (0.1, ["#Tesis doctoral", "#Facultad de Letras", "#A Doubtful Title"], "A Doubtful Title"),
        (0.1, ["#A Doubtful Title", *TEXT * 5], ""),
        (0.02, ["#A Doubtful Title", "Ann Doe"], ""),
        (0.1, ["#A Doubtful Title", "By Ann Doe", *TEXT * 5], "A Doubtful Title"),
        (0.1, ["#A Doubtful Title", "By the sea", *TEXT * 5], ""),
    ],
)
def test_a_doubtful_title_of_a_title_page(probability: float, lines: list[str], text: str) -> None:
    heads = [word for line in lines if line[0] == "#" for word in line[1:].split()]
    document, labels = built(lines)
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    field[: len(heads), 1] = np.log(probability)
    metadata = Decoder().metadata_of(document, [PageTags(tags.number, field, tags.entry_logp)])
    assert title(metadata) == text


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["#{T Prices by}", "#{A Thomson Sampling}", "{A Ann Doe}"], True),
        (["#{T Prices by}", "#{A Thomson Sampling}", "{A Ann Doe}, {A Bob Roe}"], True),
        (["#{T Prices by}", "#{A Thomson Sampling}"], False),
        (["#{T Prices by}", "#{A Thomson Sampling}", "#{A Ann Doe}"], False),
        (["#{T Prices by}", "{A Thomson Sampling}", "#{A Ann Doe}"], False),
    ],
)
def test_title_lines_as_names(lines: list[str], whole: bool) -> None:
    found = read([*lines, *TEXT])
    assert (title(found) == "Prices by Thomson Sampling") is whole
    assert ("Thomson Sampling" in authors(found)) is not whole
    kept = read([*lines, *TEXT], without="title_lines_as_names")
    assert "Thomson Sampling" in authors(kept)


def test_running_heads() -> None:
    head = "~+{a ANN DOE} and {a BOB ROE} 12"
    far = ["text text"] * 3
    pages = [
        [head.replace("+", ""), "", *far, "@1. {a Roe A}. {t A title that}>"],
        [head, "", "~+{>t goes on}. {v Nature}."],
    ]
    assert bibs(read(*pages)) == [("A title that goes on", ["A Roe"], "Nature", "")]
    assert "ANN DOE" in bibs(read(*pages, without="running_heads"))[0][1]
    first = [pages[0], ["other text"], ["more text"], ["and so on"], pages[1], *[["text"]] * 3]
    assert "ANN DOE" in bibs(read(*first))[0][1]  # on two of eight pages
    near = [[line for line in page if line] for page in pages]  # no white space: no head
    assert "ANN DOE" in bibs(read(*near))[0][1]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["#{T The Salt Pans}", "{T Ann Doe}, {A Bob Roe}"], ["Ann Doe", "Bob Roe"]),
        (["#{T The Salt Pans}", "{T Ann Doe}", "{A Bob Roe}"], ["Ann Doe", "Bob Roe"]),
        (["{T Ann Doe and Bob Roe}", "#{T The Salt Pans}"], ["Ann Doe", "Bob Roe"]),
        (["{T Cell Factories}", "{A Ann Doe}", "#{T The Salt Pans}"], ["Ann Doe"]),
        (["#{T The Salt Pans}", "{T of Brava}", "{A Bob Roe}"], ["Bob Roe"]),
        (["#{T The Salt Pans}", "of Brava", "{T Ann Doe}", "{A Bob Roe}"], ["Ann Doe", "Bob Roe"]),
        (["{T The Salt Pans}", "{T ธนา พงไพร}", "{A กานดา ลมแล้ง}"], ["ธนา พงไพร", "กานดา ลมแล้ง"]),
    ],
)
def test_names_as_title_lines(lines: list[str], names: list[str]) -> None:
    page = [*lines, *TEXT * 3]
    assert authors(read(page)) == names
    others = ("names_beside_the_title", "whole_lines_of_names")  # find some of them, too
    left_out = authors(read(page, without=("names_as_title_lines", *others)))
    assert (left_out == names) == ("Bob" in names[0] or "Cell" in lines[0])


def test_subtitles_behind_dashes() -> None:
    page = ["#{T 坝地淤积层的来源}", "=——{A 以三条支沟为例}", "{A 蔺知夏}", *TEXT * 3]
    assert title(read(page)) == "坝地淤积层的来源——以三条支沟为例"
    assert authors(read(page)) == ["蔺知夏"]
    assert "以三条支沟为例" not in title(read(page, without="subtitles_behind_dashes"))


def test_institutions_as_only_title() -> None:
    page = ["#{T 渭水建筑大学}", "={A 石灰改性夯土墙体的抗冻性能}", "作者姓名: 裴雁南"]
    doubt = {"石灰改性夯土墙体的抗冻性能": 0.5}
    assert title(read(page, sure=doubt)) == "石灰改性夯土墙体的抗冻性能"
    assert authors(read(page, sure=doubt)) == ["裴雁南"]
    left_out = read(page, sure=doubt, without="institutions_as_only_title")
    assert title(left_out) == "渭水建筑大学"
    journal = ["={A 石灰改性夯土墙体的抗冻性能}>", "{>A 裴雁南}"]
    metadata = read(journal, sure=doubt)
    assert (title(metadata), authors(metadata)) == ("石灰改性夯土墙体的抗冻性能", ["裴雁南"])
    assert title(read(journal, sure=doubt, without="institutions_as_only_title")) == ""
    # Without a name too long for one, another line of the title page is asked.
    document, labels = built(["#{T 海滨大学}", "=多孔窑炉夜间冷却的测量研究", "作者姓名: 裴雁南"])
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    field[1, :2] = np.log([0.8, 0.15])
    unsure = [PageTags(tags.number, field, tags.entry_logp)]
    assert title(Decoder().metadata_of(document, unsure)) == "多孔窑炉夜间冷却的测量研究"


@pytest.mark.parametrize("chapter", ["第1章 序論", "第一章 绪论", "Chapter 1", "제1장 서론"])
def test_a_chapter_of_a_later_page_is_no_title_of_a_thesis(chapter: str) -> None:
    document, labels = built(["=地方鉄道の廃線跡の活用", "海滨大学"], [f"={{T {chapter}}}", *TEXT])
    first, second = tags_of_labels(labels)
    field = first.field_logp.copy()
    field[0, :2] = np.log([0.8, 0.15])
    unsure = [PageTags(first.number, field, first.entry_logp), second]
    assert title(Decoder().metadata_of(document, unsure)) == "地方鉄道の廃線跡の活用"
    without = Decoder(without=frozenset(["institutions_as_only_title"]))
    assert title(without.metadata_of(document, unsure)) == chapter


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Federal University of Pell", "{A Ann Doe}", "Bees and rivers of the north", "Pell 2017"],
         "Bees and rivers of the north"),
        (["Federal University of Pell", "{A Ann Doe}", "Bees and rivers of the north", "A thesis",
          "handed in at the end of May"], ""),
        (["The Pell Society", "{A Ann Doe}", "Bees and rivers of the north", "Pell 2017"], ""),
        (["Federal University of Pell", "Bees and rivers of the north", "Pell 2017"], ""),
    ],
)  # fmt: skip
def test_only_lines_left(lines: list[str], text: str) -> None:
    assert title(read(lines)) == text
    assert title(read(lines, without="only_lines_left")) == ""


def test_a_line_of_chinese_is_as_likely_a_title_as_its_words_are_many() -> None:
    document, labels = built(
        ["=密级: 公开", "#石灰改性夯土墙体的抗冻性能试验研究", "作者姓名: 裴雁南"]
    )
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    for at, chance in enumerate((0.4, 0.4, 0.4, 0.3)):
        field[at] = np.log((1 - chance) / 12)
        field[at, [0, 1]] = np.log([0.99 - chance, chance])
    metadata = Decoder().metadata_of(document, [PageTags(tags.number, field, tags.entry_logp)])
    assert title(metadata) == "石灰改性夯土墙体的抗冻性能试验研究"


def test_running_heads_as_titles() -> None:
    page = ["{T Running head: KILNS IN USE}", "The Kilns of Brava: A Diary Study", "Ann Doe"]
    thought_of = {"The", "Kilns", "of", "Brava", ":", "A", "Diary", "Study"}
    document, labels = built(page)
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    for at, text in enumerate(document.pages[0].texts):
        if text in thought_of and at > 2:  # behind "Running head:"
            field[at] = np.log(0.01)
            field[at, [0, 1]] = np.log([0.7, 0.2])
    tagged = [PageTags(tags.number, field, tags.entry_logp)]
    assert title(Decoder().metadata_of(document, tagged)) == page[1]
    left_out = Decoder(without=frozenset(["running_heads_as_titles"]))
    assert title(left_out.metadata_of(document, tagged)) == "Running head: KILNS IN USE"


def test_a_line_of_the_title_that_goes_on_is_no_list_of_names() -> None:
    page = ["#{T Paying for Kilns}>", "={>T Tariffs and the Limits of the Towns}>"]
    page = [*page, "={>T in Five Brava Countries}", "{A Ann Doe}", *["text of a page"] * 5]
    assert title(read(page)).endswith("Limits of the Towns in Five Brava Countries")
    assert authors(read(page)) == ["Ann Doe"]


@pytest.mark.parametrize("label", ["{A ", ""])
def test_titles_above_the_english_one(label: str) -> None:
    own, end = "Strategi di kampung yang terendam rob", "}" if label else ""
    english = "#{T Strategies of the Families in a Village at Sea}"
    page = [f"#{label}{own}{end}", english, "{A Sukma} , {A Dimas Hartan}", *["text of it"] * 5]
    assert title(read(page)) == own
    assert authors(read(page)) == ["Sukma", "Dimas Hartan"]
    left_out = read(page, without="titles_above_the_english_one")
    assert title(left_out) == "Strategies of the Families in a Village at Sea"
    for above in (f"={own}", "#The Journal of the Families in a Village"):  # print, language
        assert title(read([above, *page[1:]])).endswith(title(left_out))


def test_a_titles_last_line_below_a_sure_author_above_it() -> None:
    page = ["{A Гафаров Руслан}", "#{T ПОВЫШЕНИЕ СТОЙКОСТИ}", "#{A КОМПОЗИЦИОННЫМИ ЭЛЕКТРОДАМИ}"]
    doubts = {"КОМПОЗИЦИОННЫМИ": 0.6, "ЭЛЕКТРОДАМИ": 0.5}
    found = read([*page, *TEXT], sure=doubts)
    assert title(found) == "ПОВЫШЕНИЕ СТОЙКОСТИ КОМПОЗИЦИОННЫМИ ЭЛЕКТРОДАМИ"
    assert authors(found) == ["Руслан Гафаров"] or authors(found) == ["Гафаров Руслан"]


def test_the_last_line_of_a_lesser_title_in_english_is_nobody() -> None:
    page = ["#{T 繰返し荷重を受ける残留変形}", "{T STUDY ON DEFORMATION OF JOINTS UNDER}>",
            "{>T CYCLIC LOADING}", "{A 長谷川健太郎}, {A 五十嵐美咲}"]  # fmt: skip
    assert authors(read([*page, *TEXT])) == ["長谷川健太郎", "五十嵐美咲"]
    beside = ["#{T Kilns of the west}", "={T A survey of clay}", "={T Ann Doe}, {A Bob Roe}"]
    assert authors(read([*beside, *TEXT])) == ["Ann Doe", "Bob Roe"]
