from __future__ import annotations

import json

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
from spv2_spark.report.spv2_json import spv2_json

CITED = ReferenceDetails(volume=Value("12", 0.5), publication_type="journal")
REFERENCE_DETAILS = (
    "label", "issue", "firstPage", "lastPage", "publisher", "place", "series", "bookTitle", "doi",
    "arxiv", "pmid", "pmcid", "url", "accessed",
)  # fmt: skip
PAPER_DETAILS = (
    "abstract", "doi", "arxiv", "pmid", "pmcid", "received", "accepted", "published",
)  # fmt: skip
PLACE = Region(0, Box(1.0, 2.004, 3.0, 4.0))


def test_spv2_keys_and_ours() -> None:
    metadata = Metadata(
        Value("T", 0.98765, (PLACE,)),
        (Author(Value("Ana Núñez", 0.5), "Ana", "Núñez"),),
        (Reference(None, (), Value("V", 0.5), None, (PLACE,), "V.", 1.0, CITED),),
        PaperDetails(
            keywords=(Value("k", 0.5),),
            affiliations=(
                Affiliation(Value("Oslo", 0.5), "1", settlement=Value("Oslo", 0.5), authors=(0,)),
            ),
        ),
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
                    **dict.fromkeys(REFERENCE_DETAILS),
                    "volume": {"text": "12", "confidence": 0.5, "places": []},
                    "editors": [],
                    "publicationType": "journal",
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
            **dict.fromkeys(PAPER_DETAILS),
            "keywords": [{"text": "k", "confidence": 0.5, "places": []}],
            "issns": [],
            "emails": [],
            "affiliations": [
                {
                    "text": "Oslo",
                    "confidence": 0.5,
                    "places": [],
                    "marker": "1",
                    "institution": None,
                    "department": None,
                    "country": None,
                    "settlement": {"text": "Oslo", "confidence": 0.5, "places": []},
                    "authors": [0],
                }
            ],
        },
    }
    assert json.loads(json.dumps(result)) == result


def test_empty_metadata() -> None:
    result = spv2_json(Metadata(None, (), ()), doc_name="", sha1="")
    assert (result["title"], result["authors"], result["bibs"]) == (None, [], [])
