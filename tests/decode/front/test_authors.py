"""The paper's own authors: each once, without affiliations, in reading form."""

from __future__ import annotations

import pytest

from tests.decode.build import authors, read

TITLE = "#{T A Title of Some}"


def test_single_letters() -> None:
    page = ["#{T T}", "{A Ana Núñez}, {A b}, {A John Doe}"]
    assert authors(read(page)) == ["Ana Núñez", "John Doe"]
    assert authors(read(page, without="single_letters")) == ["Ana Núñez", "b", "John Doe"]


def test_affiliations_as_names() -> None:
    page = ["#{T T}", "{A Ana Núñez}, {A Department of Things}"]
    assert authors(read(page)) == ["Ana Núñez"]
    left_out = authors(read(page, without="affiliations_as_names"))
    assert left_out == ["Ana Núñez", "Department of Things"]
    assert authors(read(["#{T T}", "{A The Big Study Group}"])) == ["The Big Study Group"]


def test_repeated_names() -> None:
    page = [
        "#{T T}", "{A Ana Núñez} and {A John B. Doe}", "~{A Núñez A}, {A Doe JB}. Cite.",
        "~{A Doe} (2020)",
    ]  # fmt: skip
    assert authors(read(page)) == ["Ana Núñez", "John B. Doe"]
    assert len(authors(read(page, without="repeated_names"))) == 5


def test_doubtful_words() -> None:
    page = ["#{T T}", "{A Ana Núñez}, {A with}, {A Oslo}"]
    doubt = {"with": 0.6, "Oslo": 0.6}
    assert authors(read(page, sure=doubt)) == ["Ana Núñez"]
    left_out = authors(read(page, sure=doubt, without="doubtful_words"))
    assert left_out == ["Ana Núñez", "with", "Oslo"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A LI Kanglan}, {A WEI Hui}, {A PENG Wanjuan}, {A Ana Núñez}",
         ["Kanglan Li", "Hui Wei", "Wanjuan Peng", "Ana Núñez"]),
        ("{A LI Kanglan}, {A WEI Shouchao}", ["Kanglan Li", "Shouchao Wei"]),
        ("{A JA Smith}, {A PR Doe}", ["JA Smith", "PR Doe"]),
        ("{A TER BRAAK Björn}, {A WHITE Jean-Luc}, {A SAXENA Vinod S.}",
         ["Björn ter Braak", "Jean-Luc White", "Vinod S. Saxena"]),
        ("{A Ran LI}, {A Kun WU}, {A Hong CHEN}", ["Ran Li", "Kun Wu", "Hong Chen"]),
        ("{A JUNHUI LI}, {A KUN WU}, {A HUAN ZHANG}", ["Junhui Li", "Kun Wu", "Huan Zhang"]),
        ("{A YUNJIAN XU}, {A FANG LIU}, {A SUWEN ZHU}", ["Yunjian Xu", "Fang Liu", "Suwen Zhu"]),
        ("{A Garcia Lopez JM}, {A Smith A}", ["JM Garcia Lopez", "A Smith"]),
        ("{A Jan van DIJK}, {A Eva LEE}", ["Jan van Dijk", "Eva Lee"]),
        ("{A Smith JA}, {A Roe CD}, {A Poe K}", ["JA Smith", "CD Roe", "K Poe"]),
        ("{A Md. Mohidul Hasan}, {A Ann Lee}", ["Md. Mohidul Hasan", "Ann Lee"]),
        ("{A JA Smith}, {A WHB Doe}", ["JA Smith", "WHB Doe"]),
    ],
)  # fmt: skip
def test_surnames_in_capitals(line: str, names: list[str]) -> None:
    assert authors(read(["#{T T T}", line])) == names


def test_represented_groups() -> None:
    page = [TITLE, "{A Ann Doe}, {A Bob Roe}, on behalf of the {A Friends of Kilns}"]
    assert authors(read(page)) == ["Ann Doe", "Bob Roe"]
    assert len(authors(read(page, without="represented_groups"))) == 3
    alone = [TITLE, "{A on behalf of the Night Kiln Study Group}"]
    assert len(authors(read(alone))) == 1


