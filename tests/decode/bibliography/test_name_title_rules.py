"""Where names end and titles begin, with nothing but a space or a stop between."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


@pytest.mark.parametrize("work", ["t", "v"])
def test_particles_behind_initials(work: str) -> None:
    line = f"@{{a ORTEGA, A. C.}}; {{a JESUS, C. M.}} {{{work} de Café do Cerrado}}. {{y 2011}}."
    title, authors, venue, _ = bibs(read([line]))[0]
    assert (authors[1], title or venue) == ("C. M. de Jesus", "Café do Cerrado")
    without = bibs(read([line], without="particles_behind_initials"))[0]
    assert (without[0] or without[2]).startswith("de ")


def test_a_title_may_begin_with_a_small_word() -> None:
    line = "@{a ORTEGA, A. C.} {t de café a chá}. {y 2011}."
    assert bibs(read([line]))[0][:2] == ("de café a chá", ["A. C. Ortega"])
    factor = "@{a Sadler, J. E.} {t von Willebrand factor}. {y 1998}."
    assert bibs(read([factor]))[0][:2] == ("von Willebrand factor", ["J. E. Sadler"])


OTHERS = ["@{a Алиев С. М.}, {a Юрлов А. К.} {t Пролёт куликов}. {y 2009}."] * 2


def test_titles_within_names() -> None:
    line = "@{a Рябицев В. К. Птицы Урала}, {v Приуралья и Сибири}. {y 2008}."
    assert bibs(read([line, *OTHERS]))[0] == (
        "", ["В. К. Рябицев"], "Птицы Урала, Приуралья и Сибири", "2008",
    )  # fmt: skip
    alone = "@{a Рябицев В. К. Птицы с лодки}. {y 2008}."
    assert bibs(read([alone, *OTHERS]))[0][:2] == ("Птицы с лодки", ["В. К. Рябицев"])
    without = bibs(read([alone, *OTHERS], without="titles_within_names"))[0]
    assert without[1] == ["Рябицев В. К. Птицы с лодки"]


def test_a_name_with_a_particle_behind_initials_has_no_title() -> None:
    pair = "@{a Pérez J.}, {a Maria J. García López}, {t Bats of Spain}. {y 2001}."
    others = ["@{a Roe A.}, {a Doe B.}, {a Poe C.} {t One}. {y 2001}."] * 2
    assert bibs(read([pair, *others]))[0][0] == "Bats of Spain"
    line = "@{a Gillies, S.}, {a van der Wel, C.}, {a Bossche, J. van den}. {t Shapely}. {y 2022}."
    others = ["@{a Roe, A.}, {a Doe, B.}, {a Poe, C.} {t One}. {y 2001}."] * 2
    assert bibs(read([line, *others]))[0][0] == "Shapely"
