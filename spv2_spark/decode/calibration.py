"""Confidences that mean what they say: of the values at 0.9, about nine in ten are right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from spv2_spark.domain.metadata import Author, Metadata, Reference, Value
from spv2_spark.errors import ModelError

FORMAT = 1
REFERENCES = "references"  # whether an entry is one at all

Change = Callable[[str, float], float]  # of a field, its confidence


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising line per field through (raw confidence, share right); no table changes nothing."""

    tables: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)

    def of(self, name: str, raw: float) -> float:
        """Return the calibrated confidence of a field's value."""
        table = self.tables.get(name)
        if not table:
            return raw
        return float(np.interp(raw, [one[0] for one in table], [one[1] for one in table]))

    def to_json(self) -> str:
        """Return the tables as JSON, as a model package keeps them."""
        tables = {name: [list(knot) for knot in table] for name, table in self.tables.items()}
        return json.dumps({"format": FORMAT, "tables": tables}, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> Calibration:
        """Read what to_json wrote; raises ModelError for anything else."""
        try:
            data = json.loads(text)
            if data["format"] != FORMAT:
                raise ModelError(f"calibration of format {data['format']}, expected {FORMAT}")
            tables = {
                str(name): tuple((float(raw), float(right)) for raw, right in table)
                for name, table in data["tables"].items()
            }
        except (LookupError, ValueError, TypeError, AttributeError, OverflowError) as error:
            raise ModelError(f"calibration is damaged: {error}") from error
        except RecursionError as error:
            raise ModelError("calibration is damaged: nested too deeply") from error
        for table in tables.values():
            if not all(0.0 <= value <= 1.0 for knot in table for value in knot):  # NaN neither
                raise ModelError("calibration is damaged: a value is no probability")
            if any(one[0] >= two[0] or one[1] > two[1] for one, two in pairwise(table)):
                raise ModelError("calibration is damaged: a table does not rise")
        return Calibration(tables)


def values_by_field(metadata: Metadata) -> dict[str, list[Value]]:
    """Return every value of the metadata under the scorer's name of its field."""
    references = metadata.references
    return {
        "title": [metadata.title] if metadata.title else [],
        "authors": [one.name for one in metadata.authors],
        "bib_titles": [one.title for one in references if one.title],
        "bib_authors": [name.name for one in references for name in one.authors],
        "bib_venues": [one.venue for one in references if one.venue],
        "bib_years": [one.year for one in references if one.year],
    }


def with_confidences(reference: Reference, change: Change) -> Reference:
    """Return a reference with the confidence of each of its values changed."""
    return replace(
        reference,
        title=_changed("bib_titles", reference.title, change),
        authors=_authors("bib_authors", reference.authors, change),
        venue=_changed("bib_venues", reference.venue, change),
        year=_changed("bib_years", reference.year, change),
    )


def calibrated(metadata: Metadata, calibration: Calibration) -> Metadata:
    """Return the metadata with every confidence calibrated."""
    change = calibration.of
    return Metadata(
        _changed("title", metadata.title, change),
        _authors("authors", metadata.authors, change),
        tuple(
            replace(with_confidences(one, change), confidence=change(REFERENCES, one.confidence))
            for one in metadata.references
        ),
    )


def _changed(field: str, value: Value | None, change: Change) -> Value | None:
    return value and Value(value.text, change(field, value.confidence), value.regions)


def _authors(field: str, authors: tuple[Author, ...], change: Change) -> tuple[Author, ...]:
    return tuple(
        Author(
            Value(one.name.text, change(field, one.name.confidence), one.name.regions),
            one.given,
            one.family,
        )
        for one in authors
    )
