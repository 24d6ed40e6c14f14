"""The files of words, and what is found by them."""

from __future__ import annotations

import unicodedata
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.errors import SettingsError
from spv2_spark.layout.language_files import FOLDER, read_languages
from spv2_spark.layout.vocabulary import Heading, heading_of, schema, vocabulary, vocabulary_in
from spv2_spark.layout.word_list import WordList, fold
from spv2_spark.pdf.text import TOKEN

LANGUAGES = sorted(read_languages(schema()))
# What every language says; the rest of [headings] only where somebody was sure of it.
ALWAYS = ("abstract", "keywords", "introduction", "conclusions", "references", "appendix")


def tokens(text: str) -> list[str]:
    """Return what the tokeniser makes of a line."""
    return TOKEN.findall(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_headings_and_tables_that_all_have(language: str) -> None:
    tables = read_languages(schema())[language]
    if language == "any":
        return
    assert set(ALWAYS) <= set(tables["headings"])
    assert set(tables) >= {"affiliation", "roles", "names", "references", "numbering", "text"}


def test_there_are_many_languages() -> None:
    assert len(LANGUAGES) > 40


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("References", Heading.REFERENCES),
        ("7. References and notes:", Heading.REFERENCES),
        ("VII. LITERATURVERZEICHNIS", Heading.REFERENCES),
        ("Références bibliographiques :", Heading.REFERENCES),
        ("8.1 Referencias bibliográficas", Heading.REFERENCES),
        ("REFERÊNCIAS", Heading.REFERENCES),
        ("Riferimenti bibliografici", Heading.REFERENCES),
        ("СПИСОК ЛИТЕРАТУРЫ", Heading.REFERENCES),
        ("Список використаних джерел", Heading.REFERENCES),
        ("参考文献", Heading.REFERENCES),
        ("参 考 文 献", Heading.REFERENCES),
        ("[參考文獻]", Heading.REFERENCES),
        ("引用文献：", Heading.REFERENCES),
        ("참고 문헌", Heading.REFERENCES),
        ("Βιβλιογραφία", Heading.REFERENCES),
        ("قائمة المصادر والمراجع:", Heading.REFERENCES),
        ("ביבליוגרפיה", Heading.REFERENCES),
        ("R E F E R E N C E S", Heading.REFERENCES),
        ("Notes & References", Heading.REFERENCES),
        ("References.", Heading.REFERENCES),
        ("Abstract", Heading.ABSTRACT),
        ("a b s t r a c t", Heading.ABSTRACT),
        ("Zusammenfassung", Heading.ABSTRACT),
        ("摘 要", Heading.ABSTRACT),
        ("Mots-clés", Heading.KEYWORDS),
        ("Palabras clave:", Heading.KEYWORDS),
        ("1. Introduction.", Heading.INTRODUCTION),
        ("I Introduction", Heading.INTRODUCTION),
        ("一、引言", Heading.INTRODUCTION),
        ("A. Introduction", Heading.INTRODUCTION),
        ("Authors’ contributions", Heading.CONTRIBUTIONS),
        ("Conflict of Interest", Heading.CONFLICTS),
        ("Danksagung", Heading.ACKNOWLEDGEMENTS),
        ("Appendix B.1", Heading.APPENDIX),
        ("ANHANG", Heading.APPENDIX),
        ("附录A", Heading.APPENDIX),
        ("■ ASSOCIATED CONTENT", Heading.SUPPLEMENT),
    ],
)
def test_headings_are_known_however_they_are_printed(line: str, heading: Heading) -> None:
    assert heading_of(tokens(line)) is heading


@pytest.mark.parametrize(
    "line",
    [
        "References to earlier work were",
        "In the literature",
        "literature.",  # ends a paragraph
        "references,",
        "A summary",
        "Abstract algebra",
        "References 17",  # of a table of contents
        "参考文献のリストを示す",
        "7",
        "…",
        "",
        "The Introduction",
        "Smith J, References",
        "Reference 12 says",
        "method-",  # goes on in the next line
        "citation)",
        "2002; 94: 545. Contents",
    ],
)
def test_near_misses_are_no_headings(line: str) -> None:
    assert heading_of(tokens(line)) is None


