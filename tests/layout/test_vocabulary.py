"""The files of words, and what is found by them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import chain
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.layout.vocabulary import Heading, Vocabulary, merged, read_languages, vocabulary
from spv2_spark.layout.word_list import STAR, WordList, fold, phrases_of
from spv2_spark.pdf.text import TOKEN

LANGUAGES = read_languages()
TABLES = {
    table: {key.removesuffix("_") for key in get_type_hints(words)}
    for table, words in get_type_hints(Vocabulary).items()
    if table != "headings"
} | {"headings": {one.value for one in Heading}}
LISTS = [
    (language, table, key, entries)
    for language, tables in LANGUAGES.items()
    for table, lists in tables.items()
    if table != "language"
    for key, entries in lists.items()
]
# What every language says; the rest only where somebody was sure of it.
ALWAYS = ("abstract", "keywords", "introduction", "conclusions", "references", "appendix")


def tokens(text: str) -> list[str]:
    """Return what the tokeniser makes of a line."""
    return TOKEN.findall(text)


def problem_of(entry: str) -> str:
    """Return what is wrong with an entry, "" if nothing is."""
    if not phrases_of(entry):
        return "has no letters"
    if entry != " ".join(entry.split()):
        return "has spaces at its ends, or several in a row"
    stem = entry.removeprefix(STAR).removesuffix(STAR)
    if STAR in stem or (stem != entry and " " in stem):
        return "has a star elsewhere than at the ends of one word"
    least = 4 if stem[0] < "\u2e80" else 2  # a Chinese word has two
    return (
        "has too few letters beside its star" if stem != entry and len(fold(stem)) < least else ""
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_a_name_and_the_tables_that_all_have(language: str) -> None:
    tables = LANGUAGES[language]
    assert isinstance(tables["language"], str)
    if language != "any":
        assert set(ALWAYS) <= set(tables["headings"])
        assert set(tables) >= {"affiliation", "roles", "references", "text"}


def test_there_are_many_languages() -> None:
    assert len(LANGUAGES) > 40


def test_tables_and_keys_are_those_that_are_read() -> None:
    assert {table for _, table, _, _ in LISTS} == set(TABLES)
    assert [one[:3] for one in LISTS if one[2] not in TABLES[one[1]]] == []


def test_entries_are_spelt_so_that_they_are_found() -> None:
    told = [(*one[:3], e, problem_of(e)) for one in LISTS for e in one[3] if problem_of(e)]
    assert told == []


def test_no_entry_stands_twice_in_a_list() -> None:
    """Case, accents and marks aside: "Ph.D." is "PhD"."""
    twice = []
    for *place, entries in LISTS:
        said = Counter(
            chain.from_iterable({e} if STAR in e else set(phrases_of(e)) for e in entries)
        )
        twice += [(*place, phrase) for phrase, count in said.items() if count > 1]
    assert twice == []


def test_a_heading_has_no_star_and_means_one_thing() -> None:
    meant: dict[str, set[str]] = {}
    for _, table, key, entries in LISTS:
        for entry in entries if table == "headings" else ():
            assert STAR not in entry
            for phrase in phrases_of(entry):
                meant.setdefault("".join(phrase), set()).add(key)
    assert [phrase for phrase, keys in meant.items() if len(keys) > 1] == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("&", "has no letters"),
        ("a  b", "has spaces at its ends, or several in a row"),
        ("abc*", "has too few letters beside its star"),
        ("*\u5927*", "has too few letters beside its star"),
        ("ab*cdefg", "has a star elsewhere than at the ends of one word"),
        ("*big group", "has a star elsewhere than at the ends of one word"),
        ("*\u5927\u5b66*", ""),
        ("universit*", ""),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(entry: str, problem: str) -> None:
    assert problem_of(entry) == problem


ENTRIES = st.text("abcdefgh -'éßС大", min_size=1, max_size=12).filter(fold)


@given(st.lists(ENTRIES, max_size=6), st.lists(ENTRIES, max_size=6))
def test_lists_join_in_any_order(one: list[str], two: list[str]) -> None:
    both, other = WordList.of(one) | WordList.of(two), WordList.of(two) | WordList.of(one)
    assert both.phrases == other.phrases == WordList.of(one).phrases | WordList.of(two).phrases


@given(st.lists(ENTRIES, min_size=1, max_size=6), st.data())
def test_an_entry_is_found_wherever_its_tokens_stand(entries: list[str], data) -> None:
    words = WordList.of(entries)
    entry = tokens(data.draw(st.sampled_from(entries)))
    assert words.at_start(["(", *entry]) > 0
    assert words.at_end([*entry, ":"]) > 0
    assert words.is_within(["zzz", *entry, "zzz"])


@given(ENTRIES)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_stars_stand_for_letters() -> None:
    words = WordList.of(["universit*", "*institut", "*大学*", "Hospital"])
    found = [one in words for one in ("Universitätsplatz", "Forschungsinstitut", "北京大学医院")]
    assert found == [True, True, True]
    assert "Hospitals" not in words
    assert "Institute" not in words


def test_marks_around_words_count_as_reached() -> None:
    roles = vocabulary().roles
    assert roles.editor_behind.at_start(tokens("(Eds.), Berlin")) == 2
    assert roles.editor_before.at_end(tokens("a book, edited by:")) == 3
    assert roles.editor_before.at_end(tokens("a book, edited by Smith")) == 0
    assert roles.editor_behind.at_start(tokens("(Hrsg.)")) == 2


def test_small_abbreviations_are_no_initials() -> None:
    """In capitals "e. a." and "y" are a person's initials."""
    et_al, and_ = WordList.of(["e.a.", "Et al."]), WordList.of(["y"])
    assert et_al.at_end(tokens("Jansen P, e.a.")) == 4
    assert et_al.at_end(tokens("Jansen, E. A.")) == 0
    assert "y" in and_
    assert "Y" not in and_
    assert et_al.at_end(tokens("SMITH ET AL.")) == 3
    assert vocabulary().roles.editor_behind.at_start(tokens("(ED.)")) == 2


def test_words_are_known_with_marks_and_accents() -> None:
    words = vocabulary()
    assert "(Ph.D." in words.names.degrees
    assert "MÜNCHEN" not in words.affiliation.any
    assert "Université" in words.affiliation.sure
    assert "universite" in words.affiliation.sure
    assert words.references.volume.at_end(tokens("вып. 3, т.")) == 2
    assert words.group_author.sure.is_within(tokens("The ATLAS Collaboration"))
    assert not words.group_author.any.is_within(tokens("Anna Maria Schmidt"))


def test_several_files_are_one_vocabulary() -> None:
    one, two = {"names": {"by": ["von"]}}, {"names": {"by": ["by"], "suffixes": ["Jr."]}}
    words = merged([{"language": "A", **one}, {"language": "B", **two}])
    assert words.names.by.entries == ("von", "by")
    assert words.names.suffixes.entries == ("Jr.",)
    assert words.names.degrees.phrases == frozenset()


def test_entries_are_printable() -> None:
    for language, _, _, entries in LISTS:
        for entry in entries:
            assert entry.isprintable() or "\u200c" in entry, (language, entry)


def test_no_word_mixes_alphabets() -> None:
    """A Latin "o" in a Cyrillic word looks right and is never found."""
    mixed = []
    for language, _, _, entries in LISTS:
        for word in chain.from_iterable(map(tokens, entries)):
            scripts = {unicodedata.name(char).split()[0] for char in word if char.isalpha()}
            if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
                mixed.append((language, word))
    assert mixed == []
