"""What a reference's title or venue really is: a web page's title, a journal, a group."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.bibliography.title_rules import is_unfinished
from spv2_spark.decode.document import Span
from spv2_spark.decode.rules import Chapter, Piece, rule
from spv2_spark.domain.label import Field

_URL = re.compile(r"https?:|www\.")
_VOLUME = re.compile(
    r"\d ?\( ?\d+ ?\)|\d ?: ?[a-z]?\d|\d ?, ?[a-z]?\d+ ?[-–] ?\d|\b(vol|no|pp) ?\.", re.IGNORECASE
)
_PUBLISHER_WORDS = "press springer wiley elsevier routledge publishers publishing verlag"
_PUBLISHERS = frozenset(_PUBLISHER_WORDS.split())
_LANGUAGES = frozenset(["R", "Python", "Julia", "Java", "C", "MATLAB", "Matlab", "Stata", "Perl"])
_MANUAL = "languageandenvironmentforstatisticalcomputing"
_ARCHIVE = re.compile(r"zenodo|figshare")
_YEAR = re.compile(r"(19|20)\d\d")
_GROUPS = frozenset(["collaboration", "collaborations", "consortium"])
_BRACKETED = frozenset(["group", "team"])
_OPENING = frozenset("[(")


@dataclass(frozen=True, slots=True)
class Work:
    """The spans of a cited work's title and venue, and of a group that signs it."""

    title: Span | None
    venue: Span | None
    group: Span | None = None


@rule
def languages_in_titles(entry: Entry, work: Work) -> Work:
    """A title may end with a language that taggers give to the venue: "in [R. Bioinformatics]"."""
    title, venue, texts = work.title, work.venue, entry.document.texts
    if title is None or venue is None:
        return work
    lacks = is_unfinished(entry.document, title) and venue.first == title.last + 1
    is_language = texts[venue.first] in _LANGUAGES and texts[venue.first + 1 :][:1] == (".",)
    if not (lacks and is_language and len(venue.indices) > 2):  # noqa: PLR2004
        return work
    return Work(
        Span(title.field, (*title.indices, venue.first)), Span(venue.field, venue.indices[2:])
    )


@rule
def titles_of_web_pages(entry: Entry, work: Work) -> Work:
    """The titles of web pages, software and data stand alone, as those of books do, in italics.

    Taggers take them for venues. R's manual is one, wherever it lies. A book has a publisher, a
    journal a volume or pages behind it, or an abbreviated name.
    """
    if work.title or work.venue is None or not _is_online(entry, work.venue):
        return work
    return Work(Span(Field.BIB_TITLE, work.venue.indices), None)


@rule
def signing_groups(entry: Entry, work: Work) -> Work:
    """Physicists print who signs where a title could be: "et al. [PHENIX Collaboration], Nucl."."""
    if work.title is None or not _is_group(entry, work.title):
        return work
    return replace(work, title=None, group=work.title)


def _told(entry: Entry, work: Work) -> list[Piece]:
    named = (("title", work.title), ("venue", work.venue), ("group", work.group))
    told = [(name, entry.document.told(span.indices)) for name, span in named if span]
    return [piece._replace(text=f"{name}: {piece.text}") for name, piece in told]


WORK = Chapter(
    "references: title or venue", (languages_in_titles, titles_of_web_pages, signing_groups), _told
)


def _is_online(entry: Entry, venue: Span) -> bool:
    """Whether an entry is a web page, or software or data of an archive."""
    words = [word.lower() for word in entry.words]
    text = "".join(words)
    name = [entry.document.texts[index] for index in venue.indices]
    is_short = "." in name[:-1] and not _ARCHIVE.search("".join(name).lower())
    is_short = is_short or name[0].lower() == "arxiv"
    if is_short or _MANUAL in text or _PUBLISHERS.intersection(words):
        return False
    if _ARCHIVE.search(text):
        return True
    is_page = "github.com" in text or (_URL.search(text) is not None and "doi" not in words)
    return is_page and not _has_volume(entry, venue)


def _has_volume(entry: Entry, venue: Span) -> bool:
    """Whether a volume or pages follow a venue, before any address."""
    texts = entry.document.texts
    behind = [texts[index] for index in entry.indices if index > venue.last]
    end = next((at for at, text in enumerate(behind) if text in ("http", "https", "www")), None)
    is_software = "version" in map(str.lower, behind[:2])
    within = entry.decoding.thresholds.references.volume_within
    near = [] if is_software else behind[:end][:within]
    numbers = [text for text in near if text.isdecimal() and not _YEAR.fullmatch(text)]
    return bool(numbers) or _VOLUME.search(" ".join(behind[:end])) is not None


def _is_group(entry: Entry, title: Span) -> bool:
    """Whether a title is a group that signs.

    It is a name in capitals, and a comma follows it; in brackets it may be any group's. A title
    in quotes is none.
    """
    texts, first, last = entry.document.texts, title.first, title.last
    words = [text for text in (texts[index] for index in title.indices) if text.isalpha()]
    is_name = all(word[0].isupper() or word in ("of", "for", "the", "and") for word in words)
    is_long = len(title.indices) > entry.decoding.thresholds.references.group
    if not words or not is_name or is_long:
        return False
    opened = texts[first] in _OPENING or texts[first - 1 : first] in (("[",), ("(",))
    end = last + 1 + (texts[last + 1 : last + 2] in (("]",), (")",)))
    if texts[end : end + 1] != (",",):
        return False
    group = words[-1].lower()
    return group in _GROUPS or (opened and group in _BRACKETED)
