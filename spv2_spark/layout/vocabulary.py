"""The words by which a scholarly document is read, in every language at hand.

They stand in `languages/`, one TOML file a language ("any" is for what all languages print);
docs/recipes/language.md says how to add to them. `vocabulary()` merges all files, and
`vocabulary("de")` is one language's. Each list is a WordList, which finds words whatever their
case, accents and marks:

    >>> words = vocabulary()
    >>> "Universität" in words.affiliation.sure  # one word
    True
    >>> words.roles.editor_before.at_end("A book , edited by".split())  # as many words, else 0
    2
    >>> words.roles.editor_behind.at_start("( Eds . ) Berlin".split())  # marks are counted
    2
    >>> words.group_author.any.is_within("for the ALPHA Collaboration".split())  # anywhere
    True
    >>> words.article_types.whole.is_all_of("REVIEW ARTICLE".split())
    True
    >>> "März" in words.references.months.entries  # as spelt; `phrases` has them folded
    True

`at_start`, `at_end`, `is_within` and `is_all_of` take tokens: marks may stand among them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from spv2_spark.errors import SettingsError
from spv2_spark.layout.heading_words import Heading, Headings
from spv2_spark.layout.language_files import FOLDER, Tables, read_languages
from spv2_spark.layout.word_list import WordList
from spv2_spark.layout.word_tables import TABLES, Vocabulary

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["Heading", "Headings", "Vocabulary", "WordList", "heading_of", "vocabulary"]


def heading_of(words: Sequence[str]) -> Heading | None:
    """Return which known heading the tokens of a line are, None if they say anything else.

    A section's number may stand before it ("7", "7.2.", "VII.", "A.", "一、"), a colon behind it
    (a stop only where a number or a capital begins the line), brackets and bullets around it;
    letters may stand apart ("A B S T R A C T"), "&" for "and", and a label of its own behind
    an appendix ("Appendix B").

    >>> heading_of(["7", ".", "Literaturverzeichnis"]), heading_of(["References", "differ"])
    (<Heading.REFERENCES: 'references'>, None)
    """
    return vocabulary().headings.heading_of(words)


@cache
def vocabulary(language: str = "") -> Vocabulary:
    """Return the words of all languages, or of one by the name of its file ("de").

    Raise SettingsError for a broken file (see language_files) and an unknown language.
    """
    languages = _read()
    if language and language not in languages:
        raise SettingsError(f"no words in {language!r}: there are {', '.join(languages)}")
    return merged([languages[language]] if language else languages.values())


def vocabulary_in(folder: Traversable) -> Vocabulary:
    """Return the words of all files in a folder; not cached."""
    return merged(read_languages(schema(), folder).values())


def schema() -> dict[str, tuple[str, ...]]:
    """Return the tables that a file may have, and the keys of each."""
    tables = {
        name: tuple(field.name.removesuffix("_") for field in dataclasses.fields(table))
        for name, table in TABLES.items()
    }
    return {"headings": tuple(heading.value for heading in Heading), **tables}


def merged(languages: Iterable[Tables]) -> Vocabulary:
    """Return the words of several files as one."""
    found = list(languages)

    def entries(table: str, key: str) -> WordList:
        return WordList.of(one for tables in found for one in tables.get(table, {}).get(key, ()))

    tables = {
        name: table(
            **{
                field.name: entries(name, field.name.removesuffix("_"))
                for field in dataclasses.fields(table)
            }
        )
        for name, table in TABLES.items()
    }
    lists = {heading: entries("headings", heading.value) for heading in Heading}
    headings = Headings.of(lists, tables["names"].and_.entries)
    return Vocabulary(headings=headings, **tables)


@cache
def _read() -> dict[str, Tables]:
    return read_languages(schema(), FOLDER)
