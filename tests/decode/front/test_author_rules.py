"""Which of the names on a paper's first pages are its authors'."""

from __future__ import annotations

import pytest

from tests.decode.build import authors, read

TITLE = "#{T T}"
TWO = ["Ann Doe", "Bob Roe"]


def test_starts_of_affiliations() -> None:
    page = (TITLE, "{A Ann Doe}, {A Bob Roe}", "{A Los Alamos} Laboratory, USA")
    doubt = {"Los": 0.6, "Alamos": 0.6}
    assert authors(read(page, sure=doubt)) == TWO
    left_out = authors(read(page, sure=doubt, without="starts_of_affiliations"))
    assert left_out == [*TWO, "Los Alamos"]
    beside = [TITLE, "{A Ann Doe} University of Leeds", "{A Bob Roe} University of York"]
    assert authors(read(beside)) == TWO


def test_affiliations_below_marked_names() -> None:
    places = ["^1 {A L V Prasad Eye} Institute, Hyderabad", "Aarhus, {A Moesgård Allé} 20"]
    names = ["{A Ann Doe}^1, {A Bob Roe}^2"]
    page = [TITLE, *names, *places]
    assert authors(read(page)) == TWO
    left_out = authors(read(page, without="affiliations_below_marked_names"))
    assert left_out == [*TWO, "L V Prasad Eye", "Moesgård Allé"]
    on_the_line = [TITLE, "{A Ann Doe} *, {A Bob Roe} **", "** {A Moesgård Allé} 20"]
    assert authors(read(on_the_line)) == TWO
    goes_on = [*names, "^1 Oslo", "{A Carl Toe}", "University of Hull", "{A Dan Poe}^*"]
    four = [*TWO, "Carl Toe", "Dan Poe"]
    assert authors(read([TITLE, *goes_on])) == four
    led = ["^1{A Ann Doe} ^2{A Bob Roe} ^3{A Carl Toe}", "^4{A Dan Poe} and text"]
    assert authors(read([TITLE, *led])) == four


def test_names_in_full() -> None:
    cover = ["#{T The Kilns of Brava}", "{A Leonhard Doe}", "{A Ana-Maria Núñez}"]
    pages = (cover, ["#{T The Kilns of Brava}", "{A L. Doe}, {A A.-M. Núñez}", *["text"] * 5])
    full = ["Leonhard Doe", "Ana-Maria Núñez"]
    assert authors(read(*pages)) == full
    assert authors(read(*pages[::-1])) == full
    both = ([*pages[1][:2], "{A Bob Roe}"], cover)
    assert authors(read(*both)) == ["L. Doe", "A.-M. Núñez", "Bob Roe"]
    left_out = {
        tuple(authors(read(*some, without="names_in_full"))) for some in (pages, pages[::-1])
    }
    assert left_out != {tuple(full)}


def test_a_page_that_names_them_again_is_no_next_page() -> None:
    again = ["{A Doe} , {A Ann Maria}", "{A Publication Type}", "{A Publication Language}"]
    pages = (["#{T T}", "{A Ann Maria Doe}"], again)
    assert authors(read(*pages)) == ["Ann Maria Doe"]


def test_page_of_the_title() -> None:
    pages = (["#{T T}", "{A Ana Núñez}, {A John Doe}"], ["{A Zoe Late}, {A Max Later}"])
    assert authors(read(*pages)) == ["Ana Núñez", "John Doe"]
    assert "Zoe Late" in authors(read(*pages, without="page_of_the_title"))


def test_a_cover_and_the_papers_own_page_are_both_the_titles() -> None:
    cover = ["#{T The Kilns of Brava}", "{A Ana Núñez}, John Doe"]
    own = ["#{T The Kilns of Brava}", "{A Ana Núñez}, {A John Doe}"]
    assert authors(read(cover, own)) == ["Ana Núñez", "John Doe"]
    other = ["#{T The Bees of Brava}", "{A Ana Núñez}, {A John Doe}"]
    assert authors(read(cover, other)) == ["Ana Núñez"]


def test_a_long_author_list_runs_on() -> None:
    first = [f"{{A Ann {chr(65 + at)}aa{chr(97 + at)}}}," for at in range(9)]
    second = [f"{{A Bob {chr(65 + at)}bb{chr(97 + at)}}}," for at in range(4)]
    assert len(authors(read(["#{T T}", *first], ["head 2", *second]))) == 13


def test_names_far_from_the_list() -> None:
    page = [TITLE, "{A Ann Doe}, {A Bob Roe}", *["text of the paper"] * 30, "{A Max Far}"]
    doubt = {"Max": 0.7, "Far": 0.7}
    assert authors(read(page, sure=doubt)) == TWO
    left_out = authors(read(page, sure=doubt, without="names_far_from_the_list"))
    assert left_out == [*TWO, "Max Far"]
    assert authors(read(page)) == [*TWO, "Max Far"]


def test_masthead() -> None:
    page = ["~#{A Microbial Cell Factories}", "~#{T A Title}", "~{A Ana Núñez}, {A John Doe}"]
    assert authors(read(page)) == ["Ana Núñez", "John Doe"]
    assert authors(read(page, without="masthead"))[0] == "Microbial Cell Factories"
    above = ["~{A Ana Núñez}, {A John Doe}", "~#{T A Title}"]
    assert authors(read(above)) == ["Ana Núñez", "John Doe"]


def test_headings_as_authors() -> None:
    page = ["#{T A title of kilns}", "{A Tran Thi Bich}, {A Duy Ton}", "{A TÓM TẮT}", "text"]
    assert authors(read(page)) == ["Tran Thi Bich", "Duy Ton"]
    assert len(authors(read(page, without="headings_as_authors"))) == 3


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["{A Ann Doe}^1 {A Bob Roe}^2", "^1 Université {A Mouloud Mam}, {A Tizi Ouzou} ^2 Lab"],
         ["Ann Doe", "Bob Roe"]),
        (["{A 贺知秋},{A 许青禾}", "(1. 维尔蒙大学,{A 江苏} 221116)"], ["贺知秋", "许青禾"]),
        (["^1 Université de Pell: {A Ann Doe}", "^2 Université de Brava: {A Bob Roe}"],
         ["Ann Doe", "Bob Roe"]),
        (["{A Ann Doe}", "Université de Pell, {A Bob Roe}"], ["Ann Doe", "Bob Roe"]),
    ],
)  # fmt: skip
def test_names_in_affiliations(lines: list[str], names: list[str]) -> None:
    page = ["#{T Tides of Brava}", *lines]
    assert authors(read(page)) == names
    left_out = authors(read(page, without="names_in_affiliations"))
    assert (left_out == names) == ("{A" in lines[0] and lines[1].count("Roe") > 0)


def test_names_in_the_titles_script_above_it_are_no_masthead() -> None:
    page = [
        "~={A Әбдірахманова Г.С.}, {A Нұрпейісов Ж.Қ.}", "#{T Абай аудармалары}",
        "~{A Abdirakhmanova G.S.}, {A Nurpeissov Zh.K.}",
    ]  # fmt: skip
    assert authors(read(page)) == ["Г.С. Әбдірахманова", "Ж.Қ. Нұрпейісов"]
