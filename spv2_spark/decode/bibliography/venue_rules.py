"""The venue of a reference: the journal, the proceedings, the book that holds a chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.bibliography.title_rules import groups_glued_to_titles
from spv2_spark.decode.brackets import with_brackets
from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.rules import Chapter, Decoding, Piece, rule
from spv2_spark.decode.text.edges import trimmed
from spv2_spark.decode.text.part import Part
from spv2_spark.domain.label import Field

_IN_PHRASES = frozenset(["vitro", "vivo", "silico", "situ", "utero", "ovo", "planta", "practice"])
_VENUE_END = frozenset(["vol", "no", "pp", "issue", "vols"])
_NO_PLACE = frozenset(
    ["suppl", "supplement", "ed", "eds", "internet", "online", "vol", "part", "erratum"]
)
_YEAR = re.compile(r"(19|20)\d\d[a-z]?")


@dataclass(frozen=True, slots=True)
class VenueText:
    """A venue's span, whose text is being made."""

    entry: Entry
    span: Span

    @property
    def decoding(self) -> Decoding:
        """That of the document."""
        return self.entry.decoding

    def told(self, parts: list[Part]) -> list[Piece]:
        """Return parts of a string in words, for a trace."""
        return self.entry.told_parts(parts)


@rule
def brackets_of_venues(entry: Entry, span: Span) -> Span:
    """Taggers leave the end of a venue in brackets: "Spine (Phila" of "Spine (Phila Pa 1976)"."""
    return with_brackets(entry.document, span)


@rule
def places_of_venues(entry: Entry, span: Span) -> Span:
    """Indexed journals have a place or a year in their name: "Rheumatology (Oxford). 2010;49".

    "J Appl Physiol (1985) 2017;122" has one too, not so "(Suppl 1)".
    """
    texts, last = entry.document.texts, span.last
    stop = last + 3 + entry.decoding.thresholds.references.place
    if texts[last + 1 : last + 2] != ("(",) or ")" not in texts[last + 2 : stop]:
        return span
    end = texts.index(")", last + 2)
    words = texts[last + 2 : end]
    if not words:
        return span
    is_name = all(word.isalpha() or word == "," for word in words) and words[0][:1].isupper()
    is_name = is_name and not _NO_PLACE.intersection(word.lower() for word in words)
    is_founding = len(words) == 1 and _YEAR.fullmatch(words[0])
    after = [text for text in texts[end + 1 : end + 3] if text != "."][:1]
    is_dated = bool(after and _YEAR.fullmatch(after[0]))
    if is_dated and (is_name or is_founding):
        return Span(span.field, (*span.indices, *range(last + 1, end + 1)))
    return span


@rule
def stops_of_abbreviations(entry: Entry, span: Span) -> Span:
    """The full stop behind "J. Biol. Chem" closes an abbreviation, and taggers leave it."""
    texts, after = entry.document.texts, span.last + 1
    is_stop = texts[after : after + 1] == (".",) and texts[after - 1] != "."
    if is_stop and _is_abbreviated(entry, span):
        return Span(span.field, (*span.indices, after))
    return span


@rule
def in_before_venues(_: VenueText, parts: list[Part]) -> list[Part]:
    """A book that holds a chapter has "In" before its title; that of "In Vivo" stays."""
    if len(parts) < 2 or parts[0].text.lower() != "in":  # noqa: PLR2004
        return parts
    return parts if parts[1].text.lower() in _IN_PHRASES else parts[1:]


@rule
def edges_of_venues(venue: VenueText, parts: list[Part]) -> list[Part]:
    """Marks part a venue from its neighbours; a full stop stays if it closes an abbreviation."""
    return trimmed(parts, keep_period=_is_abbreviated(venue.entry, venue.span))


@rule
def volume_words(_: VenueText, parts: list[Part]) -> list[Part]:
    """Taggers take the words before a volume or pages into the venue: "Nature, vol"."""
    while len(parts) > 1 and parts[-1].text.lower() in _VENUE_END:
        parts = trimmed(parts[:-1], keep_period=False)
    return parts


@rule
def groups_glued_to_venues(venue: VenueText, parts: list[Part]) -> list[Part]:
    """A group is printed without a space before a book that it wrote: "Study GroupHandbook"."""
    return groups_glued_to_titles(venue.entry, parts)


VENUE = Chapter(
    "references: venue",
    (brackets_of_venues, places_of_venues, stops_of_abbreviations),
    Entry.told_span,
)
VENUE_TEXT = Chapter(
    "references: text of the venue",
    (groups_glued_to_venues, in_before_venues, edges_of_venues, volume_words),
    VenueText.told,
)


def venues_end_with_stops(document: DecodedDocument) -> bool:
    """Whether the list's style puts a full stop between venue and volume or year.

    It does unless numbers follow several venues without one ("PLoS One 10, 4").
    """
    texts, limits = document.texts, document.thresholds.references
    with_stop = without = 0
    for span in (span for entry in document.entries for span in entry.of(Field.BIB_VENUE)):
        end = with_brackets(document, span).last
        stop = texts[end] == "." or texts[end + 1 : end + 2] == (".",)
        after = "".join(texts[end + 1 + (stop and texts[end] != ".") :][:1])
        is_number = after[:1].isdigit() or after == "("
        with_stop += stop and is_number
        without += is_number and not stop
    return without < max(limits.few_venues, limits.style * (with_stop + without))


def _is_abbreviated(entry: Entry, span: Span) -> bool:
    """Whether a venue's last dot closes an abbreviation ("J. Biol. Chem.") and not a sentence.

    It does among other abbreviations, before another mark ("Virus Res., 12"), and before a
    number where the list's style has no stop there ("Virus Res. 12" beside "PLoS One 10").
    """
    texts = [entry.document.texts[index] for index in span.indices]
    inner = texts[:-1].count(".")
    words = sum(text[0].isalpha() for text in texts)
    if inner and 2 * (inner + 1) >= words:
        return True
    end = span.last + (texts[-1] != ".")
    after = "".join(entry.document.texts[end + 1 : end + 2])
    if after in (",", ";", ":"):
        return True
    return not entry.venues_end_with_stops and (after[:1].isdigit() or after == "(")
