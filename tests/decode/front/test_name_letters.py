"""Turkish capitals in names."""

from __future__ import annotations

import pytest

from tests.decode.build import authors, read

TITLE = "#{T The Kilns of Brava}"
TURKISH = "İlk ağır ılık taşlar"


@pytest.mark.parametrize(
    ("printed", "text", "name"),
    [
        ("Oğuzhan KILIÇ", "", "Oğuzhan Kılıç"),
        ("Rüveyda GÖKÇEOĞLU ATIŞ", "", "Rüveyda Gökçeoğlu Atış"),
        ("ŞULE ÇAĞLAYAN IŞIK", "", "Şule Çağlayan Işık"),
        ("Hülya TAŞKIRAN", TURKISH, "Hülya Taşkıran"),
        ("Burak ŞIMŞEK", "ağır ılık taşlar", "Burak Şimşek"),  # no "İ" where it should be
        ("Hülya TAŞKIRAN", "A text that cites Ağır, Işık and Taş", "Hülya Taşkiran"),
    ],
)
def test_turkish_names(printed: str, text: str, name: str) -> None:
    page = [TITLE, f"{{A {printed}}}, {{A Mert DOE}}", text]
    assert authors(read(page))[0] == name
    left_out = authors(read(page, without="turkish_names"))[0]
    assert (left_out == name) == (name in ("Hülya Taşkiran", "Burak Şimşek"))


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("Θεοδόσης Καλπακίδης, φιλόλογος", "Θεοδόσης Καλπακίδης"),
        ("Θεοδόσης Καλπακίδης, Καλπακιδής", "Θεοδόσης Καλπακιδης"),
        ("φιλόλογος", "Θεοδοσης Καλπακιδης"),
    ],
)
def test_greek_accents(below: str, name: str) -> None:
    page = [TITLE, "{A ΘΕΟΔΟΣΗΣ ΚΑΛΠΑΚΙΔΗΣ}", below]
    assert authors(read(page)) == [name]
    assert authors(read(page, without="greek_accents")) == ["Θεοδοσης Καλπακιδης"]


def test_a_capital_i_with_a_dot_is_small_with_one() -> None:
    page = [TITLE, "{A Mert ÖZDEMİRCİ}, {A Jo DOE}"]
    assert authors(read(page)) == ["Mert Özdemirci", "Jo Doe"]


def test_a_surname_of_two_words_in_capitals() -> None:
    page = [TITLE, "{A Ann DOLLY ROE}, {A Jo GRANT}"]
    metadata = read(page)
    assert authors(metadata) == ["Ann Dolly Roe", "Jo Grant"]
    assert [one.family for one in metadata.authors] == ["Dolly Roe", "Grant"]


@pytest.mark.parametrize(
    ("last", "name"),
    [
        ("ואלישע אבוטבול", "אלישע אבוטבול"),
        ("ורדה אבוטבול", "ורדה אבוטבול"),
        ("אלישע בן", "אלישע בן"),
    ],
)
def test_and_letters(last: str, name: str) -> None:
    page = [TITLE, f"{{A נעמה שושן}} ^* {{A {last}}} ^*"]
    assert authors(read(page)) == ["נעמה שושן", name]
    left_out = authors(read(page, without="and_letters"))
    assert left_out == ["נעמה שושן", last]
    assert authors(read([TITLE, f"{{A {last}}}"])) == [last]


def test_a_korean_surname_of_two_letters() -> None:
    page = [TITLE, "{A 기 태 윤} ^1, {A 황보 람} ^2, {A 석 진 호} ^1"]
    assert authors(read(page)) == ["기태윤", "황보람", "석진호"]
    assert authors(read([TITLE, "{A 三木 稔}"])) == ["稔 三木"]  # Japanese names have two parts
