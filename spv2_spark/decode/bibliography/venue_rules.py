"""The venue of a reference: the journal, the proceedings, the book that holds a chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spv2_spark.decode.bibliography.abbreviations import with_stop
from spv2_spark.decode.bibliography.brackets import with_brackets
from spv2_spark.decode.bibliography.documents import is_document, without_document, without_kind
from spv2_spark.decode.bibliography.editions import EDITION
from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.bibliography.numbers import with_last_number
from spv2_spark.decode.bibliography.places import without_place
from spv2_spark.decode.bibliography.series_rules import (
    editions_behind_books,
    numbered_series_behind_venues,
    publishers_behind_books,
    series_before_venues,
    series_behind_venues,
    theses_behind_books,
    words_as_venues,
)
from spv2_spark.decode.document import DecodedDocument, Span, told_parts, told_span
from spv2_spark.decode.front.scripts import LATIN, script_of
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.decode.text.edges import Part, trimmed
from spv2_spark.domain.label import Field
from spv2_spark.layout.months import month_of
from spv2_spark.layout.vocabulary import vocabulary

_CYRILLIC_VOWELS = frozenset("аеёиоуыэюяіїє")
_NUMBERED = frozenset(
    ["No", "Nr", "Num", "Number", "Issue", "Article", "Art", "Paper", "Page", "Pp", "Special"]
)
_YEAR = re.compile(r"(19|20)\d\d[a-z]?")


@rule
def places_of_venues(entry: Entry, span: Span) -> Span:
    """Indexed journals have a place or a year in their name: "Rheumatology (Oxford). 2010;49".

    "J Appl Physiol (1985) 2017;122" has one too, not so "(Suppl 1)".
    """
    texts, last = entry.document.texts, span.last
    stop = last + 3 + entry.decoding.thresholds.references.place
    if entry.document.text_at(last + 1) != "(" or ")" not in texts[last + 2 : stop]:
        return span
    end = texts.index(")", last + 2)
    words = texts[last + 2 : end]
    is_founding = len(words) == 1 and _YEAR.fullmatch(words[0])
    after = [text for text in texts[end + 1 : end + 3] if text != "."]
    is_dated = bool(after) and _YEAR.fullmatch(after[0])
    if is_dated and (is_founding or _is_place(words)):
        return Span(span.field, (*span.indices, *range(last + 1, end + 1)))
    return span


@rule
def ends_of_venues(entry: Entry, span: Span) -> Span:
    """Taggers leave a journal's last word before its volume: "Robot Auton" of "Robot Auton Syst 7".

    A month, a word for a number ("Issue 7") and a town before a year are none.
    """
    document = entry.document
    end = span.last + 1
    while end <= span.last + entry.decoding.thresholds.references.venue_end:
        text = document.text_at(end)
        if end not in entry.indices or document.labels[end] or not _may_end_venue(text):
            break
        end += 1
    is_numbered = end > span.last + 1 and document.text_at(end).isdecimal()
    if is_numbered and document.labels[end]:  # a year: "MIT Press Cambridge 2010"
        is_numbered = document.text_at(end + 1) == ";"
    return Span(span.field, (*span.indices, *range(span.last + 1, end))) if is_numbered else span


@rule
def places_behind_venues(entry: Entry, span: Span) -> Span:
    """Brazil's lists have the place behind the journal: "Redes, Santa Cruz do Sul, v. 19".

    Only where the tagger left it out of other entries it is sure to be none of the name.
    """
    return without_place(entry.document, span) if entry.style.places_behind_venues else span


@rule
def stops_of_abbreviations(entry: Entry, span: Span) -> Span:
    """The full stop behind "J. Biol. Chem" closes an abbreviation, and taggers leave it.

    Another one parts the venue from what follows, and taggers take it in.
    """
    texts, after = entry.document.texts, span.last + 1
    is_abbreviated = _is_abbreviated(entry, span)
    if texts[span.last] == "." and not is_abbreviated and len(span.indices) > 1:
        return Span(span.field, span.indices[:-1])
    if texts[span.last] != "." and is_abbreviated and entry.document.text_at(after) == ".":
        return Span(span.field, (*span.indices, after))
    return span


@rule
def stops_of_books(entry: Entry, span: Span) -> Span:
    """A whole book has its title in the venue's place: its stop closes no abbreviation.

    A title has words in small letters before its last, "Handbook of Medicinal Herbs."; a
    journal's name that is abbreviated has none, or stops behind other words, too.
    """
    texts, after = entry.document.texts, span.last + 1
    if texts[span.last] != "." or entry.span.of(Field.BIB_TITLE):
        return span
    before = [texts[index] for index in span.indices[:-2]]
    # "Dialogic Teaching: Rethinking Talk." has a subtitle, which no journal's short name has.
    is_title = any(text.islower() or text == ":" for text in before) and "." not in before
    is_parted = entry.document.text_at(after) not in (",", ";", ":")
    return Span(span.field, span.indices[:-1]) if is_title and is_parted else span


@rule
def edges_of_venues(_: Entry, parts: list[Part]) -> list[Part]:
    """Other marks and quotes around a venue part it from its neighbours."""
    return trimmed(parts, keep_period=True)


@rule
def states_behind_venues(_: Entry, parts: list[Part]) -> list[Part]:
    """What is not printed yet says so behind the venue: "American Economic Journal forthcoming"."""
    said = vocabulary().references.forthcoming.at_end([part.text for part in parts])
    return trimmed(parts[: len(parts) - said], keep_period=True) if 0 < said < len(parts) else parts


@rule
def documents_behind_books(entry: Entry, parts: list[Part]) -> list[Part]:
    """A report in the venue's place says which it is: "Icing Handbook. DOT/FAA/CT-88/8"."""
    return parts if entry.span.of(Field.BIB_TITLE) else without_document(entry, parts)


