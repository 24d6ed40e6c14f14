"""Results to rows of the RESULTS table and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spv2_spark.contracts.tables import REGION
from spv2_spark.domain.metadata import Author, Metadata, Reference, Region, Value
from spv2_spark.domain.page import Box
from spv2_spark.errors import Failure
from spv2_spark.stages.token_rows import Read, facts_of, failure_of
from spv2_spark.valid_text import valid_text


def result_row(read: Read, version: str, outcome: Metadata | Failure) -> dict[str, Any]:
    """Return the row of RESULTS of a paper that was read so, and ended with `outcome`."""
    found = outcome if isinstance(outcome, Metadata) else None
    return {
        **facts_of(read),
        "model_version": version,
        "title": _value_row(found.title) if found else None,
        "authors": [_author_row(one) for one in found.authors] if found else None,
        "references": [_reference_row(one) for one in found.references] if found else None,
        **failure_of(outcome),
    }


def metadata_from(row: Mapping[str, Any]) -> Metadata:
    """Return the Metadata of a row of RESULTS or DEQUEUE, as plain dictionaries and lists."""
    return Metadata(
        title=_value(row["title"]),
        authors=tuple(_author(one) for one in row["authors"] or ()),
        references=tuple(_reference(one) for one in row["references"] or ()),
    )


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
    }


def _value(row: Mapping[str, Any] | None) -> Value | None:
    if row is None:
        return None
    return Value(row["text"], row["confidence"], tuple(_region(one) for one in row["places"]))


def _region(row: Mapping[str, Any]) -> Region:
    page, *box = (row[name] for name in REGION.fieldNames())
    return Region(page, Box(*box))


def _author(row: Mapping[str, Any]) -> Author:
    return Author(_value(row["name"]) or Value("", 0.0), row["given"], row["family"])


def _reference(row: Mapping[str, Any]) -> Reference:
    return Reference(
        title=_value(row["title"]),
        authors=tuple(_author(one) for one in row["authors"]),
        venue=_value(row["venue"]),
        year=_value(row["year"]),
        regions=tuple(_region(one) for one in row["places"]),
        text=row["text"],
        confidence=row["confidence"],
    )
