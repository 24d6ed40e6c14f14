"""The parts of a labelled string as a reference, and as segments with field labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.convention import title_field
from spv2_spark.domain.label import Field
from spv2_spark.domain.publication_words import MEETING, THESIS
from spv2_spark.gold.author_lists import split_authors
from spv2_spark.gold.markup import clean

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20[0-4]\d)([a-z](?![a-z]))?(?!\d)")
_PAGES = re.compile(r"([A-Za-z]?\d+[A-Za-z]?)(?:\s*[-\u2010-\u2015]+\s*([A-Za-z]?\d+[A-Za-z]?))?")
_VOLUME = re.compile(r"(\d+)(?:\D+(\d+(?:[-/\u2013]\d+)?))?")
_DIGITS = re.compile(r"(\d+)")
_DOI = re.compile(r"(10\.\d{4,}/\S+[\w)])")
_URL = re.compile(r"((?:https?://|www\.)\S+[\w/])")
_EDGES = " \t\"'\u2018\u2019\u201c\u201d\u201e\u201a\u00ab\u00bb`.,;:/"
_IN = re.compile(r"^\W*(?:in|dans|en|em|of)\b\s*:?\s*|^\W+", re.IGNORECASE)
_WORDS = {
    "fr": frozenset(["le", "la", "les", "des", "du", "et", "dans", "une", "sur", "pour", "aux"]),
    "de": frozenset(
        ["der", "die", "das", "und", "des", "zur", "zum", "ein", "eine", "von", "für", "im"]
    ),
    "es": frozenset(["el", "los", "las", "del", "y", "una", "para", "con", "por", "en"]),
    "pt": frozenset(["o", "os", "as", "do", "da", "dos", "das", "uma", "em", "no", "na", "ao"]),
    "it": frozenset(["il", "gli", "della", "dei", "delle", "nel", "una", "e", "di"]),
    "en": frozenset(["the", "of", "and", "in", "for", "on", "to", "with", "from", "by", "an"]),
}
_NAMED = frozenset(["title", "journal", "container", "monograph"])
_UNSURE = frozenset(["editor", "series", "organisation"])  # no label says what these are


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a printed string under the name that its annotators gave it.

    Names: author, title, journal, container, monograph, series, date, editor, publisher,
    place, volume, issue, pages, edition, doi, url, arxiv, report, genre, organisation, label,
    plain; `language` carries its value in `value` and prints nothing.
    """

    name: str
    text: str
    value: str = ""


def reference_of(parts: Sequence[Part]) -> SourceReference:
    """Return the reference that the parts describe; authors only where their split is sure."""
    first = _firsts(parts)
    title, container = _titles(first)
    lists = [split_authors(part.text) for part in parts if part.name == "author"]
    is_sure = all(one.names for one in lists)
    first_page, last_page = _groups(_PAGES, first.get("pages", ""))
    volume, issue = _groups(_VOLUME, first.get("volume", ""))
    return SourceReference(
        publication_type=_publication_type(first),
        title=title,
        authors=tuple(name for one in lists for name in one.names if is_sure),
        editors=split_authors(_editor_text(first.get("editor", ""))).names,
        container=container,
        year="".join(_groups(_YEAR, first.get("date", ""))),
        volume=volume,
        issue=_groups(_DIGITS, first.get("issue", ""))[0] or issue,
        first_page=first_page,
        last_page=last_page,
        edition=_groups(_DIGITS, first.get("edition", ""))[0],
        publisher=_bare(first.get("publisher", "")),
        place=_bare(first.get("place", "")),
        doi=_groups(_DOI, first.get("doi", ""))[0],
        url=_groups(_URL, first.get("url", ""))[0],
        language=first.get("language") or language_of(f"{title} {container}"),
        et_al=any(one.et_al for one in lists),
    )


def segments_of(parts: Sequence[Part]) -> Iterator[Segment]:
    """Yield the printed string's segments; joined they are the parts' text."""
    first = _firsts(parts)
    title, container = _titles(first)
    own = title_field(_publication_type(first), container) if title else None
    done: set[str] = set()
    for part in parts:
        if not part.text:
            continue
        name = part.name
        repeated = name in done and name != "author"
        done.add(name)
        if name == "author":
            yield from _author_segments(part.text)
        elif name == "date":
            yield from _date_segments(part.text, masked=repeated)
        elif name in _UNSURE or (repeated and name in _NAMED) or (name == "note" and not own):
            yield Segment(part.text, masked=True)
        elif name in ("journal", "container") or (name == "monograph" and "title" in first):
            yield from _trimmed(part.text, Field.BIB_VENUE, _IN)
        elif name in ("title", "monograph"):
            yield from _trimmed(part.text, own, None)
        else:
            yield Segment(part.text)


