"""The words by which a scholarly document is read, in every language at hand.

They stand in `languages/`, one TOML file a language ("any" is for what all languages print);
docs/recipes/language.md says how to add to them. A table of the files is a class here, a key of
it a field, and each list a WordList, which finds words whatever their case, accents and marks:

    >>> words = vocabulary()
    >>> "Universität" in words.affiliation.sure  # one word
    True
    >>> words.roles.editor_before.at_end("A book , edited by".split())  # as many words, else 0
    2
    >>> words.roles.editor_behind.at_start("( Eds . ) Berlin".split())  # marks are counted
    2
    >>> words.group_author.any.is_within("for the ALPHA Collaboration".split())  # anywhere
    True

`at_start`, `at_end` and `is_within` take tokens: marks may stand among them.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import Any, get_type_hints

from spv2_spark.layout.word_list import WordList, fold

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

FOLDER = files("spv2_spark.layout") / "languages"


class Heading(str, Enum):
    """What a heading heads; the values are the keys of [headings] in a language's file."""

    ABSTRACT = "abstract"
    HIGHLIGHTS = "highlights"
    KEYWORDS = "keywords"
    ARTICLE_INFO = "article_info"
    CITATION = "citation"  # how the article itself is to be cited
    CONTENTS = "contents"
    INTRODUCTION = "introduction"
    BACKGROUND = "background"
    OBJECTIVES = "objectives"
    METHODS = "methods"
    RESULTS = "results"
    DISCUSSION = "discussion"
    CONCLUSIONS = "conclusions"
    ACKNOWLEDGEMENTS = "acknowledgements"
    CONTRIBUTIONS = "contributions"
    FUNDING = "funding"
    CONFLICTS = "conflicts"
    ETHICS = "ethics"
    DATA = "data"
    SUPPLEMENT = "supplement"
    ABBREVIATIONS = "abbreviations"
    AUTHORS = "authors"  # about them: biographies, addresses, ORCIDs
    CORRESPONDENCE = "correspondence"
    REFERENCES = "references"
    FURTHER_READING = "further_reading"
    NOTES = "notes"
    APPENDIX = "appendix"
    INDEX = "index"
    PUBLISHER_NOTE = "publisher_note"


@dataclass(frozen=True)
class AffiliationWords:
    """What occurs in the names of institutions and in addresses."""

    sure: WordList  # the line that has one is an affiliation's
    possible: WordList  # may also be a group author's, a journal's, a person's

    @cached_property
    def any(self) -> WordList:
        """Both lists."""
        return self.sure | self.possible


@dataclass(frozen=True)
class GroupAuthorWords:
    """What occurs in the names of authors that are no persons."""

    sure: WordList  # only groups that sign papers are called so
    possible: WordList  # also in running text
    bodies: WordList  # organisations and firms
    firsts: WordList  # begin the names of bodies

    @cached_property
    def any(self) -> WordList:
        """What a group is called by: the first three lists."""
        return self.sure | self.possible | self.bodies


@dataclass(frozen=True)
class RoleWords:
    """What stands right before or behind a name and says what the person did."""

    author_before: WordList
    author_behind: WordList
    student_before: WordList  # whose thesis it is
    editor_before: WordList
    editor_behind: WordList
    translator_before: WordList
    translator_behind: WordList
    reviewer_before: WordList
    reviewer_behind: WordList
    supervisor_before: WordList
    supervisor_behind: WordList
    corresponding_before: WordList
    corresponding_behind: WordList
    behalf: WordList  # before a group that authors sign for

    @cached_property
    def other_before(self) -> WordList:
        """What stands before people who are not the paper's authors."""
        return self.supervisor_before | self.reviewer_before | self.editor_before


@dataclass(frozen=True)
class NameWords:
    """What stands in, around and between the names of persons."""

    degrees: WordList  # behind a name, for sure
    possible_degrees: WordList  # may also be names or initials: "MA", "DO"
    titles: WordList  # before a name, with their stops: "TS.", "ดร."; on the paper's own front
    memberships: WordList  # behind a name: "Senior Member, IEEE"
    particles: WordList  # before a surname: "van", "de la"
    suffixes: WordList  # behind a surname: "Jr", "filho"
    capital_starts: WordList  # of one word with two capitals: "McGowan"
    hyphen_starts: WordList  # first parts of names with a hyphen: "Al-Sayed", "Jean-Paul"
    surnames: WordList  # short ones, which look like initials in capitals
    undivided_surnames: WordList  # that names begin with which no space divides: "王", "김"
    double_surnames: WordList  # of two words, where surnames are first: "Tôn Thất"
    patronymics: WordList  # the last of three names where the surname is first: "*ович"
    family_first: WordList  # of pages that print names with the surname first, in Hungarian
    by: WordList
    and_: WordList  # before the last of several; "and" in the files
    and_letters: WordList  # "and" as the first letter of the last name: Hebrew's "ו"
    with_and_letters: WordList  # names that begin with such a letter themselves