def test_an_institution_is_no_author_beside_undivided_names() -> None:
    page = [TITLE, "{A 贺知秋}, {A 许青禾}, {A 维尔蒙大学}"]
    assert authors(read(page)) == ["贺知秋", "许青禾"]
    assert len(authors(read(page, without="affiliations_as_names"))) == 3


def test_a_suffix_behind_initials() -> None:
    assert authors(read([TITLE, "{A Yardleigh RW III}, {A Doe JA}"])) == [
        "RW Yardleigh III", "JA Doe",
    ]  # fmt: skip


def test_most_names_with_an_initial_behind_have_the_surname_first() -> None:
    line = "{A Tuncil Yunus E.}^1, {A Hamaker Bruce R.}^2, {A Ann Doe}"
    names = ["Yunus E. Tuncil", "Bruce R. Hamaker", "Ann Doe"]
    assert authors(read(["#{T T}", line])) == names
    two_surnames = "{A López Núñez J.}, {A Ann Doe}, {A Bob Roe}"
    assert authors(read(["#{T T}", two_surnames]))[0] == "J. López Núñez"


def test_names_that_end_with_known_given_names_have_the_surname_first() -> None:
    turned = [TITLE, "{A Rotaru Liliana}, {A Matei Mihaela}, {A Sârbu Ioana}"]
    assert authors(read(turned)) == ["Liliana Rotaru", "Mihaela Matei", "Ioana Sârbu"]
    akan = [TITLE, "{A Kofi Anthony}, {A Yaw Daniel}, {A Kwame Patrick}"]
    assert authors(read(akan)) == ["Kofi Anthony", "Yaw Daniel", "Kwame Patrick"]


@pytest.mark.parametrize(
    "group",
    ["for the MILL Investigators", "and the Alpine Bee Study Group", "the OTTER Consortium"],
)
def test_groups_beside_people(group: str) -> None:
    page = [TITLE, f"{{A Ann Doe}}, {{A Bob Roe}}, {{A {group}}}"]
    assert authors(read(page)) == ["Ann Doe", "Bob Roe"]
    assert len(authors(read(page, without="groups_beside_people"))) == 3
    assert len(authors(read([TITLE, f"{{A {group}}}"]))) == 1


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["{A 陈念恩} {A 王 凡}", "{A CHEN Nianen}, {A WANG Fan}"], ["陈念恩", "王凡"]),
        (["{A А. В. Снегирёв}", "{A A. V. Snegirev}"], ["А. В. Снегирёв"]),
        (
            ["{A 陈念恩}, {A 王凡}, {A 赵书言}", "{A CHEN Nianen}, {A WANG Fan}"],
            ["陈念恩", "王凡", "赵书言"],
        ),
        (["{A Harin Choi}", "{A 최하린}"], ["Harin Choi"]),
        (["{A 陈念恩}, {A Ann Doe}"], ["陈念恩", "Ann Doe"]),  # one list
        (["{A 陈念恩}, {A 王凡}", "{A Ann Doe}"], ["陈念恩", "王凡", "Ann Doe"]),
    ],
)
def test_names_in_two_scripts(lines: list[str], names: list[str]) -> None:
    assert authors(read([TITLE, *lines])) == names
    left_out = authors(read([TITLE, *lines], without="names_in_two_scripts"))
    assert (len(left_out) == len(names)) == ("Ann" in lines[-1])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A 이서윤 강지호}", ["이서윤", "강지호"]),
        ("{A 陈念恩 赵书言}", ["陈念恩", "赵书言"]),
        ("{A 王 凡}", ["王凡"]),
        ("{A 홍 길동}", ["길동 홍"]),
        ("{A 中村 陽子}, {A 小林 大輔}", ["陽子 中村", "大輔 小林"]),
        ("{A רונית פרידמן ואבי דהן}", ["רונית פרידמן", "אבי דהן"]),
        ("{A רונית כהן ורד}", ["רונית כהן ורד"]),
        ("{A ليلى النجار ويوسف العمري}", ["ليلى النجار", "يوسف العمري"]),
    ],
)
def test_names_that_no_comma_parts(line: str, names: list[str]) -> None:
    assert authors(read([TITLE, line])) == names


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("天然骨材の枯渇や採取規制", False),
        ("下伏透水性弱的泥岩层中", False),
        ("アレクサンドルソルジェニーツィン", True),
        ("武者小路実篤", True),
    ],
)
def test_clauses_as_names(name: str, is_kept: bool) -> None:
    page = [TITLE, f"{{A 中村陽子}}, {{A {name}}}"]
    assert authors(read(page)) == (["中村陽子", name] if is_kept else ["中村陽子"])
    assert authors(read(page, without="clauses_as_names")) == ["中村陽子", name]


