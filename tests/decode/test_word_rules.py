"""Words in several pieces, whose letters other fonts lend."""

from __future__ import annotations

from tests.decode.build import authors, bibs, read, title

FRONT = [
    "#{T Rice of B¦}ra¦va",
    "{A Ann Đ¦ứ¦}c^1, {A Bob N}¦ữ^2, {A Carl Roe}x^3, {A Dan Poe} H¦{A u¦}ế",
]
DOUBT = {"c": 0.6, "ữ": 0.8, "ra": 0.6, "va": 0.6, "H": 0.9, "ế": 0.9}
SURE = {"Đ": 0.9, "ứ": 0.9, "u": 0.5}


def test_words_in_pieces() -> None:
    found = read(FRONT, sure=SURE, none=DOUBT)
    assert title(found) == "Rice of Brava"
    assert authors(found) == ["Ann Đức", "Bob Nữ", "Carl Roe", "Dan Poe"]
    left_out = read(FRONT, sure=SURE, none=DOUBT, without="words_in_pieces")
    assert authors(left_out)[:2] == ["Ann Đứ", "N Bob"]


def test_marks_and_words_of_their_own_are_no_pieces() -> None:
    page = ["#{T Rice of Brava}", "{A Ann Roe}¦^a¦, {A Bob Poe}¦ Hue"]
    assert authors(read(page)) == ["Ann Roe", "Bob Poe"]


def test_names_with_dots() -> None:
    page = ["#{T 石灰改性夯土}", "{A 贺知秋},{A 艾力江}·{A 吐尔逊}^1,{A 王磊}·{A 李明}"]
    names = ["贺知秋", "艾力江·吐尔逊", "王磊", "李明"]
    assert authors(read(page)) == names
    assert "艾力江" in authors(read(page, without="names_with_dots"))
    korean = ["#{T 石灰改性夯土}", "{A 김이박}·{A 이서윤}·{A 강지호}"]
    assert authors(read(korean)) == ["김이박", "이서윤", "강지호"]
    entries = ["@{a グエン}・{a ティ}・{a ラン}, {a 岡田進一・橋本るみ}: {t 雪国}, {y 2001}.",
               "@{a 佐藤}·{a 岡田}: {t 雪国}, {y 2001}."]  # fmt: skip
    found = [one[1] for one in bibs(read(["text"], entries))]
    assert found == [["グエン・ティ・ラン", "岡田進一", "橋本るみ"], ["佐藤", "岡田"]]
