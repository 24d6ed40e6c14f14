"""Spans of authors to whole names: joined where nothing parts them, grown, no affiliations."""

from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.tagging import PageTags
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import authors, built, read

TITLE = "#{T T}"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{A Ali Ha} {A Ali Li}^2, {A Jo Doe}^1, {A Al Li}", ["Ali Ha Ali Li", "Jo Doe", "Al Li"]),
        ("{A Kit} {A Ying Lam}, {A Jo Doe}", ["Kit Ying Lam", "Jo Doe"]),
        ("{A JA Smith} {A CD Roe} {A EF Poe}", ["JA Smith", "CD Roe", "EF Poe"]),
        ("{A Ann Doe}^1 {A Bob Roe}^2", ["Ann Doe", "Bob Roe"]),
        ("See{A -Kiong Ng}^1, {A Jo Doe}^2", ["See-Kiong Ng", "Jo Doe"]),
        ("{A Ann Doe . Bob C. Roe .}", ["Ann Doe", "Bob C. Roe"]),
        ("{A 홍길동} {A 김철수} {A 이영희}", ["홍길동", "김철수", "이영희"]),
        ("{A Ivanov II, Petrov PP, Sidorov SS}", ["II Ivanov", "PP Petrov", "SS Sidorov"]),
        ("{A José Neto, Maria Costa}", ["José Neto", "Maria Costa"]),
    ],
)  # fmt: skip
def test_names_are_parted_by_what_parts_them_in_print(line: str, names: list[str]) -> None:
    assert authors(read([TITLE, line])) == names


def doubtful(line: str, word: str, probability: float) -> list[str]:
    """Return the authors where the tagger gives a word "none" with a probability."""
    document, labels = built([TITLE, line])
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    at = document.pages[0].texts.index(word)
    field[at] = np.log((1 - probability) / (field.shape[1] - 1))
    field[at, 0] = np.log(probability)
    changed = (PageTags(tags.number, field, tags.entry_logp),)
    return authors(Decoder().metadata_of(document, changed))


@pytest.mark.parametrize(
    ("line", "word", "probability", "first"),
    [
        ("{A Rosemary Nan} Ke^2, {A Jo Doe}^1", "Ke", 0.53, "Rosemary Nan Ke"),
        ("Sven {A Dominik Wagner}^2, {A Jo Doe}^1", "Sven", 0.6, "Sven Dominik Wagner"),
        ("{A Rosemary Nan} Ke^2, {A Jo Doe}^1", "Ke", 0.99, "Rosemary Nan"),
        ("{A Rosemary Nan} Ke lives here, {A Jo Doe}^1", "Ke", 0.53, "Rosemary Nan"),
        ("{A Rosemary Nan} ke^2, {A Jo Doe}^1", "ke", 0.53, "Rosemary Nan"),
    ],
)
def test_a_doubtful_word_at_a_names_end_is_taken_in(
    line: str, word: str, probability: float, first: str
) -> None:
    assert doubtful(line, word, probability) == [first, "Jo Doe"]


def unsure(*lines: str, sure: float = 0.6) -> list[str]:
    """Return the authors where the tagger is not sure of any token's label."""
    document, labels = built(lines)
    (tags,) = tags_of_labels(labels)
    best = tags.field_logp.argmax(axis=1)
    field = np.full_like(tags.field_logp, np.log((1 - sure) / (tags.field_logp.shape[1] - 1)))
    field[np.arange(len(best)), best] = np.log(sure)
    changed = (PageTags(tags.number, field, tags.entry_logp),)
    return authors(Decoder().metadata_of(document, changed))


def test_places_behind_marks_at_a_lines_start_are_no_authors() -> None:
    page = (
        TITLE,
        "{A Ann Doe}^1, {A Bob Roe}^2",
        "^1{A INRIA Bordeaux}, France",
        "^2{A Los Alamos}",
    )
    assert unsure(*page) == ["Ann Doe", "Bob Roe"]
    assert unsure(TITLE, "^1{A Ann Doe}", "^2{A Bob Roe}") == ["Ann Doe", "Bob Roe"]
    assert unsure(*page, sure=0.95)[2:] == ["Los Alamos"]