@dataclass(frozen=True)
class ReferenceWords:
    """What the entries of a bibliography print beside names, titles and venues."""

    in_: WordList  # before the book that holds a chapter; "in" in the files
    volume: WordList
    edition: WordList
    part: WordList
    supplement: WordList
    accessed: WordList  # before the date on which a page was read
    online: WordList  # "[Internet]"; and other media
    notices: WordList  # "erratum", "retracted"
    publishers: WordList
    archives: WordList  # of software and data
    monographs: WordList  # series of whole books: "Graduate Texts in"
    book_series: WordList  # behind the proceedings or the book: "LNCS"
    forthcoming: WordList  # in a year's place or behind a venue: "in press"
    signals: WordList  # before the first author of a work that a note cites: "see", "cf."
    kinds: WordList  # of works that stand alone: "computer software", "technical report"
    documents: WordList  # with a number, behind a title: "W3C Recommendation"
    books: WordList  # kinds of them, behind a title's colon: "учебник"
    versions: WordList  # before a number that ends a name: "Release 15"
    same_author: WordList  # in the place of who wrote the work before: "Idem", "Ders."
    standards: WordList  # letters of bodies before the number of a standard: "ISO", "ГОСТ"
    series: WordList  # in the heading of a series' list of its own papers


@dataclass(frozen=True)
class WorkWords:
    """What a work calls itself."""

    theses: WordList  # on title pages of theses: "dissertation", "tesis doctoral"
    drafts: WordList  # begin the notice of a draft: "do not cite"
    titles: WordList  # before a title, with a colon
    running_heads: WordList  # before what is printed over the pages, with a colon
    series: WordList  # end the name of a series: "working papers"
    studies: WordList  # in subtitles that journals keep apart: "a randomized controlled trial"


@dataclass(frozen=True)
class DateWords:
    """What stands before the dates of a paper's own history."""

    received: WordList
    revised: WordList
    accepted: WordList
    published: WordList


@dataclass(frozen=True)
class TextWords:
    """Small words of running text."""

    function_words: WordList  # the commonest: by them a language is known
    inner: WordList  # between hyphens: "state-of-the-art"
    abbreviations: WordList  # end titles, with their stop: "et al.", "2020 r."


@dataclass(frozen=True)
class HyphenWords:
    """Parts of words at the ends of lines, for a hyphen that stays or goes."""

    keeps_behind: WordList  # a hyphen behind them stays: "self-"
    keeps_before: WordList  # a hyphen before them stays: "-based"
    endings: WordList  # only end words: "-ations"


@dataclass(frozen=True)
class Vocabulary:
    """The lists of all languages; a table of the files is a field."""

    headings: Mapping[Heading, WordList]  # two of them may not share a phrase
    affiliation: AffiliationWords
    group_author: GroupAuthorWords
    roles: RoleWords
    names: NameWords
    references: ReferenceWords
    works: WorkWords
    dates: DateWords
    text: TextWords
    hyphens: HyphenWords

    @cached_property
    def appendices(self) -> WordList:
        """What heads an appendix, or says that there is one."""
        return self.headings[Heading.APPENDIX] | self.headings[Heading.SUPPLEMENT]

    @cached_property
    def author_before(self) -> WordList:
        """What stands before an author: a role, or "by"."""
        return self.roles.author_before | self.names.by

    @cached_property
    def author_of_work_before(self) -> WordList:
        """What stands before an author, of a thesis too."""
        return self.author_before | self.roles.student_before


def read_languages() -> dict[str, dict[str, Any]]:
    """Return the tables of every file, by its name without ".toml"; tests/layout checks them."""
    found = sorted(FOLDER.iterdir(), key=lambda one: one.name)
    return {
        one.name.removesuffix(".toml"): tomllib.loads(one.read_text(encoding="utf-8"))
        for one in found
    }


@cache
def vocabulary() -> Vocabulary:
    """Return the words of all languages."""
    return merged(read_languages().values())


@cache
def languages_of() -> Mapping[str, frozenset[str]]:
    """Return {function word: the codes of the languages that have it}, folded.

    >>> sorted(languages_of()["vom"])
    ['de']
    """
    found: dict[str, set[str]] = {}
    for code, tables in read_languages().items():
        for word in tables.get("text", {}).get("function_words", ()):
            found.setdefault(fold(word), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def merged(languages: Collection[Mapping[str, Any]]) -> Vocabulary:
    """Return the words of several files as one."""

    def words(table: str, key: str) -> WordList:
        said = (one.get(table, {}).get(key.removesuffix("_"), ()) for one in languages)
        return WordList.of(chain.from_iterable(said))

    return Vocabulary(
        headings={one: words("headings", one.value) for one in Heading},
        **{
            name: table(**{key: words(name, key) for key in get_type_hints(table)})
            for name, table in get_type_hints(Vocabulary).items()
            if name != "headings"
        },
    )
