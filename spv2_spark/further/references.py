"""The further fields of references: entries' strings through the models, and patterns over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from spv2_spark.domain.metadata import Author, Reference, ReferenceDetails, Value
from spv2_spark.domain.publication_words import is_meeting, says_thesis
from spv2_spark.further.entries import FieldSpan, PrintedEntry, fields_in
from spv2_spark.further.models import StringModels
from spv2_spark.further.numbering import complete_last, numbering_in
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.strings.cascade import parse_dates, parse_names
from spv2_spark.strings.dates import Date
from spv2_spark.strings.identifiers import arxiv_ids_in, dois_in, pmcids_in, pmids_in, urls_in
from spv2_spark.strings.people import Person
from spv2_spark.strings.references import bare, number_of, pages_of
from spv2_spark.strings.tagging import likely_in

_BY_FORM = 0.99  # confidence of what is read by its form, set by hand
_VISIT = 8  # tokens of a date behind "accessed"
_PREPRINT = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|preprint)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)


def details_of_entries(
    entries: Sequence[PrintedEntry], models: StringModels
) -> list[ReferenceDetails]:
    """Return the further fields of each entry; every model reads all of its strings together."""
    found = likely_in(models.citation, [entry.words.text for entry in entries])
    fields = [[*fields_in(entry, found[entry.words.text])] for entry in entries]
    lists = [one.text for one in chain.from_iterable(fields) if one.field == "editor"]
    people = dict(zip(lists, parse_names(models.names, lists), strict=True))
    visits = [_accessed(entry) for entry in entries]
    printed = [one.text for one in visits if one]
    dates = dict(zip(printed, parse_dates(models.dates, printed), strict=True))
    return [
        _details(entry, some, people, _visited(entry, visit, dates))
        for entry, some, visit in zip(entries, fields, visits, strict=True)
    ]


def _details(
    entry: PrintedEntry,
    fields: Sequence[FieldSpan],
    people: Mapping[str, tuple[Person, ...]],
    accessed: Value | None,
) -> ReferenceDetails:
    first: dict[str, FieldSpan] = {}
    for one in fields:
        first.setdefault(one.field, one)
    text = entry.lines.text
    numbers = _numbers(entry, first)
    kind = _publication_type(entry, first, numbers)
    return ReferenceDetails(
        label=entry.label,
        volume=numbers.get("volume"),
        issue=numbers.get("issue"),
        first_page=numbers.get("first"),
        last_page=numbers.get("last"),
        publisher=_bare(entry, first.get("publisher")),
        place=_bare(entry, first.get("location")),
        editors=tuple(_editors(entry, fields, people)),
        series=_bare(entry, first.get("series")),
        book_title=_book_title(entry.reference, kind),
        doi=entry.identified(dois_in(text)),
        arxiv=entry.identified(arxiv_ids_in(text)),
        pmid=entry.identified(pmids_in(text)),
        pmcid=entry.identified(pmcids_in(text)),
        url=entry.identified(urls_in(text)),
        accessed=accessed,
        publication_type=kind,
    )


def _numbers(entry: PrintedEntry, found: Mapping[str, FieldSpan]) -> dict[str, Value]:
    """Return volume, issue, first and last page: by their forms, what these lack by the model."""
    numbers: dict[str, Value] = {}
    if told := numbering_in(entry.words.text):
        for name, place in told.places.items():
            tokens = entry.words.tokens_of(*place)
            if entry.claimed.intersection(tokens):
                continue  # "31 (2009): 112": the page model says that it is a year
            numbers[name] = entry.value(getattr(told, name), tokens, _BY_FORM)
    if "volume" not in numbers:
        named = {name: found[name] for name in ("volume", "issue") if name in found}
        for name, span in named.items():
            numbers[name] = entry.value(number_of(span.text), span.tokens, span.confidence)
    if "first" not in numbers and "pages" in found:
        numbers.update(_pages(entry, found["pages"]))
    if "first" in numbers and "last" in numbers:
        last = complete_last(numbers["first"].text, numbers["last"].text)
        numbers["last"] = replace(numbers["last"], text=last)
    return numbers


def _pages(entry: PrintedEntry, span: FieldSpan) -> Iterator[tuple[str, Value]]:
    for name, text in zip(("first", "last"), pages_of(span.text), strict=True):
        if text:
            yield name, entry.value(text, span.tokens, span.confidence)


def _bare(entry: PrintedEntry, span: FieldSpan | None) -> Value | None:
    text = bare(span.text) if span else ""
    return entry.value(text, span.tokens, span.confidence) if span and text else None


def _editors(
    entry: PrintedEntry, fields: Iterable[FieldSpan], people: Mapping[str, tuple[Person, ...]]
) -> Iterable[Author]:
    for one in fields:
        for person in people.get(one.text, ()) if one.field == "editor" else ():
            name = f"{person.given} {person.surname}".strip()
            yield Author(
                entry.value(name, one.tokens, one.confidence), person.given, person.surname
            )


def _book_title(reference: Reference, kind: str) -> Value | None:
    """Return a chapter's book, or the book itself, whose title stands as the venue by itself."""
    if kind not in ("book", "chapter"):
        return None
    return reference.venue or reference.title


def _publication_type(
    entry: PrintedEntry, found: Mapping[str, FieldSpan], numbers: Mapping[str, Value]
) -> str:
    """Return what is cited: by the page model's title and venue, and the models' other fields."""
    title, venue = (
        one.text if one else "" for one in (entry.reference.title, entry.reference.venue)
    )
    text = entry.words.text
    is_numbered = "volume" in numbers and "first" in numbers
    is_book = not found.keys().isdisjoint(("publisher", "booktitle", "editor"))
    rules = (
        ("thesis", says_thesis(text) and not says_thesis(title)),
        ("conference", is_meeting(venue)),
        ("preprint", _PREPRINT.search(venue or text) is not None),
        ("journal", bool(venue) and is_numbered and "editor" not in found),
        ("chapter", bool(title and venue) and is_book),
        ("journal", bool(title and venue)),
        ("book", is_book),
        ("report", "tech" in found),
        ("web", _ADDRESS.search(text) is not None),
        ("journal", bool(venue) and "volume" in numbers),
        ("book", bool(venue)),
    )
    return next((name for name, holds in rules if holds), "other")


def _accessed(entry: PrintedEntry) -> FieldSpan | None:
    """Return the date behind "accessed" and its like, as printed."""
    words, texts = entry.words, entry.document.texts
    said = [texts[token] for token in words.tokens]
    accessed = vocabulary().references.accessed
    for at in accessed.possible_starts(said):
        reach = accessed.at_start(said[at : at + 4])
        if not reach:
            continue
        first = at + reach
        for last in range(first, min(first + _VISIT, len(said))):
            if _YEAR.fullmatch(said[last]):
                text = words.text[words.starts[first] : words.ends[last]]
                return FieldSpan("accessed", text, words.tokens[first : last + 1], _BY_FORM)
    return None


def _visited(
    entry: PrintedEntry, visit: FieldSpan | None, dates: Mapping[str, Date | None]
) -> Value | None:
    date = dates.get(visit.text) if visit else None
    return entry.value(date.iso, visit.tokens, _BY_FORM) if visit and date and date.iso else None