PHRASES = [
    (phrase, heading)
    for heading, words in vocabulary().headings.lists.items()
    for phrase in words.entries
]
NUMBERS = ["1", "7.", "7.2", "7.2.", "VII.", "IV", "A.", "12)", "(3)", "§ 4.", "二、"]


@given(st.sampled_from(PHRASES), st.sampled_from([*NUMBERS, ""]), st.sampled_from(["", ":", " :"]))
def test_a_number_and_a_colon_change_no_heading(
    said: tuple[str, Heading], number: str, colon: str
) -> None:
    phrase, heading = said
    assert heading_of(tokens(f"{number} {phrase}{colon}")) is heading


@given(st.sampled_from(PHRASES), st.sampled_from([str.upper, str.lower, str.title]))
def test_case_and_spaced_letters_change_no_heading(said, cased) -> None:
    phrase, heading = said
    assert heading_of(tokens(cased(phrase))) is heading
    assert heading_of(tokens(" ".join(cased(phrase)))) is heading


@given(st.sampled_from(PHRASES), st.sampled_from(["were", "gänzlich", "qqq", "слово", "8 8 x"]))
def test_a_heading_with_another_word_is_none(said: tuple[str, Heading], word: str) -> None:
    assert heading_of(tokens(f"{said[0]} {word}")) is None


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_tokens_are_a_heading_or_not(words: list[str]) -> None:
    found = heading_of(words)
    assert found is None or "".join(map(fold, words))


def test_no_phrase_means_two_headings() -> None:
    lists = vocabulary().headings.lists
    meant = [("".join(one), heading) for heading in lists for one in lists[heading].phrases]
    assert len({letters for letters, _ in meant}) == len(set(meant))


ENTRIES = st.text("abcdefgh -'éßС大", min_size=1, max_size=12).filter(fold)


@given(st.lists(ENTRIES, max_size=6), st.lists(ENTRIES, max_size=6))
def test_lists_join_in_any_order(one: list[str], two: list[str]) -> None:
    both, other = WordList.of(one) | WordList.of(two), WordList.of(two) | WordList.of(one)
    assert both.phrases == other.phrases == WordList.of(one).phrases | WordList.of(two).phrases


@given(st.lists(ENTRIES, min_size=1, max_size=6), st.data())
def test_an_entry_is_found_wherever_its_tokens_stand(entries: list[str], data) -> None:
    words = WordList.of(entries)
    entry = tokens(data.draw(st.sampled_from(entries)))
    assert words.is_all_of(entry)
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
    assert roles.supervisor_before.at_end(tokens("научный руководитель –")) == 3
    assert roles.editor_behind.at_start(tokens("(Hrsg.)")) == 2


def test_small_abbreviations_are_no_initials() -> None:
    """In capitals "e. a." and "y" are a person's initials."""
    names = vocabulary().names
    assert names.et_al.at_end(tokens("Jansen P, e.a.")) == 4
    assert names.et_al.at_end(tokens("Jansen, E. A.")) == 0
    assert names.and_.is_all_of(["y"])
    assert not names.and_.is_all_of(["Y"])
    assert names.et_al.at_end(tokens("SMITH ET AL.")) == 3
    assert vocabulary().roles.editor_behind.at_start(tokens("(ED.)")) == 2


def test_words_are_known_with_marks_and_accents() -> None:
    words = vocabulary()
    assert "(Ph.D." in words.names.degrees
    assert "MÜNCHEN" not in words.affiliation.any
    assert "Université" in words.affiliation.sure
    assert "universite" in words.affiliation.sure
    assert words.names.et_al.at_end(tokens("Иванов И. и др.")) == 3
    assert words.group_author.sure.is_within(tokens("The ATLAS Collaboration"))
    assert not words.group_author.any.is_within(tokens("Anna Maria Schmidt"))


