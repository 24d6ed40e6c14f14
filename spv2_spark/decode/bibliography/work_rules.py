"""What a reference's title or venue really is: a web page's title, a journal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import Span
from spv2_spark.decode.rules import Chapter, Piece, rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary

_URL = re.compile(r"https?:|www\.")
_MANUAL = "languageandenvironmentforstatisticalcomputing"  # R's, wherever it lies
_ARCHIVE = re.compile(r"zenodo|figshare")  # in an address


@dataclass(frozen=True, slots=True)
class Work:
    """The spans of a cited work's title and venue."""

    title: Span | None
    venue: Span | None


@rule
def titles_of_web_pages(entry: Entry, work: Work) -> Work:
    """The titles of web pages, software and data stand alone, as those of books do, in italics.

    Taggers take them for venues. A book has a publisher, a journal an abbreviated name.
    """
    if work.title or work.venue is None or not _is_online(entry, work.venue):
        return work
    return Work(Span(Field.BIB_TITLE, work.venue.indices), None)


@rule
def titles_of_kinds(entry: Entry, work: Work) -> Work:
    """Theses, software, talks and reports say what they are, and have a title and no venue.

    Taggers take titles in italics for venues. An institution is no title.
    """
    if work.title or work.venue is None:
        return work
    inside = set(work.venue.indices)
    rest = [entry.document.texts[at] for at in entry.indices if at not in inside]
    if not vocabulary().references.kinds.is_within(rest) or not _is_name(entry, work.venue):
        return work
    others = [one for one in entry.span.of(Field.BIB_VENUE) if not inside & set(one.indices)]
    venue = entry.likeliest([one for one in others if _is_name(entry, one)])
    return Work(Span(Field.BIB_TITLE, work.venue.indices), venue)


def _told(entry: Entry, work: Work) -> list[Piece]:
    named = (("title", work.title), ("venue", work.venue))
    told = [(name, entry.document.told(span.indices)) for name, span in named if span]
    return [piece._replace(text=f"{name}: {piece.text}") for name, piece in told]


WORK = Chapter("references: title or venue", (titles_of_web_pages, titles_of_kinds), _told)


def _is_name(entry: Entry, span: Span) -> bool:
    """Whether a span is several words, and none of a kind of work or of an institution."""
    words = [entry.document.texts[at] for at in span.indices]
    known = vocabulary()
    others = (known.references.kinds, known.works.theses, known.affiliation.sure)
    is_long = sum(word[0].isalpha() for word in words) > 1
    return is_long and not any(one.is_within(words) for one in others)


def _is_online(entry: Entry, venue: Span) -> bool:
    """Whether an entry is a web page, or software or data of an archive."""
    words = [word.lower() for word in entry.words]
    text = "".join(words)
    name = [entry.document.texts[index] for index in venue.indices]
    is_short = "." in name[:-1] and not _ARCHIVE.search("".join(name).lower())
    is_short = is_short or name[0].lower() == "arxiv"
    publishers = vocabulary().references.publishers
    if is_short or _MANUAL in text or any(word in publishers for word in words):
        return False
    if _ARCHIVE.search(text):
        return True
    return "github.com" in text or (_URL.search(text) is not None and "doi" not in words)
