"""What a cited work is, as far as its venue and its printed entry say."""

from __future__ import annotations

import re
from enum import Enum

from spv2_spark.domain.metadata import Reference
from spv2_spark.domain.publication_words import is_meeting, says_thesis
from spv2_spark.exchange.paper import text_of, year_of

_EDITORS = re.compile(r"\b(eds?|editors?|edited by|hrsg)\b", re.I)
_ABBREVIATED = re.compile(r"[^\W\d_]\.\s")  # a full stop at the end may be that of a sentence
# What follows a journal's name: "2018, 325", ". 1997;37", " vol. 3"; behind a book's is its year.
_VOLUME = re.compile(r"[\s,.;:(]*(?:\d{4}[a-z]?\b[\s,.;:)]*)?(?:vol\.?\s*)?(\d{1,4})\b", re.I)


class PublicationType(str, Enum):
    """What a cited work is; OTHER where nothing says it."""

    JOURNAL = "journal"
    CONFERENCE = "conference"
    CHAPTER = "chapter"
    BOOK = "book"
    THESIS = "thesis"
    REPORT = "report"
    PREPRINT = "preprint"
    WEB = "web"
    OTHER = "other"


_NAMES = frozenset(one.value for one in PublicationType)


def publication_type(reference: Reference) -> PublicationType:
    """Return what a reference cites: what its further fields say, else what venue and entry do.

    A book's own title is its venue (`domain.convention`), so a venue without a title is a book
    unless it looks like a journal: a word of it is abbreviated, or a volume follows it.
    """
    if reference.details.publication_type in _NAMES:
        return PublicationType(reference.details.publication_type)
    title, venue, text = text_of(reference.title), text_of(reference.venue), reference.text
    if says_thesis(text) and not says_thesis(title):
        return PublicationType.THESIS
    if not venue:
        return PublicationType.OTHER
    if is_meeting(venue):
        return PublicationType.CONFERENCE
    if not title:
        return PublicationType.JOURNAL if _is_journal(reference) else PublicationType.BOOK
    return PublicationType.CHAPTER if _EDITORS.search(text) else PublicationType.JOURNAL


def _is_journal(reference: Reference) -> bool:
    venue, text = text_of(reference.venue), " ".join(reference.text.split())
    if _ABBREVIATED.search(venue):
        return True
    _, found, behind = text.partition(venue)
    volume = _VOLUME.match(behind) if found else None
    return volume is not None and volume[1] != year_of(reference.year).digits
