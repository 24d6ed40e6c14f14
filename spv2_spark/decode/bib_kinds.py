"""What a reference's title or venue really is: a web page's title, a journal, a group."""

from __future__ import annotations

import re

from spv2_spark.decode.bib_titles import is_unfinished
from spv2_spark.decode.spans import EntrySpan, Reading, Span

_BEHIND = 4  # tokens behind a venue in which its volume stands
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
_GROUP_TOKENS = 7
_GROUPS = frozenset(["collaboration", "collaborations", "consortium"])
_BRACKETED = frozenset(["group", "team"])
_OPENING = frozenset("[(")


def parted(reading: Reading, title: Span, venue: Span) -> tuple[Span, Span]:
    """Give the title the language that it lacks: "Analyses in [R. Bioinformatics]"."""
    texts, first = reading.tokens.texts, venue.indices[0]
    lacks = is_unfinished(reading, title) and first == title.indices[-1] + 1
    is_language = texts[first] in _LANGUAGES and texts[first + 1 : first + 2] == (".",)
    if lacks and is_language and len(venue.indices) > 2:  # noqa: PLR2004
        return Span(title.field, (*title.indices, first)), Span(venue.field, venue.indices[2:])
    return title, venue


def is_online(reading: Reading, entry: EntrySpan, venue: Span) -> bool:
    """Whether an entry is a web page, or software or data of an archive: these have titles.

    Their titles stand alone, often in italics, as those of books do, which are venues; and so
    is R's manual, wherever it lies. A book has a publisher, a journal a volume or pages behind
    it, or an abbreviated name.
    """
    words = [reading.tokens.texts[index].lower() for index in entry.indices]
    text = "".join(words)
    name = [reading.tokens.texts[index] for index in venue.indices]
    is_short = "." in name[:-1] and not _ARCHIVE.search("".join(name).lower())
    is_short = is_short or name[0].lower() == "arxiv"
    if is_short or _MANUAL in text or _PUBLISHERS.intersection(words):
        return False
    if _ARCHIVE.search(text):
        return True
    is_page = "github.com" in text or (_URL.search(text) is not None and "doi" not in words)
    return is_page and not _has_volume(reading, entry, venue)


def _has_volume(reading: Reading, entry: EntrySpan, venue: Span) -> bool:
    """Whether a volume or pages follow a venue, before any address."""
    texts = reading.tokens.texts
    behind = [texts[index] for index in entry.indices if index > venue.indices[-1]]
    end = next((at for at, text in enumerate(behind) if text in ("http", "https", "www")), None)
    near = [] if "version" in map(str.lower, behind[:2]) else behind[:end][:_BEHIND]
    numbers = [text for text in near if text.isdecimal() and not _YEAR.fullmatch(text)]
    return bool(numbers) or _VOLUME.search(" ".join(behind[:end])) is not None


def is_group(reading: Reading, title: Span) -> bool:
    """Whether a title is a group that signs: "K. Adcox et al. [PHENIX Collaboration], Nucl.".

    It is a name in capitals, and a comma follows it; in brackets it may be any group's. A title
    in quotes is none.
    """
    texts, first, last = reading.tokens.texts, title.indices[0], title.indices[-1]
    words = [text for text in (texts[index] for index in title.indices) if text.isalpha()]
    is_name = all(word[0].isupper() or word in ("of", "for", "the", "and") for word in words)
    if not words or not is_name or len(title.indices) > _GROUP_TOKENS:
        return False
    opened = texts[first] in _OPENING or texts[first - 1 : first] in (("[",), ("(",))
    end = last + 1 + (texts[last + 1 : last + 2] in (("]",), (")",)))
    if texts[end : end + 1] != (",",):
        return False
    group = words[-1].lower()
    return group in _GROUPS or (opened and group in _BRACKETED)
