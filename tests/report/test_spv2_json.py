from __future__ import annotations

import json

from spv2_spark.domain.metadata import Author, Metadata, Reference, Region, Value
from spv2_spark.domain.page import Box
from spv2_spark.report.spv2_json import spv2_json

PLACE = Region(0, Box(1.0, 2.004, 3.0, 4.0))


def test_spv2_keys_and_ours() -> None:
    metadata = Metadata(
        Value("T", 0.98765, (PLACE,)),
        (Author(Value("Ana Núñez", 0.5), "Ana", "Núñez"),),
        (Reference(None, (), Value("V", 0.5), None, (PLACE,), "V."),),
    )
    result = spv2_json(metadata, doc_name="a.pdf", sha1="f" * 40, paper_id="p", model_version="m")
    place = {"page": 0, "box": [1.0, 2.0, 3.0, 4.0]}
    assert result == {
        "docName": "a.pdf",
        "docSha": "f" * 40,
        "title": "T",
        "authors": ["Ana Núñez"],
        "bibs": [
            {
                "title": None,
                "authors": [],
                "venue": "V",
                "year": None,
                "text": "V.",
                "confidence": 1.0,
                "places": [place],
                "details": {
                    "title": None,
                    "authors": [],
                    "venue": {"text": "V", "confidence": 0.5, "places": []},
                    "year": None,
                },
            }
        ],
        "paperId": "p",
        "modelVersion": "m",
        "details": {
            "title": {"text": "T", "confidence": 0.9877, "places": [place]},
            "authors": [
                {
                    "text": "Ana Núñez",
                    "confidence": 0.5,
                    "places": [],
                    "given": "Ana",
                    "family": "Núñez",
                }
            ],
        },
    }
    assert json.loads(json.dumps(result)) == result


def test_empty_metadata() -> None:
    result = spv2_json(Metadata(None, (), ()), doc_name="", sha1="")
    assert (result["title"], result["authors"], result["bibs"]) == (None, [], [])
