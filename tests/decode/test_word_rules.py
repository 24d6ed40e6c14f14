"""Words in several pieces, whose letters other fonts lend."""

from __future__ import annotations

from tests.decode.build import authors, read, title

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
