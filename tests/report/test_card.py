"""A model's card: engine, size, speed, data, scores, confidence, settings."""

from __future__ import annotations

from spv2_spark.report.card import Speed, card_of
from spv2_spark.report.evaluation import evaluation_of
from tests.report.build import pair

MANIFEST = {
    "name": "m",
    "version": "1.2",
    "shape": {"engine": "bilstm_crf"},
    "trained_on": "three papers",
    "settings": {"seed": 7, "batch": {"window": 192}},
}


def test_a_card() -> None:
    evaluation = evaluation_of([pair()], name="m", draws=10)
    card = card_of(MANIFEST, 4_600_000, Speed(50_000, 2.0), evaluation, "dev")
    assert card.startswith(
        "# Model m 1.2\n\nEngine bilstm_crf, references flat; 4.6 MB; 25,000 tokens a second"
    )
    assert "three papers" in card
    assert "| pmc | 1 | title | 1.000 | 1.000-1.000 | 1.000 |" in card
    assert "| pmc | 1 | bib venue | 0.500 |" in card
    assert "| batch.window | 192 |" in card
    assert "| title | 1 | 1.000 |" in card.split("## Values of confidence")[1]
    assert "| title | 0.001 |" in card.split("## Reliability")[1]


def test_a_cascade_says_so() -> None:
    cascade = {**MANIFEST, "reference_parser": {"shape": {"engine": "bilstm"}}}
    card = card_of(cascade, 1, Speed(1, 0.0), evaluation_of([pair()], name="m", draws=5), "dev")
    assert "references a cascade with a bilstm reference parser" in card
