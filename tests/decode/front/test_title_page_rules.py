"""Authors of title pages: behind a role, beside the title, and none of what the work is called."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Mark
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import authors, built, read

TITLE = "#{T The Kilns of Brava}"


@pytest.mark.parametrize("work", ["A Dissertation", "T E S I S", "Дипломная работа"])
def test_works_as_names(work: str) -> None:
    author = "Ann Doe" if work.isascii() else "Анна Доу"
    page = [TITLE, f"{{A {work}}}", f"{{A {author}}}"]
    assert authors(read(page)) == [author]
    assert len(authors(read(page, without=["works_as_names", "single_letters"]))) == 2


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["University of Brava", "Author: Ann Doe", "Supervisor: Bob Roe"], ["Ann Doe"]),
        (["University of Brava", "by", "Ann Doe"], ["Ann Doe"]),
        (["by Ann Doe (Brava) and Zdeňka Roe (Leeds)"], ["Ann Doe", "Zdeňka Roe"]),
        (["by Ann Kester. Kilns"], []),
        (["by Ann Doe III"], ["Ann Doe III"]),
        (["氏名: 佐々木 小次郎"], ["小次郎 佐々木"]),
        (["Universidad de Brava", "P R E S E N T A :", "Inés Núñez Pié"], ["Inés Núñez Pié"]),
        (["Кафедра", "Студент Вайсер Кирилл Олегович"], ["Кирилл Олегович Вайсер"]),
        (["清华大学", "姓 名: 贺知秋"], ["贺知秋"]),
        (["Brava", "vorgelegt von", "Dipl.-Ing. Ann Doe"], ["Ann Doe"]),
        (["Author(s): Doe, Ann; van Roe, Bob"], ["Ann Doe", "Bob van Roe"]),
        (["Author(s)", "DOE, Ann; ROE, Bob", "Citation"], ["Ann Doe", "Bob Roe"]),
        (["Von Ann Doe, Alzey, und Bob Roe, Mainz"], ["Ann Doe", "Bob Roe"]),
        (["By Alzey, Mainz, and Ann Doe"], []),
        (["présenté par", "Monsieur Jean Roe"], ["Jean Roe"]),
        (["University of Brava", "by the rules of the house"], []),
        (["University of Brava", "Author: Kiln Institute"], []),
    ],
)
def test_names_behind_roles(lines: list[str], names: list[str]) -> None:
    assert authors(read([TITLE, *lines])) == names
    assert authors(read([TITLE, *lines], without="names_behind_roles")) == []


def test_a_sure_author_is_not_asked_for_again() -> None:
    assert authors(read([TITLE, "{A Ann Doe}", "Text", "Author: Bob Roe"])) == ["Ann Doe"]
    doubtful = read([TITLE, "{A Kiln} of text", "Author: Bob Roe"], sure=0.5)
    assert authors(doubtful) == ["Bob Roe"]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ([TITLE, "Ann Doe and Bob Roe", "plain text"], ["Ann Doe", "Bob Roe"]),
        ([TITLE, "Ann Doe, MD", "plain text"], ["Ann Doe"]),
        (["Филатов Андрей Викторович", "#{T Печи}"], ["Андрей Викторович Филатов"]),
        ([TITLE, "Ann Doe writes", "plain text"], []),
        ([TITLE, "Kiln Institute", "plain text"], []),
    ],
)
def test_names_beside_the_title(page: list[str], names: list[str]) -> None:
    thought_of = dict.fromkeys(
        ["Ann", "Doe", "Bob", "Roe", "Kiln", "Филатов", "Андрей", "Викторович"], 0.6
    )
    assert authors(read(page, none=thought_of)) == names
    assert authors(read(page, none=thought_of, without="names_beside_the_title")) == []


def test_names_that_nobody_thought_of_stand_above_an_affiliation() -> None:
    assert authors(read([TITLE, "Ann Doe, Bob Roe", "plain text"])) == []
    below = "University of Brava"
    assert authors(read([TITLE, "Ann Doe, Bob Roe", below])) == ["Ann Doe", "Bob Roe"]
    listed = [TITLE, "Ann Doe, Bob Roe", below, "{A Carl Poe}", below]
    assert authors(read(listed)) == ["Ann Doe", "Bob Roe", "Carl Poe"]
    large = [TITLE, "Ann Doe, Bob Roe", below, "#{A Carl Poe}", below]
    assert authors(read(large)) == ["Carl Poe"]  # a list has one print


def test_further_names_stand_above_affiliations_each() -> None:
    page = [TITLE, "Ann Doe (corresponding author)", "Kiln Institute", "Bob Roe", "Kiln College"]
    thought_of = {"Ann": 0.9, "Doe": 0.9}
    assert authors(read(page, none=thought_of)) == ["Ann Doe", "Bob Roe"]
    bracketed = ["#{T The Kilns (of Brava)}", *page[1:]]
    assert authors(read(bracketed, none=thought_of)) == ["Ann Doe", "Bob Roe"]
    of_a_thesis = [TITLE, "Ann Doe", "Dissertation for the degree of", "Carl Poe", "Kiln College"]
    assert authors(read(of_a_thesis, none=thought_of)) == ["Ann Doe"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["ANN DOEBERG, University of Pell, Norway", "BOB ROEMAN, Kiln Institute, Italy"],
         ["Ann Doeberg", "Bob Roeman"]),
        (["{A Ann Doe}, University of Pell", "Bo Roe, Kiln Institute"], ["Ann Doe", "Bo Roe"]),
        (["{A Ann Doe}", "Los Alamos, National Laboratory"], ["Ann Doe"]),
        (["Mills turn, University of Pell"], []),
    ],
)  # fmt: skip
def test_names_before_places_of_work(lines: list[str], names: list[str]) -> None:
    none = dict.fromkeys(["ANN", "DOEBERG", "BOB", "ROEMAN", "Bo", "Roe", "Mills", "turn"], 0.6)
    assert authors(read([TITLE, *lines], none=none)) == names
    without = "names_before_places_of_work"
    left_out = authors(read([TITLE, *lines], none=none, without=without))
    assert (left_out == names) == (not names or "Los" in lines[-1])


def test_names_right_below_the_first_are_authors_too() -> None:
    page = [TITLE, "Ann Doe", "Bob Roe", "Working Paper 234", "{A Cid Poe}"]
    none = dict.fromkeys(["Ann", "Doe", "Bob", "Roe", "Cid", "Poe"], 0.6)
    assert authors(read(page, none=none)) == ["Ann Doe", "Bob Roe"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            ["{A Ann Doe}, Eve Fox, Cid Poe, on behalf of the KILN Group"],
            ["Ann Doe", "Eve Fox", "Cid Poe"],
        ),
        (["{A Ann} Low and {A Bob Roe}"], ["Ann Low", "Bob Roe"]),
        (["{A Ann Doe}", "{A Bob Roe}", "Cid Poe"], ["Ann Doe", "Bob Roe", "Cid Poe"]),
        (["{A Ann Doe}", "Kiln Electronics", "{A Bob Roe}"], ["Ann Doe", "Bob Roe"]),
        (["{A Ann Doe}, Cid Poe"], ["Ann Doe"]),
        (["By {A Ann Doe}"], ["Ann Doe"]),
        (
            ["{A مریم راد}^1، بهروز کیانی\u200cفر^2، {A زهرا پیرخضری}^1"],
            ["مریم راد", "بهروز کیانی\u200cفر", "زهرا پیرخضری"],
        ),
    ],
)
def test_whole_lines_of_names(lines: list[str], names: list[str]) -> None:
    page = [TITLE, *lines, "Text of the paper"]
    thought_of = dict.fromkeys(("Low", "Eve", "Fox", "Cid", "Poe", "بهروز", "کیانی\u200cفر"), 0.8)
    assert authors(read(page, none=thought_of)) == names
    others = ("ends_of_names", "missed_names")  # find some of them, too
    left_out = read(page, none=thought_of, without=("whole_lines_of_names", *others))
    assert (authors(left_out) == names) == (
        names[-1] in ("Ann Doe", "Bob Roe") and "Low" not in lines[0]
    )


@pytest.mark.parametrize("likely", [True, False])
def test_names_in_the_titles_script(likely: bool) -> None:
    page = ["#{T 正規表現照合の実証実験}", "光吉 健汰", "{A Kenta Mitsuyoshi}", "北海道大学工学部"]
    none = dict.fromkeys(("光吉", "健汰"), 0.3 if likely else 0.9999)
    names = ["健汰 光吉"] if likely else ["Kenta Mitsuyoshi"]
    assert authors(read(page, none=none)) == names
    left_out = read(page, none=none, without="names_in_the_titles_script")
    assert authors(left_out) == ["Kenta Mitsuyoshi"]


def test_the_letter_before_a_wide_space_is_of_its_rows_label() -> None:
    document, labels = built(["#{T 软硬协同的用户态中断}", "姓", "名: 尤予阳", "专业: 电子信息"])
    page = document.pages[0]
    boxes = page.boxes_pt.copy()
    boxes[1] = (boxes[2, 0] - 30, boxes[2, 1], boxes[2, 0] - 20, boxes[2, 3])
    row = replace(document, pages=(replace(page, boxes_pt=boxes),))
    for read_from, names in ((row, ["尤予阳"]), (document, [])):
        assert authors(Decoder().metadata_of(read_from, tags_of_labels(labels))) == names


@pytest.mark.parametrize("name", ["मीना जलतरंग", "נגה ארלשטיין"])
def test_names_in_scripts_without_capitals(name: str) -> None:
    document, labels = built([TITLE, "ann doe", "University of Brava"])
    page = document.pages[0]
    texts = (*page.texts[:4], *name.split(), *page.texts[6:])
    document = replace(document, pages=(replace(page, texts=texts),))
    assert authors(Decoder().metadata_of(document, tags_of_labels(labels))) == [name]
    assert authors(read([TITLE, "ann doe", "University of Brava"])) == []


def test_names_of_the_own_front() -> None:
    own = ["#{T 桥梁裂缝的图像分割方法}", "陈彦霖^1", ", 欧阳振宇^2", "湘江理工大学"]
    english = ["Image Segmentation of Cracks", "{A CHEN Yanlin} ^1, {A OUYANG Zhenyu} ^2"]
    assert authors(read([*own, *english])) == ["陈彦霖", "欧阳振宇"]
    left_out = authors(read([*own, *english], without="names_of_the_own_front"))
    assert left_out == ["Yanlin Chen", "Zhenyu Ouyang"]
    further = [*own[:2], "湘江理工大学", "{A 韦佳慧}", "湘江", "{A CHEN Yanlin}"]
    assert "韦佳慧" in authors(read(further))  # an own name further below, which is known
    # As many, and right below the title alone.
    assert authors(read([*own, english[0], "{A CHEN Yanlin}"])) == ["Yanlin Chen"]
    assert authors(read([own[0], *own[3:], *own[1:3], *english])) == left_out


def test_a_role_with_a_hyphen_behind_it_is_a_name() -> None:
    thought_of = dict.fromkeys(["Ingrid", "Berg", "Per", "-", "Olof", "Aker"], 0.6)
    page = [TITLE, "Ingrid Berg", "Per-Olof Aker", "plain text"]
    assert authors(read(page, none=thought_of)) == ["Ingrid Berg", "Per-Olof Aker"]


def test_letters_of_other_fonts_within_a_name() -> None:
    document, labels = built([TITLE, "by Zdeňka Roe"])
    page = document.pages[0]
    at = page.texts.index("Zdeňka")
    rows = [*range(at), at, at, at, *range(at + 1, len(page.texts))]
    marks = page.marks[rows]
    marks[[at + 1, at + 2]] &= ~np.uint8(Mark.SPACE_BEFORE)
    columns = ("boxes_pt", "font", "size_pt", "space_pt", "line", "block", "colour")
    parted = replace(
        page,
        texts=(*page.texts[:at], "Zde", "ň", "ka", *page.texts[at + 1 :]),
        marks=marks,
        **{name: getattr(page, name)[rows] for name in columns},
    )
    field = PageLabels(0, labels[0].field[rows], labels[0].entry[rows])
    read_from = replace(document, pages=(parted,))
    assert authors(Decoder().metadata_of(read_from, tags_of_labels([field]))) == ["Zdeňka Roe"]


def test_a_note_on_the_first_author_ends_the_names() -> None:
    thought_of = dict.fromkeys(["Ann", "Doe", "Bob", "Roe"], 0.6)
    page = [
        TITLE, "Ann Doe", "University of Brava", "Bob Roe", "University of Leeds", "Author Note",
        "Ann Doe, Department of Kilns, University of Brava",
    ]  # fmt: skip
    assert authors(read(page, none=thought_of)) == ["Ann Doe", "Bob Roe"]


def test_lines_above_names() -> None:
    page = [TITLE, "Ann Doe, Bob Roe,", "{A Cid Poe}, {A Eli Toe}"]
    four = ["Ann Doe", "Bob Roe", "Cid Poe", "Eli Toe"]
    assert authors(read(page)) == four
    assert authors(read(page, without="lines_above_names")) == four[2:]
    assert authors(read([TITLE, "Special Kilns", page[2]])) == four[2:]
    assert authors(read([TITLE, "=Ann Doe, Bob Roe,", page[2]])) == four[2:]
    assert authors(read([TITLE, page[1], "of Brava", page[2]])) == four[2:]
