from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.decode.calibration import Calibration
from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.domain.metadata import Author, Metadata, Reference, Value
from spv2_spark.scoring.reliability import fit, reference_samples, reliability, samples_of
from spv2_spark.scoring.score import Pair


def test_samples_take_each_gold_value_once() -> None:
    gold = Gold("A title", None, None)
    pairs = [Pair(gold, Metadata(Value("A Title", 0.8), (), ())), Pair(gold, None)]
    assert samples_of(pairs)["title"] == [(0.8, True)]


def test_fit_pulls_overconfident_values_down() -> None:
    rng = np.random.default_rng(0)
    raw = rng.random(4000)
    right = rng.random(4000) < raw**2
    calibration = fit({"title": list(zip(raw.tolist(), right.tolist(), strict=True))})
    assert calibration.of("title", 0.5) == pytest.approx(0.25, abs=0.06)
    assert calibration.of("title", 0.95) == pytest.approx(0.9, abs=0.06)
    assert calibration.of("authors", 0.5) == 0.5  # no table, no change
    again = [(calibration.of("title", one), hit) for one, hit in zip(raw, right, strict=True)]
    assert all(abs(row.confidence - row.right) < 0.08 for row in reliability(again))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200))
def test_tables_rise_and_survive_json(pairs: list[tuple[float, bool]]) -> None:
    calibration = fit({"title": pairs})
    values = [calibration.of("title", raw) for raw in np.linspace(0, 1, 21)]
    assert all(one <= two + 1e-12 for one, two in pairwise(values))
    assert Calibration.from_json(calibration.to_json()) == calibration


def test_reliability_counts_every_value() -> None:
    rows = reliability([(0.05, False), (0.95, True), (1.0, True), (0.92, False)])
    assert [(row.low, row.values, round(row.right, 2)) for row in rows] == [
        (0.0, 1, 0.0),
        (0.9, 3, 0.67),
    ]


def test_a_reference_is_one_if_gold_has_its_title_or_its_author_and_year() -> None:
    gold = Gold(None, None, (GoldReference("On kilns", (PersonName("A.", "Doe"),), "", "2015"),))

    def read(title: str, author: str, year: str, confidence: float) -> Reference:
        authors = (Author(Value(author, 0.5)),)
        return Reference(Value(title, 0.5), authors, None, Value(year, 0.5), confidence=confidence)

    found = (
        read("On Kilns.", "B. Roe", "1990", 0.9),
        read("Of kilns", "A. Doe", "2015", 0.8),
        read("Of kilns", "A. Doe", "2016", 0.7),
        read("Figure 3", "", "2001", 0.6),
    )
    pairs = [Pair(gold, Metadata(None, (), found)), Pair(Gold("T", None, None), None)]
    assert reference_samples(pairs) == [(0.9, True), (0.8, True), (0.7, False), (0.6, False)]
