from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings

from spv2_spark.domain.metadata import Metadata, ReferenceDetails
from spv2_spark.exchange.forms import form_of
from spv2_spark.exchange.paper import ParsedPaper, line_of, people_of, text_of
from tests.exchange.further import FURTHER, paper_of
from tests.exchange.papers import PAPER, PAPERS, WHEN

HOSTILE = 'a\x00b\x0b{c}\\d %5 & <e> ]]> \ud800 \ufffe"\n'

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


def test_a_paper_says_its_further_fields() -> None:
    (item,) = items("papers", FURTHER)
    assert {name: said for name, said in item.items() if name not in ("id", "title", "author")} == {
        "type": "article",
        "issued": {"date-parts": [[2011, 7, 1]]},
        "submitted": {"date-parts": [[2011, 5, 19]]},
        "abstract": "We study 5% of <all> cats.",
        "keyword": "cats, wild, R&D",
        "ISSN": "0378-5955",
        "DOI": "10.1000/own_1",
        "PMID": "77",
        "PMCID": "PMC88",
        "number": "arXiv:2001.00001",
    }


def test_references_say_their_further_fields() -> None:
    article, chapter, book, report, preprint, web, edited = (
        {name: said for name, said in one.items() if name not in ("id", "author", "issued")}
        for one in items("references", FURTHER)
    )
    assert article == {
        "type": "article-journal",
        "title": "Cats",
        "container-title": "Nature",
        "volume": "12",
        "issue": "3 Suppl",
        "page": "45-67",
        "citation-label": "1",
        "DOI": "10.1000/a_b<1>%2",
        "PMID": "123",
        "PMCID": "PMC456",
        "archive": "arXiv",
        "archive_location": "1412.6980",
    }
    assert chapter == {
        "type": "chapter",
        "title": "A chapter",
        "container-title": "Things",
        "collection-title": "Notes in DNA",
        "editor": [{"given": "Cy D.", "family": "Poe"}, {"literal": "The {Group}"}],
        "volume": "7",
        "page": "e12",
        "publisher": "Wiley & Sons",
        "publisher-place": "New York",
    }
    assert (book["type"], book["title"], book["publisher"]) == ("book", "A Whole Book", "Wiley")
    assert "container-title" not in book
    assert report == {"type": "report", "title": "On cats", "publisher": "NASA"}
    assert preprint == {"type": "article", "title": "On dogs", "number": "arXiv:1412.6980"}
    assert web == {
        "type": "webpage",
        "title": "A page",
        "URL": "http://www.x.org/~a_b?c=1&d=%7Be%7D",
        "accessed": {"date-parts": [[2011, 5, 19]]},
    }
    assert edited == {
        "type": "article-journal",
        "editor": [{"given": "Cy", "family": "Poe"}],
        "note": "Poe, ed.",
    }


def test_hostile_strings_stay_in_their_variables() -> None:
    line = line_of(HOSTILE)
    (item,) = items("papers", paper_of(HOSTILE))
    assert (item["abstract"], item["DOI"], item["keyword"]) == (line, line, f"{line}, {line}")
    assert (item["issued"], item["submitted"]) == ({"literal": line}, {"literal": line})
    cited = items("references", paper_of(HOSTILE))
    for one in cited:
        assert (one["volume"], one["issue"], one["page"]) == (line, line, line)
        assert (one["publisher"], one["collection-title"], one["PMID"]) == (line, line, line)
        assert one["accessed"] == {"literal": line}
        assert one["URL"].startswith(
            "http://x/a%20b%20%7Bc%7D%5Cd%20%255%20&%20%3Ce%3E%20%5D%5D%3E"
        )


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
    further = CiteProcJSON(items("references", FURTHER)[:5])
    assert further[next(iter(further))].volume == ["12"]
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
        assert_further(cited.details, item)


def assert_further(details: ReferenceDetails, item: dict[str, Any]) -> None:
    told = (details.volume, details.issue, details.publisher, details.place, details.series)
    for name, one in zip(
        ("volume", "issue", "publisher", "publisher-place", "collection-title"), told, strict=True
    ):
        if text := text_of(one):
            assert item[name] == text
    assert item.get("DOI", "") == text_of(details.doi)
    assert len(item.get("editor", [])) == len(people_of(details.editors))
