"""Years that the tagger left out: in brackets ("Roe A. (2010)", "(1389)"), behind venues."""

from __future__ import annotations

import re

from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.domain.label import Field

_YEAR = re.compile(r"(1[5-9]|20)[0-9]{2}")
_BUDDHIST = re.compile(r"2[45][0-9]{2}")
_CLOSING = frozenset('”»“"')
_HIJRA = re.compile(r"1[34][0-9]{2}")
_ARABIC = re.compile("[\u0621-\u06d3]")
_THAI = re.compile("[ก-๛]")


def with_year_in_brackets(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    """Return an entry with the first year that stands alone in brackets, if it has none."""
    if entry.of(Field.BIB_YEAR):
        return entry
    texts = [document.texts[at] for at in entry.indices]
    for place, (before, text, behind) in enumerate(zip(texts, texts[1:], texts[2:], strict=False)):
        index = entry.indices[place + 1]
        is_alone = before == "(" and behind == ")" and document.view.spaced[entry.indices[place]]
        if is_alone and not document.labels[index] and _is_year(text, texts):
            year = Span(Field.BIB_YEAR, (index,))
            spans = sorted((*entry.spans, year), key=lambda one: one.first)
            return EntrySpan(entry.indices, tuple(spans))
    return entry


def with_year_of_venue(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    """Return an entry without a year with the one that ends its venue.

    Behind quotes it is no part of the venue; "Proceedings of CHI 2014" keeps it.
    """
    venues = entry.of(Field.BIB_VENUE)
    if entry.of(Field.BIB_YEAR) or not venues or len(venues[-1].indices) < 2:  # noqa: PLR2004
        return entry
    venue = venues[-1]
    if not _YEAR.fullmatch(document.texts[venue.last]):
        return entry
    year = Span(Field.BIB_YEAR, (venue.last,))
    is_quoted = document.texts[venue.indices[-2]] in _CLOSING
    own = Span(venue.field, venue.indices[:-1]) if is_quoted else venue
    spans = [own if one is venue else one for one in entry.spans]
    return EntrySpan(entry.indices, tuple(sorted((*spans, year), key=lambda one: one.first)))


def _is_year(text: str, words: list[str]) -> bool:
    """Whether a number is a year.

    Thailand counts from the Buddha's death, 543 years before; Iran from the Hijra, 621 after.
    """
    if _YEAR.fullmatch(text):
        return True
    others = ((_BUDDHIST, _THAI), (_HIJRA, _ARABIC))
    return any(one.fullmatch(text) and any(map(letters.match, words)) for one, letters in others)
