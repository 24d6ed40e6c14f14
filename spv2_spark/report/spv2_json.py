"""Results in SPv2's JSON shape and key names, with what this project adds beside them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from spv2_spark.domain.metadata import (
    Affiliation,
    Author,
    Metadata,
    PaperDetails,
    Reference,
    ReferenceDetails,
    Region,
    Value,
)

Json = dict[str, Any]
Detail = Author | Affiliation | Value | str | None
_AFFILIATION_PARTS = ("institution", "department", "settlement", "country")


def spv2_json(
    metadata: Metadata, *, doc_name: str, sha1: str, paper_id: str = "", model_version: str = ""
) -> Json:
    """Return one paper as a JSON object.

    SPv2's keys are docName, docSha, title (null if none), authors (strings) and bibs with
    title, authors, venue, year (null if none). Added are paperId and modelVersion, `details`
    beside title and authors, and in each bib `text`, `confidence` (that it is a reference at
    all, 0..1), `places` and `details`. A detail has
    text, confidence (0..1) and places: {page (from 0), box: [left, top, right, bottom] in
    points from the page's top left}. Behind those of title, authors, venue and year the details
    have the further fields: of the paper those of `domain.metadata.PaperDetails`, of a bib those
    of `ReferenceDetails`, by the same names with capitals (first_page is firstPage).
    """
    return {
        "docName": doc_name,
        "docSha": sha1,
        "title": metadata.title.text if metadata.title else None,
        "authors": [one.name.text for one in metadata.authors],
        "bibs": [_bib(one) for one in metadata.references],
        "paperId": paper_id,
        "modelVersion": model_version,
        "details": {
            "title": _value(metadata.title),
            "authors": [_author(one) for one in metadata.authors],
            **_details(metadata.details),
        },
    }


def _bib(reference: Reference) -> Json:
    return {
        "title": reference.title.text if reference.title else None,
        "authors": [one.name.text for one in reference.authors],
        "venue": reference.venue.text if reference.venue else None,
        "year": reference.year.text if reference.year else None,
        "text": reference.text,
        "confidence": round(reference.confidence, 4),
        "places": [_region(one) for one in reference.regions],
        "details": {
            "title": _value(reference.title),
            "authors": [_author(one) for one in reference.authors],
            "venue": _value(reference.venue),
            "year": _value(reference.year),
            **_details(reference.details),
        },
    }


def _details(details: PaperDetails | ReferenceDetails) -> Json:
    return {_key(one.name): _detail(getattr(details, one.name)) for one in fields(details)}


def _key(name: str) -> str:
    """Return the key of a field.

    >>> _key("first_page"), _key("doi")
    ('firstPage', 'doi')
    """
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _detail(detail: Detail | tuple[Detail, ...]) -> Any:
    if isinstance(detail, tuple):
        return [_detail(one) for one in detail]
    if isinstance(detail, Author):
        return _author(detail)
    if isinstance(detail, Affiliation):
        return _affiliation(detail)
    return detail or None if isinstance(detail, str) else _value(detail)


def _affiliation(one: Affiliation) -> Json:
    parts = {name: _value(getattr(one, name)) for name in _AFFILIATION_PARTS}
    return {
        **(_value(one.text) or {}), "marker": one.marker, **parts, "authors": list(one.authors)
    }  # fmt: skip


def _author(author: Author) -> Json:
    return {**(_value(author.name) or {}), "given": author.given, "family": author.family}


def _value(value: Value | None) -> Json | None:
    if value is None:
        return None
    return {
        "text": value.text,
        "confidence": round(value.confidence, 4),
        "places": [_region(one) for one in value.regions],
    }


def _region(region: Region) -> Json:
    return {"page": region.page, "box": [round(edge, 2) for edge in region.box]}
