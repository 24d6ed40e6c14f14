"""The tables of the language files, as dataclasses: a table's keys are its fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spv2_spark.layout.heading_words import Headings
from spv2_spark.layout.word_list import WordList


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

    @cached_property
    def any(self) -> WordList:
        """All three lists."""
        return self.sure | self.possible | self.bodies


@dataclass(frozen=True)
class RoleWords:
    """What stands right before or behind a name and says what the person did."""

    author_before: WordList
    author_behind: WordList
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

    @cached_property
    def other_before(self) -> WordList:
        """What before a name makes it another's than an author's."""
        return (
            self.editor_before
            | self.translator_before
            | self.reviewer_before
            | self.supervisor_before
            | self.corresponding_before
        )

    @cached_property
    def other_behind(self) -> WordList:
        """What behind a name makes it another's than an author's; those who answer letters are."""
        return (
            self.editor_behind
            | self.translator_behind
            | self.reviewer_behind
            | self.supervisor_behind
        )


@dataclass(frozen=True)
class NameWords:
    """What stands in, around and between the names of persons."""

    honorifics: WordList  # before a name
    degrees: WordList  # behind a name, for sure
    possible_degrees: WordList  # may also be names or initials: "MA", "DO"
    memberships: WordList  # behind a name: "Senior Member, IEEE"
    particles: WordList  # before a surname: "van", "de la"
    suffixes: WordList  # behind a surname: "Jr", "filho"
    capital_starts: WordList  # of one word with two capitals: "McGowan"
    hyphen_starts: WordList  # first parts of names with a hyphen: "Al-Sayed", "Jean-Paul"
    surnames: WordList  # short ones, which look like initials in capitals
    and_: WordList  # "and" in the files; "&" and other marks are no words
    by: WordList
    et_al: WordList  # what cuts a list of names short
    nobody: WordList  # what stands in an author's place


@dataclass(frozen=True)
class ReferenceWords:
    """What the entries of a bibliography print beside names, titles and venues."""

    in_: WordList  # before the book that holds a chapter; "in" in the files
    not_in: WordList  # phrases that begin with such a word: "in vitro"
    volume: WordList
    number: WordList  # of an issue, a report, an article
    pages: WordList
    edition: WordList
    part: WordList
    supplement: WordList
    series: WordList
    accessed: WordList  # before the date on which a page was read
    available: WordList  # before an address
    online: WordList  # "[Internet]"
    in_press: WordList
    no_date: WordList
    months: WordList  # whole and abbreviated
    thesis: WordList
    report: WordList
    patent: WordList
    meeting: WordList  # conferences and their proceedings
    work_kinds: WordList  # "[Computer software]", "[Dataset]", "version"
    notices: WordList  # "erratum", "retracted"
    publishers: WordList
    archives: WordList  # of software and data
    programming_languages: WordList


@dataclass(frozen=True)
class ArticleTypeWords:
    """What an article prints to say of what kind it is."""

    whole: WordList  # lines that say nothing else: "Review Article"
    words: WordList  # of which such lines are made, together with `joints`
    joints: WordList  # small words between them: "letter TO THE editor"


@dataclass(frozen=True)
class NumberingWords:
    """What stands before a number: in captions, on pages, in headings."""

    figure: WordList
    table: WordList
    scheme: WordList  # and charts, plates, maps
    box: WordList
    algorithm: WordList
    equation: WordList
    page: WordList
    section: WordList
    chapter: WordList
    article: WordList


@dataclass(frozen=True)
class DateWords:
    """What stands before the dates of an article's making."""

    received: WordList
    revised: WordList
    accepted: WordList
    published: WordList


@dataclass(frozen=True)
class TextWords:
    """Small words of running text."""

    function_words: WordList  # the commonest: by them a language is known
    open_ends: WordList  # words that end no title: "of", "with"
    abbreviations: WordList  # with a stop that ends no sentence: "spp.", "etc."
    inner: WordList  # between hyphens: "state-of-the-art"


@dataclass(frozen=True)
class HyphenWords:
    """Parts of words at the ends of lines, for a hyphen that stays or goes."""

    keeps_behind: WordList  # a hyphen behind them stays: "self-"
    keeps_before: WordList  # a hyphen before them stays: "-based"
    endings: WordList  # only end words: "-ations"


@dataclass(frozen=True)
class Vocabulary:
    """The lists of one language, or of all; a table of the files is a field."""

    headings: Headings
    affiliation: AffiliationWords
    group_author: GroupAuthorWords
    roles: RoleWords
    names: NameWords
    references: ReferenceWords
    article_types: ArticleTypeWords
    numbering: NumberingWords
    dates: DateWords
    text: TextWords
    hyphens: HyphenWords


TABLES: dict[str, Any] = {
    "affiliation": AffiliationWords,
    "group_author": GroupAuthorWords,
    "roles": RoleWords,
    "names": NameWords,
    "references": ReferenceWords,
    "article_types": ArticleTypeWords,
    "numbering": NumberingWords,
    "dates": DateWords,
    "text": TextWords,
    "hyphens": HyphenWords,
}