def language_of(text: str) -> str:
    """Return the language whose small words the text has most of; "en" where none has any."""
    words = text.lower().split()
    counts = {language: sum(word in small for word in words) for language, small in _WORDS.items()}
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    return best if counts[best] > 1 else "en"


def _firsts(parts: Sequence[Part]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts:
        text = clean(part.value or part.text)
        if text and part.name != "plain":
            found.setdefault(part.name, text)
    return found


def _titles(first: dict[str, str]) -> tuple[str, str]:
    """Return (title, container): a monograph without a title in it is the title itself."""
    title = _bare(first.get("title", ""))
    container = first.get("journal") or first.get("container") or first.get("monograph") or ""
    container = _bare(_IN.sub("", container), stop=True)
    if not title and "journal" not in first and "container" not in first:
        return container, ""
    return title, container


def _publication_type(first: dict[str, str]) -> str:
    container = first.get("container") or (first.get("monograph") if "title" in first else "") or ""
    genre, editor = first.get("genre", ""), first.get("editor", "").strip(" (").lower()
    rules = (
        ("journal", "journal" in first),
        ("conference", bool(MEETING.search(container))),
        ("chapter", bool(container) or editor.startswith(("in ", "in: ", "dans "))),
        ("thesis", bool(THESIS.search(genre))),
        ("preprint", "arxiv" in first),
        ("report", "report" in first or bool(genre)),
        ("book", "monograph" in first or "publisher" in first),
        ("web", "url" in first),
    )
    return next((name for name, holds in rules if holds), "other")


def _author_segments(text: str) -> Iterator[Segment]:
    split = split_authors(text)
    if not split.names:
        yield Segment(text, masked=True)
        return
    for piece in split.pieces:
        is_name = piece.name is not None
        yield Segment(piece.text, Field.BIB_AUTHOR if is_name else Field.NONE, begins=is_name)


def _date_segments(text: str, *, masked: bool) -> Iterator[Segment]:
    match = _YEAR.search(text)
    if masked or match is None or _YEAR.search(text, match.end()):
        yield Segment(text, masked=True)
    else:
        yield from _around(text, match.start(), match.end(), Field.BIB_YEAR)


def _trimmed(text: str, kind: Field | None, lead: re.Pattern[str] | None) -> Iterator[Segment]:
    """Yield the text with its quotes, full stops and "In:" outside of the span.

    A full stop at the end of a venue may close an abbreviation: it is masked.
    """
    match = lead.match(text) if lead else None
    start = match.end() if match else len(text) - len(text.lstrip(_EDGES))
    end = len(text.rstrip(_EDGES))
    if kind is None or start >= end:
        yield Segment(text, masked=kind is None)
    else:
        yield from _around(text, start, end, kind)


def _around(text: str, start: int, end: int, kind: Field) -> Iterator[Segment]:
    stop = end + int(kind is Field.BIB_VENUE and text[end : end + 1] == ".")
    pieces = (
        Segment(text[:start]),
        Segment(text[start:end], kind, begins=True),
        Segment(text[end:stop], masked=True),
        Segment(text[stop:]),
    )
    return (one for one in pieces if one.text)


def _bare(text: str, *, stop: bool = False) -> str:
    """Return the text without quotes and marks at its ends; `stop` keeps an abbreviation's."""
    bare = text.strip(_EDGES + "()")
    kept = stop and re.search(r"\.\s", bare) and text.strip(" ,;:").endswith(".")
    return f"{bare}." if kept else bare


def _groups(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Return the groups of a pattern's first match; "" for what is not there."""
    match = pattern.search(text)
    return match.groups("") if match else ("",) * pattern.groups


def _editor_text(text: str) -> str:
    inner = re.sub(r"\(?\b(?:eds?|editors?|hrsg|hg|dir)\b\.?\)?", "", text, flags=re.IGNORECASE)
    return _IN.sub("", inner).strip(" ,.:;")