@rule
def documents_as_venues(entry: Entry, parts: list[Part]) -> list[Part]:
    """Reports and standards have a number in a journal's place: "NCHRP Rep. 698", "ASTM A370"."""
    return [] if entry.span.of(Field.BIB_TITLE) and is_document(entry, parts) else parts


@rule
def kinds_behind_books(_: Entry, parts: list[Part]) -> list[Part]:
    """Russian lists say what a book in the venue's place is: "Орнитология : сб. науч. тр."."""
    return without_kind(parts)


@rule
def versions_of_software(entry: Entry, parts: list[Part]) -> list[Part]:
    """Software in the venue's place loses its version's number: "Stata: Release 15. Texas"."""
    is_version = bool(parts) and parts[-1].text in vocabulary().references.versions
    return with_last_number(entry, parts) if is_version else parts


@rule
def abbreviations_that_end_venues(entry: Entry, parts: list[Part]) -> list[Part]:
    """Books and proceedings end with abbreviations, too: "Energy in 2020 r.", "материалы конф."."""
    return with_stop(entry, parts, title=False)


VENUE = Chapter(
    "references: venue",
    (
        ends_of_venues,
        places_of_venues,
        places_behind_venues,
        stops_of_abbreviations,
        stops_of_books,
    ),
    told_span,
)
VENUE_TEXT = Chapter(
    "references: text of the venue",
    (
        edges_of_venues,
        series_behind_venues,
        series_before_venues,
        numbered_series_behind_venues,
        publishers_behind_books,
        editions_behind_books,
        theses_behind_books,
        words_as_venues,
        states_behind_venues,
        documents_behind_books,
        documents_as_venues,
        kinds_behind_books,
        versions_of_software,
        abbreviations_that_end_venues,
    ),
    told_parts,
)


def _may_end_venue(text: str) -> bool:
    known = vocabulary().references
    numbering = (known.volume, known.supplement, known.part, known.edition)
    is_word = len(text) > 1 and text.isalpha() and text[0].isupper() and script_of(text) == LATIN
    is_number = text in _NUMBERED or any(text in one for one in numbering)
    return is_word and not is_number and not month_of(text)


def venues_end_with_stops(document: DecodedDocument) -> bool:
    """Whether the list's style puts a full stop between venue and volume or year.

    It does unless numbers follow several venues without one ("PLoS One 10, 4").
    """
    texts, limits = document.texts, document.thresholds.references
    with_stop = without = 0
    for span in (span for entry in document.entries for span in entry.of(Field.BIB_VENUE)):
        end = with_brackets(document, span).last
        stop = texts[end] == "." or document.text_at(end + 1) == "."
        after = document.text_at(end + 1 + (stop and texts[end] != "."))
        is_number = after[:1].isdigit() or after == "("
        with_stop += stop and is_number
        without += is_number and not stop
    return without < max(limits.few_venues, limits.style * (with_stop + without))


def _is_place(words: Sequence[str]) -> bool:
    """Whether words in brackets are a place's name: "Edinburgh, Scotland"."""
    known = vocabulary().references
    remarks = (known.supplement, known.edition, known.online, known.volume, known.part)
    is_name = bool(words) and words[0][:1].isupper()
    is_name = is_name and all(word.isalpha() or word == "," for word in words)
    return is_name and not any(word in one for word in words for one in (*remarks, known.notices))


def _is_whole_russian_word(last: Sequence[str]) -> bool:
    """Whether the last word ends in a Cyrillic vowel: abbreviations there end in a consonant."""
    return bool(last) and len(last[0]) > 1 and last[0][-1].lower() in _CYRILLIC_VOWELS


def _is_abbreviated(entry: Entry, span: Span) -> bool:
    """Whether a venue's last dot closes an abbreviation ("J. Biol. Chem.") and not a sentence.

    It does among other abbreviations, before another mark ("Virus Res., 12"), and before a
    number where the list's style has no stop there ("Virus Res. 12" beside "PLoS One 10").
    """
    texts = [entry.document.texts[index] for index in span.indices]
    inner = texts[:-1].count(".")
    words = sum(text[0].isalpha() for text in texts)
    if _is_whole_russian_word([text for text in texts if text != "."][-1:]):
        return False
    if inner and 2 * (inner + 1) >= words:
        return True
    behind = span.last + 1 + (texts[-1] != ".")
    after = entry.document.text_at(behind)
    if after in (",", ";", ":"):
        return True
    near = [entry.document.text_at(at) for at in range(behind, behind + EDITION)]
    if any(text in vocabulary().references.edition for text in near):  # "Traité. 2e éd."
        return False
    return not entry.style.venues_end_with_stops and (after[:1].isdigit() or after == "(")
