"""An entry of the bibliography while its parts are being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.rules import Decoding

_JOINTS = ":-–—'’/&"


# Whether all names have the surname first, or those of works in the page's own
# language, which prints them so.
FamilyFirst = Literal["", "all", "own"]


@dataclass(frozen=True, slots=True)
class ListStyle:
    """What a list of references prints in the same way in all of its entries."""

    venues_end_with_stops: bool  # between them and volume or year
    places_behind_venues: bool  # between commas, before the volume
    stops_of_initials: bool  # "A. Roe" and not "A Roe"
    surnames_first: bool  # with whole given names behind a comma
    family_first: FamilyFirst  # without a comma: "Durand Yves"
    capitals: bool  # surnames are in capitals: "DURAND, Yves", "Yves DURAND"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in its document, and what is known of the list that it stands in."""

    document: DecodedDocument
    span: EntrySpan
    style: ListStyle

    @property
    def decoding(self) -> Decoding:
        """That of the document."""
        return self.document.decoding

    @property
    def indices(self) -> tuple[int, ...]:
        """The entry's tokens."""
        return self.span.indices

    @property
    def words(self) -> list[str]:
        """The texts of its tokens."""
        return [self.document.texts[index] for index in self.span.indices]

    def likeliest(self, spans: Sequence[Span]) -> Span | None:
        """Return the span with the greatest sum of probabilities, of those that one mark parts.

        A colon or a dash that stands between two spans is taken in with them.
        """
        whole: list[Span] = []
        for span in spans:
            between = tuple(range(whole[-1].last + 1, span.first)) if whole else ()
            is_near = bool(whole) and len(between) <= 1
            if is_near and all(self.document.texts[index] in _JOINTS for index in between):
                whole[-1] = Span(span.field, whole[-1].indices + between + span.indices)
            else:
                whole.append(span)
        document = self.document
        return max(whole, key=lambda one: document.summed_probability(one.indices), default=None)
