"""The generator's words by language."""

from __future__ import annotations

import dataclasses

import pytest

from spv2_spark.typeset.languages import PaperWords, codes, words_of
from spv2_spark.typeset.names import capitals
from spv2_spark.typeset.references.axes import style_axes
from spv2_spark.typeset.references.invent_parts import FOREIGN
from spv2_spark.typeset.translated import LANGUAGES


def test_a_language_has_its_own_words_and_english_ones_for_the_others() -> None:
    german, english = words_of("de"), words_of("en")
    assert german.received == "Eingegangen"
    assert german.apparatus["eds"] == ("Hrsg.", "Hg.", "Hgg.", "Hrsg", "Eds.")
    assert german.apparatus["preprint"] == english.apparatus["preprint"]
    assert words_of("ja").months == english.months
    assert english.references[:13] == ("References",) * 12 + ("REFERENCES",)
    assert words_of("xx") == english


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_language_that_has_months_has_twelve(code: str) -> None:
    assert len(words_of(code).months) == 12


def test_every_language_that_has_words_for_something_is_drawn_for_it() -> None:
    assert {code for code in codes() if words_of(code).titles} == set(FOREIGN)
    assert {code for code in codes() if words_of(code).second} == set(LANGUAGES)
    assert {code for code, _ in style_axes().languages} <= codes()


def test_a_calendar_prints_a_years_own_number() -> None:
    words = PaperWords(1, ("full",), ("vancouver",))
    assert words.year(2010) == "2010"
    assert dataclasses.replace(words, era=543).year(2010) == "2553"
    assert dataclasses.replace(words, era=-621).year(2010) == "1389"


def test_greek_capitals_have_no_accents() -> None:
    assert capitals("Νικολαΐδης Ραψομάνη") == "ΝΙΚΟΛΑΪΔΗΣ ΡΑΨΟΜΑΝΗ"
    assert capitals("Müller-Lüdenscheidt") == "MÜLLER-LÜDENSCHEIDT"
    assert capitals("La interferón β en el Perú") == "LA INTERFERÓN Β EN EL PERÚ"


def test_a_turkish_i_keeps_its_dot() -> None:
    assert capitals("iklim değişikliği") == "İKLİM DEĞİŞİKLİĞİ"
    assert capitals("Yiğit") == "YİĞİT"
