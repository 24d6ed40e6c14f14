"""The title of a reference, without what is printed around it."""

from __future__ import annotations

import re
from itertools import pairwise

from spv2_spark.decode.bibliography.abbreviations import with_stop
from spv2_spark.decode.bibliography.documents import (
    without_document,
    without_kind,
    without_patent,
    without_publisher,
)
from spv2_spark.decode.bibliography.editions import without_edition
from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.bibliography.numbers import with_last_number
from spv2_spark.decode.document import told_parts
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.decode.text.edges import Part, trimmed
from spv2_spark.layout.vocabulary import vocabulary

_REMARK = re.compile(r"(Version|release)v?\d[\w.-]*|latest|Computersoftware|Dataset")
_WORD_AND_TITLE = re.compile(r"([A-Z][a-z]+)([A-Z][a-z]+)")
_LEAST_TITLE = 3  # words of a title
_SHARE_TRANSLATED = 0.7  # of its length, at least; a plant's full name is shorter
_FIRST_WORDS = 6  # among which a group's last word may stand


@rule
def groups_glued_to_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """A group is printed without a space before the title: "PRISMA GroupPreferred"."""
    words = vocabulary()
    for before, (at, part) in pairwise(enumerate(parts[:_FIRST_WORDS])):
        word = before[1].text
        glued = _WORD_AND_TITLE.fullmatch(part.text)
        is_name = word[:1].isupper() and word not in words.text.function_words
        if glued and is_name and glued[1] in words.group_author.any:
            return [part._replace(text=glued[2], glued=False), *parts[at + 1 :]]
    return parts


@rule
def edges_of_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """Quotes around a title, and the marks that part it from its neighbours, are none of it."""
    return trimmed(parts)


@rule
def archives_behind_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """Styles print the archive of software or data behind its title: ". Zenodo"."""
    is_behind_stop = [part.text for part in parts[-2:-1]] == ["."]
    is_archive = is_behind_stop and parts[-1].text in vocabulary().references.archives
    return trimmed(parts[:-2]) if is_archive else parts


@rule
def versions_behind_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """Styles print what version of software was used behind its title: "(Version 1.0.3)".

    "(version 1.1)" in small letters is a title's own.
    """
    opened, said = _last_bracket(parts, "[(", ")]")
    return trimmed(parts[:opened]) if opened and _REMARK.fullmatch("".join(said)) else parts


@rule
def media_behind_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """Styles say behind a title what it is printed on: "[Internet]", "[Текст]"."""
    opened, said = _last_bracket(parts, "[", "]")
    is_medium = bool(said) and vocabulary().references.online.at_start(said) == len(said)
    return trimmed(parts[:opened]) if is_medium else parts


@rule
def translations_behind_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """A title in another language or in Latin letters has its translation behind it, in brackets.

    "[Translated title]" alone is the title; "[in Russian]" is a remark.
    """
    opened, said = _last_bracket(parts, "[", "]")
    words = sum(map(str.isalpha, said))
    if not said or not said[0][0].isupper():
        return parts
    if parts[opened - 1].text in vocabulary().text.function_words:
        return parts  # "Crystal structure of [...]"
    is_translation = opened >= _LEAST_TITLE and words >= _SHARE_TRANSLATED * opened
    return trimmed(parts[:opened]) if is_translation else parts


@rule
def documents_behind_titles(entry: Entry, parts: list[Part]) -> list[Part]:
    """Reports and standards say behind the title which they are: ". W3C Recommendation 2013"."""
    return without_document(entry, parts)


@rule
def kinds_behind_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """Russian lists say of a book what it is, behind a colon: "Степи Заволжья : монография"."""
    return without_kind(parts)


@rule
def publishers_behind_titles(_: Entry, parts: list[Part]) -> list[Part]:
    """Taggers run on from a book to its publisher: "Sinh lý cá. Nhà xuất bản Nông nghiệp"."""
    return without_publisher(parts)


@rule
def editions_behind_titles(entry: Entry, parts: list[Part]) -> list[Part]:
    """Which edition a book is, is no part of its title: "Kilns and clays, 2nd ed."."""
    return without_edition(entry, parts)


@rule
def patents_behind_titles(entry: Entry, parts: list[Part]) -> list[Part]:
    """Chinese lists print a patent's number behind its title and a colon: ": CN110572589B[P]"."""
    return without_patent(entry, parts)


@rule
def numbers_that_end_titles(entry: Entry, parts: list[Part]) -> list[Part]:
    """Taggers leave out a number that ends a title, as if it were a volume: "Landslides 101"."""
    return with_last_number(entry, parts)


@rule
def abbreviations_that_end_titles(entry: Entry, parts: list[Part]) -> list[Part]:
    """The stop of "et al." at a title's end is the title's: "The legacy of Jahoda et al."."""
    return with_stop(entry, parts, title=True)


def _last_bracket(parts: list[Part], opening: str, closing: str) -> tuple[int, list[str]]:
    """Return where the first bracket opens, and what it says if it ends the title; else (0, [])."""
    opened = next((at for at, part in enumerate(parts) if at and part.text in opening), 0)
    is_last = opened > 0 and parts[-1].text in closing
    return (opened, [part.text for part in parts[opened + 1 : -1]]) if is_last else (0, [])


REFERENCE_TITLE_TEXT = Chapter(
    "references: text of the title",
    (
        groups_glued_to_titles,
        edges_of_titles,
        archives_behind_titles,
        versions_behind_titles,
        media_behind_titles,
        translations_behind_titles,
        documents_behind_titles,
        kinds_behind_titles,
        publishers_behind_titles,
        editions_behind_titles,
        patents_behind_titles,
        numbers_that_end_titles,
        abbreviations_that_end_titles,
    ),
    told_parts,
)
