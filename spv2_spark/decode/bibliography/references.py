"""Entries of the bibliography to References."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from spv2_spark.decode.bibliography.author_rules import authors_of
from spv2_spark.decode.bibliography.brackets import TITLE_OR_VENUE
from spv2_spark.decode.bibliography.entry import Entry, ListStyle
from spv2_spark.decode.bibliography.name_end_rules import print_stops_of_initials
from spv2_spark.decode.bibliography.places import print_places_behind_venues
from spv2_spark.decode.bibliography.surnames_first import order_of
from spv2_spark.decode.bibliography.title_rules import REFERENCE_TITLE_TEXT
from spv2_spark.decode.bibliography.venue_rules import VENUE, VENUE_TEXT, venues_end_with_stops
from spv2_spark.decode.bibliography.work_rules import WORK, Work
from spv2_spark.decode.bibliography.year_rules import year_of
from spv2_spark.decode.calibration import with_confidences
from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.regions import regions_of
from spv2_spark.decode.rules import Chapter, Piece, rule
from spv2_spark.decode.text.edges import Part
from spv2_spark.decode.text.parts import parts_of, string_of
from spv2_spark.decode.values import value_of_parts
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Reference, Value
from spv2_spark.layout.headings import heading_of
from spv2_spark.layout.vocabulary import Heading, vocabulary

_REPEATED = re.compile(r"^\W*([—―‒–_\-]\s*){2,}|^\W*—\s*[.,]")
_MARKS = frozenset(".,:")  # behind a word for authors
_HEADING = 8  # tokens of a heading in its line, and the mark behind it
_SECTIONS = frozenset(
    [
        Heading.ABSTRACT,
        Heading.KEYWORDS,
        Heading.ACKNOWLEDGEMENTS,
        Heading.CONTRIBUTIONS,
        Heading.FUNDING,
        Heading.CONFLICTS,
        Heading.ETHICS,
        Heading.DATA,
        Heading.CORRESPONDENCE,
    ]
)
_START = 8  # tokens of an entry, among which a dash may stand for its authors


class ReadEntry(NamedTuple):
    """An entry, and the reference that was made of it."""

    entry: EntrySpan
    reference: Reference


def references_of(document: DecodedDocument) -> list[ReadEntry]:
    """Return every entry in which any field was found, with the Reference that it is."""
    style = ListStyle(
        venues_end_with_stops(document),
        print_places_behind_venues(document),
        print_stops_of_initials(document),
        *order_of(document),
    )
    read = [
        ReadEntry(entry, _reference(Entry(document, entry, style))) for entry in document.entries
    ]
    return REFERENCES(document, read)


@rule
def entries_without_fields(_: DecodedDocument, read: list[ReadEntry]) -> list[ReadEntry]:
    """Entries of notes and captions have no field of a reference: they are none.

    Scores count fields and cannot see it; whoever reads the references would.
    """

    def is_empty(one: Reference) -> bool:
        return not (one.title or one.authors or one.venue or one.year)

    return [one for one in read if not is_empty(one.reference)]


@rule
def sections_as_entries(document: DecodedDocument, read: list[ReadEntry]) -> list[ReadEntry]:
    """Behind a list stand sections with a heading in their line: "Résumé. ...", "Funding: none".

    What begins so and has no year is no reference.
    """
    kept = []
    for one in read:
        words = [document.texts[index] for index in one.entry.indices[:_HEADING]]
        stop = next((at for at, word in enumerate(words) if word in ".:"), 0)
        heading = heading_of(words[:stop]) if stop else None
        if one.reference.year or heading not in _SECTIONS:
            kept.append(one)
    return kept


@rule
def lists_of_members(document: DecodedDocument, read: list[ReadEntry]) -> list[ReadEntry]:
    """A group names its members behind the list: many names, and nothing of a work."""
    most = document.thresholds.references.members

    def are_members(one: Reference) -> bool:
        return len(one.authors) > most and not (one.title or one.venue or one.year)

    return [one for one in read if not are_members(one.reference)]


@rule
def dashes_for_authors(document: DecodedDocument, read: list[ReadEntry]) -> list[ReadEntry]:
    """A dash stands for the authors of the entry before, in the humanities above all."""
    told: list[ReadEntry] = []
    for one in read:
        is_dash = bool(told) and not one.reference.authors
        if is_dash and _REPEATED.match(_start(document, one.entry)):
            authors = told[-1].reference.authors
            told.append(one._replace(reference=replace(one.reference, authors=authors)))
        else:
            told.append(one)
    return told


@rule
def words_for_authors(document: DecodedDocument, read: list[ReadEntry]) -> list[ReadEntry]:
    """A word stands for the authors of the entry before: "Ders.", "Idem", "Он же".

    A mark follows it, and no other name: "Dies ist ein Lied" is a title.
    """
    told: list[ReadEntry] = []
    for one in read:
        if told and _stands_for_authors(document, one):
            authors = told[-1].reference.authors
            told.append(one._replace(reference=replace(one.reference, authors=authors)))
        else:
            told.append(one)
    return told


def _stands_for_authors(document: DecodedDocument, one: ReadEntry) -> bool:
    texts = [document.texts[at] for at in one.entry.indices[:_START]]
    while texts and not texts[0].isalpha():
        texts.pop(0)  # the printed number
    size = vocabulary().references.same_author.at_start(texts)
    if not size or not texts[0][0].isupper():
        return False
    names = " ".join(author.name.text for author in one.reference.authors).split()
    has_mark = not _MARKS.isdisjoint(texts[size - 1 : size + 1])
    return has_mark and len(names) <= size


def _told(document: DecodedDocument, read: Sequence[ReadEntry]) -> list[Piece]:
    return [
        Piece(
            f"{', '.join(author.name.text for author in reference.authors)}: {reference.text}",
            entry.indices,
        )
        for entry, reference in read
    ]


REFERENCES = Chapter(
    "references: list",
    (
        entries_without_fields,
        sections_as_entries,
        lists_of_members,
        dashes_for_authors,
        words_for_authors,
    ),
    _told,
)


def _reference(entry: Entry) -> Reference:
    spans = (entry.likeliest(entry.span.of(one)) for one in (Field.BIB_TITLE, Field.BIB_VENUE))
    title, venue = (span and TITLE_OR_VENUE(entry, span) for span in spans)
    work = WORK(entry, Work(title, venue and VENUE(entry, venue)))
    confidence = entry.document.entry_probability(entry.indices)
    reference = Reference(
        title=_value_of(entry, work.title, REFERENCE_TITLE_TEXT),
        authors=authors_of(entry),
        venue=_value_of(entry, work.venue, VENUE_TEXT),
        year=year_of(entry),
        regions=regions_of(entry.document.view, entry.indices),
        text=string_of(_parts(entry, entry.indices)),
        confidence=confidence,
    )
    return with_confidences(reference, lambda _, one: one * confidence)


def _value_of(entry: Entry, span: Span | None, text: Chapter[Entry, list[Part]]) -> Value | None:
    """Return a span's value, with its text as the chapter leaves it."""
    parts = text(entry, _parts(entry, span.indices)) if span else []
    return value_of_parts(entry.document, parts)


def _parts(entry: Entry, indices: Sequence[int]) -> list[Part]:
    return parts_of(entry.document.view, indices, entry.document.dehyphenator)


def _start(document: DecodedDocument, entry: EntrySpan) -> str:
    """Return the entry's first tokens without its printed number."""
    texts = [document.texts[index] for index in entry.indices[:_START]]
    return " ".join(text for text in texts if not text.isdigit() and text not in "[]().")[:40]