def test_a_body_may_have_a_long_name_in_one_piece() -> None:
    assert authors(read([TITLE, "{A 国土技術研究センター委員会}"])) == [
        "国土技術研究センター委員会"
    ]


def test_a_name_with_dots_is_whole() -> None:
    page = [TITLE, "{A 中村 陽子}, {A グエン・ラン}"]
    assert authors(read(page, sure={"ラン": 0.1, "・": 0.1})) == ["陽子 中村", "グエン・ラン"]


def test_half_of_an_undivided_name_is_doubtful() -> None:
    page = [TITLE, "{A 光吉}", "{A Kenta Mitsuyoshi}"]
    assert authors(read(page, sure={"光吉": 0.5})) == ["Kenta Mitsuyoshi"]
    assert authors(read(page, sure={"光吉": 0.5}, without="doubtful_words"))[0] == "光吉"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["{A Ann Doe BAppSc}, {A Bob Roe MPhil}"], ["Ann Doe", "Bob Roe"]),
        (["{A Ann DeVito}, {A Bo McDonald}"], ["Ann DeVito", "Bo McDonald"]),
        (
            ["{A OSTROVIK Hanne}, {A DE LA MONDAVAR Lucia}"],
            ["Hanne Ostrovik", "Lucia de la Mondavar"],
        ),
        (["Szegedi Egyetem, szakdolgozat", "Készítette: {A Kallinder Ágnes}"], ["Ágnes Kallinder"]),
        (["Egyetem utca", "{A Ann Doe}"], ["Ann Doe"]),
        (["Nghiên cứu trong vùng", "{A Trần Văn Bảy}, {A Lê Doe}"], ["Văn Bảy Trần", "Doe Lê"]),
    ],
)
def test_degrees_by_their_shape_and_surnames_by_particles_and_language(
    lines: list[str], names: list[str]
) -> None:
    assert authors(read([TITLE, *lines])) == names


def test_a_word_with_a_mark_of_its_own_is_a_name() -> None:
    page = [TITLE, "{A Ann Doe} ^1, {A Sukarnoputri} ^2, {A Bob Roe} ^1"]
    assert "Sukarnoputri" in authors(read(page, sure={"Sukarnoputri": 0.8}))
    bare = [TITLE, "{A Ann Doe} ^1, {A Sukarnoputri}, {A Bob Roe} ^1"]
    assert "Sukarnoputri" not in authors(read(bare, sure={"Sukarnoputri": 0.8}))
    firm = [TITLE, "{A Ann Doe} ^1, {A NVIDIA} ^2, {A Bob Roe} ^1"]
    assert "NVIDIA" not in authors(read(firm, sure={"NVIDIA": 0.8}))


def test_a_turned_name_is_a_repeated_one() -> None:
    page = [TITLE, "{A Ann DOELING}, {A Bob ROEMER}", "~Notes", "{A DOELING Ann}"]
    assert authors(read(page)) == ["Ann Doeling", "Bob Roemer"]
    assert authors(read([TITLE, "{A Wei Li}, {A Li Wei}"])) == ["Wei Li", "Li Wei"]


def test_letters_apart_are_a_heading() -> None:
    page = [TITLE, "{A A U F S Ä T Z E}", "{A Ann Doe}"]
    assert authors(read(page)) == ["Ann Doe"]
    assert len(authors(read([TITLE, "{A K M S D Silva}, {A Ann Doe}"]))) == 2
