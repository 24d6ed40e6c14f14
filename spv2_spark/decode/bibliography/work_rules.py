"""What a reference's title or venue really is: a web page's title, a journal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import Span
from spv2_spark.decode.rules import Chapter, Piece, rule
from spv2_spark.decode.text.parts import parts_of, string_of
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary

_URL = re.compile(r"https?:|www\.")
_MANUAL = "languageandenvironmentforstatisticalcomputing"  # R's, wherever it lies
_PAGES = re.compile(r"pp?[.]?\d|\d[-‐‑–—−~]+\d|[,)]\d+$")
_PARTS = frozenset("Série Serie Series Seria Ser Серия Part Section".split())  # noqa: SIM905
_LEAST_TITLE = 4  # tokens of a sentence
_WHOLE_WORD = 4  # letters: no abbreviation
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


@rule
def series_of_books(entry: Entry, work: Work) -> Work:
    """Lists in mathematics have a book's series behind it: "Graduate Texts in Mathematics, No. 52".

    The book is the venue, as a whole book is; a chapter has pages.
    """
    if not (work.title and work.venue):
        return work
    document = entry.document
    parts = parts_of(document.view, work.venue.indices, document.dehyphenator)
    words = string_of(parts).split()
    is_series = vocabulary().references.monographs.at_start(words) > 0
    behind = "".join(document.texts[at] for at in entry.indices if at > work.venue.last)
    if not is_series or _PAGES.search(behind):
        return work
    return Work(None, Span(Field.BIB_VENUE, work.title.indices))


@rule
def books_behind_in(entry: Entry, work: Work) -> Work:
    """Lists without titles of papers name the book behind "in": "Roe 2010, in Kilns III, SPIE".

    "In" follows the year, and is no word of the title.
    """
    document, year = entry.document, entry.span.of(Field.BIB_YEAR)
    if not (work.title and work.venue and year) or work.title.first < year[0].last:
        return work
    between = [document.texts[at] for at in range(year[0].last + 1, work.title.first)]
    words = [text for text in between if text.isalpha()]
    is_in = len(words) == 1 and len(words[0]) > 1 and words[0] in vocabulary().references.in_
    return Work(None, Span(Field.BIB_VENUE, work.title.indices)) if is_in else work


@rule
def titles_within_venues(entry: Entry, work: Work) -> Work:
    """Taggers take a title and its journal for one: "Erosion in the West. Forest Ecology 178".

    A sentence of several words, some of them small, ends before the journal, which a number
    follows, or before the proceedings, of which the entry has pages.
    """
    if work.title or work.venue is None:
        return work
    document, indices = entry.document, work.venue.indices
    texts = [document.texts[at] for at in indices]
    stops = [at for at in range(_LEAST_TITLE, len(texts) - 1) if texts[at] == "."]
    at = next((at for at in stops if _ends_sentence(texts, at)), 0)
    small = [text for text in texts[:at] if text in vocabulary().text.function_words]
    after = [work.venue.last + step for step in (1, 2)]
    is_numbered = len(stops) == 1 and any(
        document.text_at(at).isdecimal() and not document.labels[at] for at in after
    )
    behind = "".join(document.texts[at] for at in entry.indices if at > work.venue.last)
    if not (at and small and (is_numbered or _PAGES.search(behind))):
        return work
    return Work(Span(Field.BIB_TITLE, indices[:at]), Span(Field.BIB_VENUE, indices[at + 1 :]))


def _ends_sentence(texts: Sequence[str], at: int) -> bool:
    """Whether a stop stands behind a whole word, and before what a name begins with.

    "тез. докл. VIII междунар. конф." has short words only.
    """
    before, after = texts[at - 1], texts[at + 1 : at + 4]
    if after[0].isdecimal() and after[1:2] == ["."]:
        after = after[2:]  # "5. Ulusal Kongresi"
    is_name = bool(after) and after[0][0].isupper() and after[0] not in _PARTS
    is_whole = before.islower() and len(before) >= _WHOLE_WORD and texts[at - 2] != "."
    return is_whole and is_name


def _told(entry: Entry, work: Work) -> list[Piece]:
    named = (("title", work.title), ("venue", work.venue))
    told = [(name, entry.document.told(span.indices)) for name, span in named if span]
    return [piece._replace(text=f"{name}: {piece.text}") for name, piece in told]


WORK = Chapter(
    "references: title or venue",
    (titles_of_web_pages, titles_of_kinds, series_of_books, books_behind_in, titles_within_venues),
    _told,
)


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
