"""A reference out of the fields of its string: names split, dates and identifiers made regular."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spv2_spark.domain.publication_words import MEETING, THESIS
from spv2_spark.strings.dates import Date
from spv2_spark.strings.identifiers import (
    Identifier,
    arxiv_ids_in,
    dois_in,
    isbns_in,
    pmcids_in,
    pmids_in,
    urls_in,
)
from spv2_spark.strings.people import Person
from spv2_spark.strings.spans import Span

_PAGES = re.compile(
    r"((?:(?!pp?)[A-Za-z]{1,2})?\d+(?:\.?[A-Za-z]\d*)?)"
    r"(?:\s*[-\u2010-\u2015\u2212~]+\s*([A-Za-z]{0,2}\d+(?:\.?[A-Za-z]\d*)?))?"
)
_NUMBER = re.compile(r"[A-Za-z]?\d+(?:\s*[-/\u2013]\s*\d+)?[A-Za-z]?")
_QUOTES = " \t\"'`“”„«»‘’.,;:"
_IN = re.compile(r"^(?:in|dans|en|em)\b\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference says; text that it lacks is empty.

    `venue` is the journal, or the book or the proceedings that the title stands in; a whole
    book's own name is its `title`. `date` is ISO's form of as much as is sure.
    `publication_type` is journal, conference, chapter, book, thesis, report, preprint, web or
    other.
    """

    title: str = ""
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    venue: str = ""
    series: str = ""
    year: str = ""
    date: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    publisher: str = ""
    place: str = ""
    institution: str = ""
    collaboration: str = ""
    doi: str = ""
    arxiv: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    url: str = ""
    note: str = ""
    publication_type: str = "other"


People = Mapping[str, tuple[Person, ...]]  # of a printed list of names
Dates = Mapping[str, Date | None]


def fields_of(text: str, spans: Sequence[Span]) -> dict[str, list[str]]:
    """Return the printed texts of each field that was found."""
    found: dict[str, list[str]] = {}
    for span in spans:
        found.setdefault(span.field, []).append(text[span.start : span.end])
    return found


def reference_of(
    text: str, found: Mapping[str, Sequence[str]], people: People, dates: Dates
) -> Reference:
    """Return the reference that `text` and the fields `found` in it are.

    `people` and `dates` say what its lists of names and its dates mean.
    """
    title, venue = _titles(found)
    date = next((one for one in map(dates.get, found.get("date", ())) if one), None)
    first_page, last_page = pages_of(_first(found, "pages"))
    return Reference(
        title=title,
        authors=_all_people(found.get("author", ()), people),
        editors=_all_people(found.get("editor", ()), people),
        venue=venue,
        series=bare(_first(found, "series")),
        year=date.iso[:4] if date else "",
        date=date.iso if date else "",
        volume=number_of(_first(found, "volume")),
        issue=number_of(_first(found, "issue")),
        first_page=first_page,
        last_page=last_page,
        publisher=bare(_first(found, "publisher")),
        place=bare(_first(found, "location")),
        institution=bare(_first(found, "institution")),
        collaboration=bare(_first(found, "collaboration")),
        note=bare(_first(found, "note")),
        publication_type=_type(found, venue),
        **_identifiers(text, found),
    )


def _identifiers(text: str, found: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return identifiers by their patterns, wherever they stand; arXiv's where it is named."""
    labelled = " ".join([*found.get("pubnum", ()), *found.get("web", ())])
    doi = _value(dois_in(text))
    arxiv = _value(arxiv_ids_in(labelled, named=False)) or _value(arxiv_ids_in(text))
    return {
        "doi": doi,
        "arxiv": "" if doi and arxiv in doi else arxiv,
        "pmid": _value(pmids_in(text)),
        "pmcid": _value(pmcids_in(text)),
        "isbn": _value(isbns_in(text)),
        "url": _value(urls_in(text)),
    }


def _value(found: Iterator[Identifier]) -> str:
    return next((one.value for one in found), "")


def _titles(found: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    title = bare(_first(found, "title"))
    book = bare(_IN.sub("", _first(found, "booktitle").lstrip(_QUOTES)))
    journal = bare(_first(found, "journal"), stop=True)
    if not title and not journal:
        return book, ""
    return title, journal or book


def _type(found: Mapping[str, Sequence[str]], venue: str) -> str:
    report = _first(found, "tech")
    rules = (
        ("thesis", bool(THESIS.search(report))),
        ("journal", "journal" in found),
        ("conference", bool(MEETING.search(venue))),
        ("chapter", bool(venue)),
        ("report", bool(report)),
        ("book", "booktitle" in found or "publisher" in found),
        ("preprint", any("arxiv" in one.lower() for one in found.get("pubnum", ()))),
        ("web", "web" in found),
    )
    return next((name for name, holds in rules if holds), "other")


def _all_people(texts: Sequence[str], people: People) -> tuple[Person, ...]:
    return tuple(person for text in texts for person in people.get(text, ()))


def _first(found: Mapping[str, Sequence[str]], field: str) -> str:
    return next(iter(found.get(field, ())), "")


def pages_of(text: str) -> tuple[str, str]:
    """Return the first and the last page as printed; "" for what there is not."""
    match = _PAGES.search(text)
    return (match[1], match[2] or "") if match else ("", "")


def number_of(text: str) -> str:
    """Return the number in a field that is one: 12 of "vol. 12"; as printed where there is none."""
    return _match(_NUMBER, text, 0) or bare(text)


def _match(pattern: re.Pattern[str], text: str, group: int = 1) -> str:
    match = pattern.search(text)
    return match[group] if match else ""


def bare(text: str, *, stop: bool = False) -> str:
    """Return the text without quotes and marks at its ends; `stop` keeps an abbreviation's."""
    stripped = text.strip(_QUOTES)
    kept = stop and "." in stripped and text.rstrip(" ,;:").endswith(".")
    return f"{stripped}." if kept else stripped
