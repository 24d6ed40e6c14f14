"""CSL-JSON: the items that citation processors (citeproc, pandoc, Zotero) read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spv2_spark.domain.metadata import Author, PaperDetails, Reference, ReferenceDetails, Value
from spv2_spark.exchange.addresses import web_address
from spv2_spark.exchange.dates import date_parts
from spv2_spark.exchange.paper import (
    ParsedPaper,
    key_of,
    line_of,
    people_of,
    reference_key,
    text_of,
    texts_of,
    year_of,
)
from spv2_spark.exchange.publication_type import PublicationType
from spv2_spark.exchange.work import pages_of, work_of

Item = dict[str, Any]

_TYPES = {
    PublicationType.JOURNAL: "article-journal",
    PublicationType.CONFERENCE: "paper-conference",
    PublicationType.CHAPTER: "chapter",
    PublicationType.BOOK: "book",
    PublicationType.THESIS: "thesis",
    PublicationType.REPORT: "report",
    PublicationType.PREPRINT: "article",
    PublicationType.WEB: "webpage",
    PublicationType.OTHER: "document",
}
_AROUND_LABELS = "[](){}. "
_PUBLISHED = (PublicationType.THESIS, PublicationType.REPORT)  # their venue is who published them


def paper_item(paper: ParsedPaper) -> Item:
    """Return the item of a paper: type article, for its own venue is not read."""
    title, authors = text_of(paper.metadata.title), _names(paper.metadata.authors)
    details = paper.metadata.details
    item = {
        "id": key_of(paper),
        "type": _TYPES[PublicationType.PREPRINT],
        "title": title,
        "author": authors,
        "issued": _date(details.published),
        "submitted": _date(details.received),
        "abstract": text_of(details.abstract),
        "keyword": ", ".join(texts_of(details.keywords)),
        "ISSN": ", ".join(texts_of(details.issns)),
        **_ids(details, PublicationType.PREPRINT),
        "note": "" if title or authors else line_of(paper.doc_name),
    }
    return _filled(item)


def reference_items(paper: ParsedPaper) -> Iterator[Item]:
    """Yield an item for each reference of a paper; what has no field has its text as a note."""
    key = key_of(paper)
    for index, one in enumerate(paper.metadata.references):
        yield {"id": reference_key(key, index), **_reference(one)}


def _reference(reference: Reference) -> Item:
    work, details = work_of(reference), reference.details
    publisher = text_of(details.publisher)
    is_publisher = work.publication_type in _PUBLISHED and not publisher
    told = {
        "title": work.title,
        "author": _names(reference.authors),
        "publisher" if is_publisher else "container-title": work.container,
        **_issued(reference.year),
    }
    note = {} if any(told.values()) else {"note": line_of(reference.text)}
    fields = {
        "publisher": publisher,
        **told,
        **_further(details),
        **_ids(details, work.publication_type),
    }
    return {"type": _TYPES[work.publication_type], **_filled({**fields, **note})}


def _further(details: ReferenceDetails) -> Item:
    return {
        "editor": _names(details.editors),
        "collection-title": text_of(details.series),
        "volume": text_of(details.volume),
        "issue": text_of(details.issue),
        "page": "-".join(pages_of(details)),
        "publisher-place": text_of(details.place),
        "URL": web_address(text_of(details.url)),
        "accessed": _date(details.accessed),
        "citation-label": text_of(details.label).strip(_AROUND_LABELS),
    }


def _ids(details: PaperDetails | ReferenceDetails, kind: PublicationType) -> Item:
    """Return identifiers; arXiv's is a preprint's number, and where any other is kept, too."""
    arxiv = text_of(details.arxiv)
    if kind is PublicationType.PREPRINT:
        at_arxiv = {"number": f"arXiv:{arxiv}"}
    else:
        at_arxiv = {"archive": "arXiv", "archive_location": arxiv}
    return {
        "DOI": text_of(details.doi),
        "PMID": text_of(details.pmid),
        "PMCID": text_of(details.pmcid),
        **(at_arxiv if arxiv else {}),
    }


def _date(value: Value | None) -> Item:
    """Return a date in ISO's form as its parts, another as it is printed; {} if there is none."""
    text = text_of(value)
    parts = date_parts(text)
    return {"date-parts": [list(parts)]} if parts else _filled({"literal": text})


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
