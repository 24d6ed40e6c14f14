"""Lists with surnames first: "López de Haro, José Luis", "Durand Yves"."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read

STYLE = ["@{a Roe, Ann}. {t Zero}. {y 2000}.", "@{a Poe, Robert B}. {t Nought}. {y 2000}."]


def of(line: str, without: str = "", style: list[str] = STYLE) -> list[str]:
    """Return the authors of an entry below others of the style."""
    return bibs(read([*style, line], without=without))[-1][1]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("{a Di Maio}, {a Pier Paolo}", ["Pier Paolo Di Maio"]),
        ("{a López de Haro}, {a José Luis}, and {a Tom Poe}",
         ["José Luis López de Haro", "Tom Poe"]),
        ("{a Roe}, {a Ann}, {a Katherine M.} {a O’Shea}, and {a Jim Poe}",
         ["Ann Roe", "Katherine M. O’Shea", "Jim Poe"]),
        ("{a Serrà}, {a Joan és Gómez}, {a Emilia}", ["Joan Serrà", "Emilia Gómez"]),
        ("{a Roe}, {a Ann}, {a Doe}, {a Bob} and {a Poe}, {a Carl}",
         ["Ann Roe", "Bob Doe", "Carl Poe"]),
        ("{a Big Roe}, {a Ann and Doe}, {a Bob, A Title}", ["Ann Big Roe", "Bob Doe", "A Title"]),
        ("{a BENÍTEZ ROJO}, {a Antonio}", ["Antonio Benítez Rojo"]),
        ("{a DU BELLOY}, {a Amaury}", ["Amaury du Belloy"]),
        ("{a TOLEDO NETO}, {a Aristides}", ["Aristides Toledo Neto"]),
        ("{a Di Maio}, {a Ann}, et {a al}", ["Ann Di Maio"]),
    ],
)  # fmt: skip
def test_surnames_before_commas(printed: str, names: list[str]) -> None:
    line = f"@{printed}. {{t One}}. {{y 2001}}."
    assert of(line) == names
    assert of(line, without="surnames_before_commas") != names


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("{a Ling Tony Chen}, {a R. Drach}, {a M. Roe}", ["Ling Tony Chen", "R. Drach", "M. Roe"]),
        ("{a Smith J}, {a Doe K}", ["J Smith", "K Doe"]),
        ("{a World Bank}", ["World Bank"]),
        ("{a Ann Big}, {a Bob Small}", ["Ann Big", "Bob Small"]),
        ("{a Ministry}, {a World Bank}", ["Ministry", "World Bank"]),
        ("{a Smith}, {a Jones} and {a Brown}", ["Smith", "Jones", "Brown"]),
        ("{a Antoine de La Rochefort}", ["Antoine de La Rochefort"]),
    ],
)
def test_other_names_of_such_a_list(printed: str, names: list[str]) -> None:
    assert of(f"@{printed}. {{t One}}. {{y 2001}}.") == names


def test_lists_in_the_order_of_names() -> None:
    style = ["@{a Ann Roe}. {t Zero}. {y 2000}.", "@{a Bob Poe, Carl Doe}. {t No}. {y 2000}."]
    assert of("@{a Ann Big}, {a Bob Small}. {t One}.", style=style) == ["Ann Big", "Bob Small"]
    assert of("@{a Ann Big}, {a Bob Small}. {t One}.", style=[]) == ["Ann Big", "Bob Small"]


FRENCH = [
    "Béaur Gérard", "Durand Yves", "Farge Arlette", "Huvet Odile", "Le Mené-Brossard Yolande",
    "Rocher Luc", "Touchard Fabienne",
]  # fmt: skip


def of_list(names: list[str], front: list[str]) -> list[str]:
    lines = [f"@{{a {name}}}, {{t A title}}, {{y 2001}}." for name in names]
    return [one[1][0] for one in bibs(read(front, lines))]


def test_lists_in_the_order_of_first_words() -> None:
    turned = ["Gérard Béaur", "Yves Durand", "Arlette Farge", "Odile Huvet",
              "Yolande Le Mené-Brossard", "Luc Rocher", "Fabienne Touchard"]  # fmt: skip
    assert of_list(FRENCH, ["text"]) == turned
    unknown = ["Abe Tadashi", "Baba Kenta", "Chiba Ryoko", "Doi Haruto", "Endo Misaki", "Goto Sora",
               "Le Hara Yuna"]  # fmt: skip
    assert of_list(unknown, ["text"])[:2] == ["Tadashi Abe", "Kenta Baba"]
    assert of_list(unknown[::-1], ["text"]) == unknown[::-1]
    assert of_list(unknown[1:], ["text"]) == unknown[1:]
    both = ["Anna Adler", "Bela Bauer", "Cora Christ", "Dora Dreyer", "Emil Ernst", "Fay Fox",
            "Gil Grau"]  # fmt: skip
    assert of_list(both, ["text"]) == both
    students = ["Andrew Ng", "Bob Roe", "Carl Poe", "Dana Abel", "Emil Moe", "Fay Loe", "Gil Zoe"]
    assert of_list(students, ["text"]) == students
    with_initials = [*FRENCH, "Vivier Edward P."]
    assert of_list(with_initials, ["text"])[-1] == "Edward P. Vivier"


def test_lists_whose_names_end_with_known_given_names() -> None:
    names = ["Rotaru Liliana", "Matei Mihaela", "Sârbu Ioana", "Cotea Valeriu"]
    turned = ["Liliana Rotaru", "Mihaela Matei", "Ioana Sârbu", "Valeriu Cotea"]
    assert of_list(names, ["text"]) == turned
    assert of_list(turned, ["text"]) == turned
    assert of_list(names[:2], ["text"]) == names[:2]
    assert of_list([*names[:3], "Ann Roe", "Bob Doe"], ["text"])[:1] == names[:1]


def test_lists_of_hungarian_pages() -> None:
    page = ["Egyetem, Zenei Tanszék", "Szakdolgozat"]
    names = ["Juhász Zoltán", "Bartók Béla", "Leslie Lamport"]
    assert of_list(names, page) == ["Zoltán Juhász", "Béla Bartók", "Leslie Lamport"]
    assert of_list(["Juhász Zoltán", "Bartók Béla"], ["text"]) == ["Juhász Zoltán", "Bartók Béla"]


CAPITALS = ["@{a KILNER, Ann}. {t Zero}. {y 2000}.", "@{a HILLER, Robert B}. {t No}. {y 2000}."]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("{a ROE}, {a Ann} a {a Ivan ŠUST}", ["Ann Roe", "Ivan Šust"]),
        ("{a BOSCH CAPDEVILA}, {a Agustí}", ["Agustí Bosch Capdevila"]),
        ("{a CASANOVAS I PUIGDOMÈNECH}, {a Meritxell}", ["Meritxell Casanovas i Puigdomènech"]),
        ("{a ROE Ann}, {a SUM Paul}", ["Ann Roe", "Paul Sum"]),
        ("{a ALMOND Gabriel A.}, {a ROE Ann}", ["Gabriel A. Almond", "Ann Roe"]),
        ("{a World Bank}", ["World Bank"]),
    ],
)
def test_surnames_in_capitals(printed: str, names: list[str]) -> None:
    assert of(f"@{printed}. {{t One}}. {{y 2001}}.", style=CAPITALS) == names


def test_initials_are_no_surnames_where_none_is_in_capitals() -> None:
    assert of("@{a Roe Ann}, {a Smith JAK}. {t One}.", style=[]) == ["Roe Ann", "JAK Smith"]


def test_lists_of_vietnamese_pages() -> None:
    page = ["Nghiên cứu được thực hiện tại huyện và không trong vùng của hộ"]
    names = [
        "Lê Đình Phùng",
        "Tôn Thất Duy",
        "Phạm Công Hữu",
        "Cục Thống kê tỉnh Nam",
        "Scoones I.",
    ]
    turned = [
        "Đình Phùng Lê",
        "Duy Tôn Thất",
        "Công Hữu Phạm",
        "Cục Thống kê tỉnh Nam",
        "I. Scoones",
    ]
    assert of_list(names, page) == turned
    assert of_list(names[:3], ["text"]) == names[:3]


def test_names_without_commas() -> None:
    page = ["Egyetem, Zenei Tanszék", "Szakdolgozat"]
    lines = ["@{a Juhász} {a Zoltán Örs}, {a Bartók Béla}, {t A kemence}, {y 2001}.",
             "@{a Juhász Z.} {a Bartók Béla}, {t A kemence}, {y 2001}."]  # fmt: skip
    found = [one[1] for one in bibs(read(page, lines))]
    assert found == [["Zoltán Örs Juhász", "Béla Bartók"], ["Z. Juhász", "Béla Bartók"]]
    left_out = [one[1] for one in bibs(read(page, lines, without="names_without_commas"))]
    assert left_out[0] == ["Juhász", "Örs Zoltán", "Béla Bartók"]
    others = [one[1] for one in bibs(read(["text"], lines))]
    assert others[0] == ["Juhász", "Zoltán Örs", "Bartók Béla"]
