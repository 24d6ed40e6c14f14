"""What confidences are worth, told by gold: how often values are right, and the fit of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from spv2_spark.decode.calibration import REFERENCES, Calibration, values_by_field
from spv2_spark.scoring.score import EXACT, FIELDS, Pair, Rules, bag_of, form_of, values_of_gold

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


def reference_samples(pairs: Iterable[Pair], rules: Rules = EXACT) -> list[tuple[float, bool]]:
    """Return (confidence, whether it is one) of every reference read, where gold has references.

    It is one if its title is a gold title, or else its year and one of its authors are gold's.
    """
    samples = []
    soft = replace(rules, soft=True)
    for pair in pairs:
        if not pair.gold.references or pair.metadata is None:
            continue
        texts = values_of_gold(pair.gold)
        gold = {name: set(bag_of(name, texts.get(name, ()), soft)) for name in FIELDS}
        for one in pair.metadata.references:
            read = {
                "bib_titles": [one.title.text] if one.title else [],
                "bib_years": [one.year.text] if one.year else [],
                "bib_authors": [author.name.text for author in one.authors],
            }
            found = {name: bool(gold[name] & set(bag_of(name, read[name], soft))) for name in read}
            is_one = found["bib_titles"] or (found["bib_years"] and found["bib_authors"])
            samples.append((one.confidence, is_one))
    return samples


def all_samples_of(pairs: Sequence[Pair], rules: Rules = EXACT) -> Samples:
    """Return the samples of every field's values, and those of the references themselves."""
    return {**samples_of(pairs, rules), REFERENCES: reference_samples(pairs, rules)}


def calibration_error(table: Iterable[Bin]) -> float:
    """Return the expected calibration error: how far off confidences are, over all values.

    >>> calibration_error([Bin(0.9, 1.0, 3, 0.95, 0.9), Bin(0.5, 0.6, 1, 0.55, 0.75)])
    0.0875
    """
    rows = list(table)
    values = sum(row.values for row in rows)
    off = sum(row.values * abs(row.confidence - row.right) for row in rows)
    return round(off / values, 4) if values else 0.0


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
