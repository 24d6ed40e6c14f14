"""A small paper for the pages: a document, its labels, its metadata."""

from __future__ import annotations

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.domain.metadata import Metadata
from spv2_spark.scoring.oracle import tags_of_labels
from spv2_spark.scoring.score import Pair
from tests.decode.build import built

LINES = [
    "#{T Cats <b> & Dogs}",
    "{A Ana Núñez}",
    "~@1. {a Roe A}. {t First things}. {v Nature}. {y 2001};1.",
    "@2. {a Low C}. {t Second things}. {v Cell}. {y 2002};2.",
]
GOLD = Gold(
    "Cats <b> & Dogs",
    (PersonName("Ana", "Núñez"), PersonName("Bo", "Missing")),
    (
        GoldReference("First things", (PersonName("A", "Roe"),), "Nature", "2001"),
        GoldReference("Second thing", (PersonName("C", "Low"),), "Cell.", "2002"),
    ),
)


def metadata() -> Metadata:
    document, labels = built(LINES)
    return Decoder().metadata_of(document, tags_of_labels(labels))


def pair() -> Pair:
    return Pair(GOLD, metadata(), "pmc", "paper-1")
