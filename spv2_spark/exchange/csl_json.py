"""CSL-JSON: the items that citation processors (citeproc, pandoc, Zotero) read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spv2_spark.domain.metadata import Author, Reference, Value
from spv2_spark.exchange.paper import (
    ParsedPaper,
    key_of,
    line_of,
    people_of,
    reference_key,
    text_of,
    year_of,
)
from spv2_spark.exchange.publication_type import PublicationType, publication_type

Item = dict[str, Any]

_TYPES = {
    PublicationType.JOURNAL: "article-journal",
    PublicationType.CONFERENCE: "paper-conference",
    PublicationType.CHAPTER: "chapter",
    PublicationType.BOOK: "book",
    PublicationType.THESIS: "thesis",
    PublicationType.OTHER: "document",
}


def paper_item(paper: ParsedPaper) -> Item:
    """Return the item of a paper: type article, for its own venue and year are not read."""
    title, authors = text_of(paper.metadata.title), _names(paper.metadata.authors)
    item = {
        "id": key_of(paper),
        "type": "article",
        "title": title,
        "author": authors,
        "note": "" if title or authors else line_of(paper.doc_name),
    }
    return _filled(item)


def reference_items(paper: ParsedPaper) -> Iterator[Item]:
    """Yield an item for each reference of a paper; what has no field has its text as a note."""
    key = key_of(paper)
    for index, one in enumerate(paper.metadata.references):
        yield {"id": reference_key(key, index), **_reference(one)}


def _reference(reference: Reference) -> Item:
    kind = publication_type(reference)
    title, venue = text_of(reference.title), text_of(reference.venue)
    if not title and kind in (PublicationType.BOOK, PublicationType.THESIS):
        title, venue = venue, ""  # a whole book's own title is its venue
    is_thesis = kind is PublicationType.THESIS
    fields = _filled(
        {
            "title": title,
            "author": _names(reference.authors),
            "publisher" if is_thesis else "container-title": venue,
            **_issued(reference.year),
        }
    )
    return {"type": _TYPES[kind], **(fields or _filled({"note": line_of(reference.text)}))}


def _issued(value: Value | None) -> Item:
    year = year_of(value)
    if year.digits:
        return {"issued": {"date-parts": [[int(year.digits)]]}, "year-suffix": year.letter}
    return {"issued": {"literal": year.printed} if year.printed else None}


def _names(authors: tuple[Author, ...]) -> list[dict[str, str]]:
    return [
        {part: text for part, text in one._asdict().items() if text} for one in people_of(authors)
    ]


def _filled(item: Item) -> Item:
    return {name: value for name, value in item.items() if value}