def test_one_language_is_a_part_of_all() -> None:
    german, everything = vocabulary("de"), vocabulary()
    assert german.headings.lists[Heading.REFERENCES].phrases < (
        everything.headings.lists[Heading.REFERENCES].phrases
    )
    assert "the" not in german.text.function_words
    with pytest.raises(SettingsError, match="tlh"):
        vocabulary("tlh")


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("language = ", "xx.toml: not a TOML file"),
        ("[names]\nand = ['en']", "xx.toml: says no language"),
        ("language = 'X'\n[headlines]\na = ['b']", r"xx.toml: \[headlines\]: unknown table"),
        ("language = 'X'\nnames = 3", r"xx.toml: \[names\]: not a table"),
        ("language = 'X'\n[names]\nands = ['a']", r"\[names\] ands: unknown key .*and, "),
        ("language = 'X'\n[names]\nand = 'a'", r"\[names\] and: not a list"),
        ("language = 'X'\n[names]\nand = []", r"\[names\] and: .*empty"),
        ("language = 'X'\n[names]\nand = [1]", r"\[names\] and: 1 is no text"),
        ("language = 'X'\n[names]\nand = ['&']", r"\[names\] and: '&' has no letters"),
        ("language = 'X'\n[names]\nand = ['a  b']", "'a  b' has spaces"),
        ("language = 'X'\n[names]\nand = ['É', 'e']", "'e' stands there twice"),
        ("language = 'X'\n[names]\nand = ['Ph.D.', 'PhD']", "'PhD' stands there twice"),
        ("language = 'X'\n[names]\nand = ['abc*']", r"'abc\*' has too few letters"),
        ("language = 'X'\n[names]\nand = ['ab*cdefg']", "a star elsewhere"),
        ("language = 'X'\n[names]\nand = ['*big group']", "a star elsewhere"),
        ("language = 'X'\n[headings]\nnotes = ['refer*']", "a heading has no star"),
        (
            "language = 'X'\n[headings]\nnotes = ['Ö']\nreferences = ['o']",
            r"xx.toml: \[headings\] references: 'o' is a phrase of notes in xx.toml",
        ),
    ],
)
def test_a_broken_file_is_told_by_file_table_and_entry(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(SettingsError, match=told):
        vocabulary_in(written(tmp_path, xx=text))


def test_two_files_may_not_disagree_on_a_heading(tmp_path: Path) -> None:
    first = "language = 'A'\n[headings]\nnotes = ['Noten']"
    second = "language = 'B'\n[headings]\nreferences = ['NOTEN']"
    with pytest.raises(SettingsError, match=r"b.toml: .*'NOTEN' is a phrase of notes in a.toml"):
        vocabulary_in(written(tmp_path, a=first, b=second))


def test_a_new_language_needs_a_file_and_nothing_else(tmp_path: Path) -> None:
    text = "language = 'Klingon'\n[headings]\nreferences = ['tetlh']\n[names]\nand = [\"'ej\"]"
    words = vocabulary_in(written(tmp_path, tlh=text))
    assert words.headings.heading_of(["3", ".", "TETLH"]) is Heading.REFERENCES
    assert "ej" in words.names.and_
    assert words.names.degrees.phrases == frozenset()


def test_entries_are_printable() -> None:
    for language, tables in read_languages(schema(), FOLDER).items():
        for entry in chain.from_iterable(e for lists in tables.values() for e in lists.values()):
            assert entry.isprintable() or "\u200c" in entry, (language, entry)


def test_no_word_mixes_alphabets() -> None:
    """A Latin "o" in a Cyrillic word looks right and is never found."""
    mixed = []
    for language, tables in read_languages(schema(), FOLDER).items():
        for entry in chain.from_iterable(e for lists in tables.values() for e in lists.values()):
            for word in tokens(entry):
                scripts = {unicodedata.name(char).split()[0] for char in word if char.isalpha()}
                if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
                    mixed.append((language, entry))
    assert mixed == []
