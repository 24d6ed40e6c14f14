"""Results to rows of the RESULTS table and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spv2_spark.contracts.tables import REGION
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
from spv2_spark.domain.page import Box
from spv2_spark.errors import Failure
from spv2_spark.stages.token_rows import Read, facts_of, failure_of
from spv2_spark.valid_text import valid_text

# The details that are one value, and those that are several.
_PAPER_VALUES = (
    "abstract", "doi", "arxiv", "pmid", "pmcid", "received", "accepted", "published",
)  # fmt: skip
_PAPER_LISTS = ("keywords", "issns", "emails")
_DETAILS = (*_PAPER_VALUES, *_PAPER_LISTS, "affiliations")
_REFERENCE_VALUES = (
    "label", "volume", "issue", "first_page", "last_page", "publisher", "place", "series",
    "book_title", "doi", "arxiv", "pmid", "pmcid", "url", "accessed",
)  # fmt: skip
_PARTS = ("institution", "department", "settlement", "country")


def result_row(read: Read, version: str, outcome: Metadata | Failure) -> dict[str, Any]:
    """Return the row of RESULTS of a paper that was read so, and ended with `outcome`."""
    found = outcome if isinstance(outcome, Metadata) else None
    return {
        **facts_of(read),
        "model_version": version,
        "title": _value_row(found.title) if found else None,
        "authors": [_author_row(one) for one in found.authors] if found else None,
        "references": [_reference_row(one) for one in found.references] if found else None,
        **(_details_row(found.details) if found else dict.fromkeys(_DETAILS)),
        **failure_of(outcome),
    }


def metadata_from(row: Mapping[str, Any]) -> Metadata:
    """Return the Metadata of a row of RESULTS or DEQUEUE, as plain dictionaries and lists."""
    return Metadata(
        title=_value(row["title"]),
        authors=tuple(_author(one) for one in row["authors"] or ()),
        references=tuple(_reference(one) for one in row["references"] or ()),
        details=PaperDetails(
            **_paper_values(row),
            affiliations=tuple(map(_affiliation, row["affiliations"] or ())),
        ),
    )


def _paper_values(row: Mapping[str, Any]) -> dict[str, Any]:
    one = {name: _value(row[name]) for name in _PAPER_VALUES}
    return {**one, **{name: tuple(map(_a_value, row[name] or ())) for name in _PAPER_LISTS}}


def _value_row(value: Value | None) -> dict[str, Any] | None:
    if value is None:
        return None
    regions = [_region_row(one) for one in value.regions]
    return {"text": valid_text(value.text), "confidence": value.confidence, "places": regions}


def _region_row(region: Region) -> dict[str, Any]:
    return dict(zip(REGION.fieldNames(), (region.page, *region.box), strict=True))


def _author_row(author: Author) -> dict[str, Any]:
    parts = {"given": valid_text(author.given), "family": valid_text(author.family)}
    return {"name": _value_row(author.name), **parts}


def _reference_row(reference: Reference) -> dict[str, Any]:
    return {
        "title": _value_row(reference.title),
        "authors": [_author_row(one) for one in reference.authors],
        "venue": _value_row(reference.venue),
        "year": _value_row(reference.year),
        "places": [_region_row(one) for one in reference.regions],
        "text": valid_text(reference.text),
        "confidence": reference.confidence,
        **{name: _value_row(getattr(reference.details, name)) for name in _REFERENCE_VALUES},
        "editors": [_author_row(one) for one in reference.details.editors],
        "publication_type": reference.details.publication_type or None,
    }


def _details_row(details: PaperDetails) -> dict[str, Any]:
    return {
        **{name: _value_row(getattr(details, name)) for name in _PAPER_VALUES},
        **{name: [_value_row(one) for one in getattr(details, name)] for name in _PAPER_LISTS},
        "affiliations": [_affiliation_row(one) for one in details.affiliations],
    }


def _affiliation_row(affiliation: Affiliation) -> dict[str, Any]:
    return {
        "text": _value_row(affiliation.text),
        "marker": valid_text(affiliation.marker),
        **{name: _value_row(getattr(affiliation, name)) for name in _PARTS},
        "authors": list(affiliation.authors),
    }


def _value(row: Mapping[str, Any] | None) -> Value | None:
    if row is None:
        return None
    return Value(row["text"], row["confidence"], tuple(_region(one) for one in row["places"]))


def _a_value(row: Mapping[str, Any] | None) -> Value:
    """Return the value of a row that is never null; what is null all the same is empty."""
    return _value(row) or Value("", 0.0)


def _region(row: Mapping[str, Any]) -> Region:
    page, *box = (row[name] for name in REGION.fieldNames())
    return Region(page, Box(*box))


def _author(row: Mapping[str, Any]) -> Author:
    return Author(_a_value(row["name"]), row["given"], row["family"])


def _reference(row: Mapping[str, Any]) -> Reference:
    return Reference(
        title=_value(row["title"]),
        authors=tuple(_author(one) for one in row["authors"]),
        venue=_value(row["venue"]),
        year=_value(row["year"]),
        regions=tuple(_region(one) for one in row["places"]),
        text=row["text"],
        confidence=row["confidence"],
        details=ReferenceDetails(
            **{name: _value(row[name]) for name in _REFERENCE_VALUES},
            editors=tuple(map(_author, row["editors"] or ())),
            publication_type=row["publication_type"] or "",
        ),
    )


def _affiliation(row: Mapping[str, Any]) -> Affiliation:
    return Affiliation(
        text=_a_value(row["text"]),
        marker=row["marker"],
        **{name: _value(row[name]) for name in _PARTS},
        authors=tuple(row["authors"]),
    )