def test_the_start_of_a_places_name_is_no_author() -> None:
    page = (TITLE, "{A Ann Doe}, {A Bob Roe}", "{A Los Alamos} Laboratory, USA")
    assert unsure(*page) == ["Ann Doe", "Bob Roe"]
    assert unsure(TITLE, "{A Ann Doe}", "University of Oslo") == ["Ann Doe"]


def test_sure_names_stay_beside_their_affiliations() -> None:
    page = [TITLE, "{A Ann Doe} University of Leeds", "{A Bob Roe} University of York"]
    assert authors(read(page)) == ["Ann Doe", "Bob Roe"]
    assert authors(read([TITLE, "{A Ann Doe}, {A Bob School}"])) == ["Ann Doe", "Bob School"]


def test_names_in_columns_are_whole_on_their_lines_and_end_with_them() -> None:
    rows = ["{A Ann Doe Ray}", "{A Carl B. Toe} {A Hash}", "{A Bob C. Roe}"]
    assert authors(read([TITLE, *rows])) == ["Ann Doe Ray", "Carl B. Toe Hash", "Bob C. Roe"]
    rows = ["{A Ann Doe}", "{A Bob C. Roe}>", "{>A Carl D. Poe}", "{A Eve Low}"]
    assert authors(read([TITLE, *rows])) == ["Ann Doe", "Bob C. Roe", "Carl D. Poe", "Eve Low"]


def test_a_name_on_two_lines_is_one_where_marks_part_all_others() -> None:
    list_ = "{A Ann Doe}^1, {A Bob Roe}^1, {A Carl Toe}^2, and {A Ali Mohamed}"
    names = ["Ann Doe", "Bob Roe", "Carl Toe", "Ali Mohamed Salem Boukhary"]
    assert authors(read([TITLE, list_, "{A Salem Boukhary}^2"])) == names
    listed = ["{A Ann Doe}, {A Bob Roe}", "{A Carl Toe}, {A Dan Poe}"]
    assert authors(read([TITLE, *listed])) == ["Ann Doe", "Bob Roe", "Carl Toe", "Dan Poe"]
    broken = ["{A Ann Doe}^1, {A Carl Anders-}>", "{>A son Toe}^2, {A Bob Roe}^1"]
    assert authors(read([TITLE, *broken])) == ["Ann Doe", "Carl Andersson Toe", "Bob Roe"]


def test_a_letter_behind_an_apostrophe_belongs_to_the_name() -> None:
    assert authors(read([TITLE, "{A Roselyter Riang’}a^1, {A Jo Doe}^2"]))[0] == "Roselyter Riang’a"
    assert authors(read([TITLE, "{A Ann Doe'} Univ of Leeds, {A Jo Doe}"]))[0] == "Ann Doe"


def test_names_behind_the_first_marked_line_are_of_places() -> None:
    affiliations = ["^1 {A L V Prasad Eye} Institute, Hyderabad", "Aarhus, {A Moesgård Allé} 20"]
    names = ["{A Ann Doe}^1, {A Bob Roe}^2"]
    assert authors(read([TITLE, *names, *affiliations])) == ["Ann Doe", "Bob Roe"]
    goes_on = [*names, "^1 Oslo", "{A Carl Toe}", "University of Hull", "{A Dan Poe}^*"]
    expected = ["Ann Doe", "Bob Roe", "Carl Toe", "Dan Poe"]
    assert authors(read([TITLE, *goes_on])) == expected
    led = ["^1{A Ann Doe} ^2{A Bob Roe} ^3{A Carl Toe}", "^4{A Dan Poe} and text"]
    assert authors(read([TITLE, *led])) == expected
