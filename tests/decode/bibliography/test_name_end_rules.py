"""What ends a name of a list: suffixes, stops of initials, initials that are nobody."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


def of(lines: list[str], without: str = "") -> list[str]:
    """Return the authors of the first entry."""
    return bibs(read(lines, without=without))[0][1]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("@{a Callister, Thomas A.}, Jr. {y 2000}. {t Title}.", "Thomas A. Callister Jr."),
        ("@{a Callister TA} Jr, {a Roe B}. {t Title}.", "TA Callister Jr"),
        ("@{a J. Roe}, III, {a B. Doe}. {t Title}. {y 2000}.", "J. Roe III"),
        ("@{a THOMAS CALLISTER}, JR. {t Title}. {y 2000}.", "Thomas Callister Jr."),
    ],
)
def test_suffixes_behind_names(line: str, name: str) -> None:
    assert of([line])[0] == name
    assert of([line], without="suffixes_behind_names")[0] != name


def test_a_numeral_that_begins_a_title_is_no_suffix() -> None:
    assert of(["@{a J. Roe}. III. {t Kilns}. {y 2000}."]) == ["J. Roe"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("@{a Murray, Sarah E}. {y 2010}. {t Kilns}.", "Sarah E. Murray"),
        ("@{a MURRAY, SARAH E}. {y 2010}. {t Kilns}.", "Sarah E. Murray"),
    ],
)
def test_stops_of_initials(line: str, name: str) -> None:
    assert of([line]) == [name]
    assert of([line], without="stops_of_initials") == [name.replace(".", "")]


def test_the_stops_of_a_list_tell_of_a_last_initial() -> None:
    others = ["@{a Doe A. B.}, {a Poe C. D.} {t One}. {y 2001}."] * 2
    assert of(["@{a Nord Ch}. {t Names}. {y 2003}.", *others]) == ["Ch. Nord"]
    assert of(["@{a Roe A}. {t Names}. {y 2003}.", *others]) == ["A. Roe"]
    bare = ["@{a Doe AB}, {a Poe C}, {a Moe D}. {t One}. {y 2001}."] * 2
    assert of(["@{a Roe A}. {t Names}. {y 2003}.", *bare]) == ["A Roe"]


def test_initials_alone() -> None:
    line = "@{a Roe, A. B.} {y 2014}, {t Kilns}, eds. Manset & {a P.} Forshay, {v Proc. Kilns}"
    assert of([line]) == ["A. B. Roe"]
    assert of([line], without="initials_alone") == ["A. B. Roe", "P."]


def test_names_again_behind_slashes() -> None:
    line = "@{a Орлов Д. С.} {t Химия почв} / {a Д. С. Орлов}, {a Л. К. Роева}. - М., {y 2005}."
    assert of([line]) == ["Д. С. Орлов", "Л. К. Роева"]
    assert of([line], without="names_again_behind_slashes") == [
        "Д. С. Орлов", "Д. С. Орлов", "Л. К. Роева",
    ]  # fmt: skip
    alone = "@{t Химия почв} / {a Д. С. Орлов}, {a Л. К. Роева}. - М., {y 2005}."
    assert of([alone]) == ["Д. С. Орлов", "Л. К. Роева"]


def test_what_looks_like_a_suffix_is_none() -> None:
    assert of(["@{a W. Wang}, {t Sr-doped LaMnO}. {y 2000}."]) == ["W. Wang"]
    assert of(["@{a King, Martin Luther}, Jr. {t Kilns}. {y 2000}."]) == ["Martin Luther King Jr."]


def test_words_without_letters_alone_are_no_initials() -> None:
    assert len(of(["@{a रमन कमल}, {a विद्या शर्मा}. {t Kilns}. {y 2000}."])) == 2


def test_two_surnames_before_a_given_name_with_a_particle() -> None:
    assert of(["@{a Azevedo Coutinho}, {a João de}. {t Kilns}. {y 1904}."]) == [
        "João de Azevedo Coutinho"
    ]
    assert of(["@{a Souza, Ana}, {a Azevedo, João de}. {t Kilns}. {y 1904}."]) == [
        "Ana Souza", "João de Azevedo",
    ]  # fmt: skip
