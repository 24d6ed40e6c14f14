from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings

from spv2_spark.domain.metadata import Metadata
from spv2_spark.exchange.forms import form_of
from spv2_spark.exchange.paper import ParsedPaper, line_of, people_of
from tests.exchange.papers import PAPER, PAPERS, WHEN

SCHEMA = json.loads((Path(__file__).parent / "schemas/csl-items.json").read_text("utf-8"))


def items(part: str, *papers: ParsedPaper) -> list[dict[str, Any]]:
    text = "\n".join(form_of("csl-json", part, WHEN).lines(papers))
    found: list[dict[str, Any]] = json.loads(text.encode())
    jsonschema.validate(found, SCHEMA)
    return found


def test_a_paper_is_an_item() -> None:
    assert items("papers", PAPER) == [
        {
            "id": "nunez-7c0b54d35cbb",
            "type": "article",
            "title": "Cats <b> & 5% {Dogs}",
            "author": [
                {"given": "Ana M.", "family": "Núñez"},
                {"literal": "World Health Organization"},
            ],
        }
    ]


def test_references_have_types_and_variables() -> None:
    found = items("references", PAPER)
    assert [one["id"] for one in found] == [f"nunez-7c0b54d35cbb-b{n}" for n in range(7)]
    assert [one["type"] for one in found] == [
        "article-journal",
        "paper-conference",
        "chapter",
        "book",
        "article-journal",
        "thesis",
        "document",
    ]
    assert found[0]["author"] == [
        {"given": "Ada B.", "family": "Roe"},
        {"given": "J.", "family": "van der Berg", "suffix": "Jr."},
    ]
    assert found[0]["issued"] == {"date-parts": [[2001]]}
    assert (found[0]["container-title"], found[0]["year-suffix"]) == ("Nature", "a")
    assert found[3]["title"] == "A Whole Book"
    assert found[4]["issued"] == {"literal": "in press"}
    assert found[6] == {
        "id": "nunez-7c0b54d35cbb-b6",
        "type": "document",
        "note": "Personal communication & more",
    }


def test_a_file_of_no_paper_is_an_empty_array() -> None:
    assert items("papers") == []
    assert items("references", PAPER._replace(metadata=Metadata(None, (), ()))) == []


def test_the_schema_is_asked() -> None:
    wrong = [{**items("papers", PAPER)[0], "journal": "no such variable"}]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


def test_a_citation_processor_reads_it() -> None:
    dated = [one for one in items("references", PAPER) if "date-parts" in one.get("issued", {})]
    source = CiteProcJSON(dated)
    assert source["nunez-7c0b54d35cbb-b3"].title == ["A Whole Book"]
    assert source["nunez-7c0b54d35cbb-b0"].author[1].family == "van der Berg"


@settings(max_examples=60, deadline=None)
@given(PAPERS)
def test_whatever_was_read_is_read_back(paper: ParsedPaper) -> None:
    found = items("references", paper)
    for cited, item in zip(paper.metadata.references, found, strict=True):
        told = [line_of(one.text) for one in (cited.title, cited.venue) if one]
        assert [text for text in told if text and text not in item.values()] == []
        people = [{k: v for k, v in one._asdict().items() if v} for one in people_of(cited.authors)]
        assert item.get("author", []) == people
