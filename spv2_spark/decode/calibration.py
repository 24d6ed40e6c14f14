"""Confidences that mean what they say: of the values at 0.9, about nine in ten are right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from spv2_spark.decode.score import EXACT, FIELDS, Pair, Rules, bag_of, form_of, values_of_gold
from spv2_spark.domain.metadata import Author, Metadata, Reference, Value
from spv2_spark.errors import ModelError

FORMAT = 1
_KNOTS = 12  # steps of a field's table at most
_LEAST = 8  # values that a step rests on at least

Samples = Mapping[str, list[tuple[float, bool]]]  # field -> (raw confidence, right)


class Bin(NamedTuple):
    """A row of a reliability table: values whose confidence lies in [low, high)."""

    low: float
    high: float
    values: int  # how many
    confidence: float  # their mean
    right: float  # the share of them that is right


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
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"calibration is damaged: {error}") from error
        for table in tables.values():
            if any(one[0] >= two[0] or one[1] > two[1] for one, two in pairwise(table)):
                raise ModelError("calibration is damaged: a table does not rise")
        return Calibration(tables)


def samples_of(pairs: Iterable[Pair], rules: Rules = EXACT) -> dict[str, list[tuple[float, bool]]]:
    """Return (confidence, right) of every value read, for each field that the gold has.

    A value is right if it matches a gold value of its document that no value before it took.
    """
    samples: dict[str, list[tuple[float, bool]]] = {name: [] for name in FIELDS}
    for pair in pairs:
        read = values_by_field(pair.metadata) if pair.metadata else {}
        for name, texts in values_of_gold(pair.gold).items():
            left, form = bag_of(name, texts, rules), form_of(name, rules)
            for value in read.get(name, []):
                right = left[form(value.text)] > 0
                left[form(value.text)] -= right
                samples[name].append((value.confidence, right))
    return samples


def fit(samples: Samples) -> Calibration:
    """Fit a rising table per field: isotonic regression (pool adjacent violators)."""
    tables = {}
    for name, pairs in samples.items():
        if len(pairs) >= 2 * _LEAST:
            tables[name] = _isotonic(sorted(pairs))
    return Calibration(tables)


def reliability(pairs: Iterable[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Return the non-empty rows of a reliability table with `bins` equal steps."""
    rows = list(pairs)
    table = []
    for at in range(bins):
        low, high = at / bins, (at + 1) / bins
        here = [one for one in rows if low <= one[0] < high or (at == bins - 1 and one[0] >= high)]
        if here:
            mean = sum(one[0] for one in here) / len(here)
            table.append(Bin(low, high, len(here), mean, sum(one[1] for one in here) / len(here)))
    return table


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


def calibrated(metadata: Metadata, calibration: Calibration) -> Metadata:
    """Return the metadata with every confidence calibrated."""

    def value(name: str, one: Value | None) -> Value | None:
        return one and replace(one, confidence=calibration.of(name, one.confidence))

    def authors(name: str, some: tuple[Author, ...]) -> tuple[Author, ...]:
        return tuple(
            replace(
                one,
                name=replace(one.name, confidence=calibration.of(name, one.name.confidence)),
            )
            for one in some
        )

    def reference(one: Reference) -> Reference:
        return replace(
            one,
            title=value("bib_titles", one.title),
            authors=authors("bib_authors", one.authors),
            venue=value("bib_venues", one.venue),
            year=value("bib_years", one.year),
        )

    return Metadata(
        value("title", metadata.title),
        authors("authors", metadata.authors),
        tuple(reference(one) for one in metadata.references),
    )


def _isotonic(pairs: list[tuple[float, bool]]) -> tuple[tuple[float, float], ...]:
    """Return the knots of the rising step means, joined by lines."""
    # Each group holds [count, sum of confidences, sum of rights]; equal shares to begin with.
    size = max(_LEAST, -(-len(pairs) // _KNOTS))
    groups: list[list[float]] = []
    for start in range(0, len(pairs), size):
        some = pairs[start : start + size]
        groups.append([len(some), sum(one[0] for one in some), sum(one[1] for one in some)])
        while len(groups) > 1 and _rate(groups[-2]) >= _rate(groups[-1]):
            last = groups.pop()
            groups[-1] = [one + two for one, two in zip(groups[-1], last, strict=True)]
    knots: list[tuple[float, float]] = []
    for count, confidence, right in groups:
        # One right and one wrong value more: no table says 0 or 1 for sure.
        knot = (confidence / count, (right + 1) / (count + 2))
        if not knots or knot[0] > knots[-1][0] + 1e-9:
            knots.append((knot[0], max(knot[1], knots[-1][1] if knots else 0.0)))
    return tuple(knots)


def _rate(group: list[float]) -> float:
    return group[2] / group[0]
