"""The formats in which one paper is answered; each is a path, `/v1/FORMAT/pdf`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from spv2_spark.domain.metadata import Metadata
from spv2_spark.errors import Failure
from spv2_spark.exchange.bibtex import paper_entry, reference_entries
from spv2_spark.exchange.csl_json import paper_item, reference_items
from spv2_spark.exchange.paper import ParsedPaper
from spv2_spark.report.spv2_json import spv2_json


class Facts(NamedTuple):
    """What is known of a paper beside what was read out of it."""

    name: str  # of its file, as the client says
    sha1: str  # of its bytes
    paper_id: str = ""
    version: str = ""  # of the result


class Format(NamedTuple):
    """How a paper is written, and what that is called in HTTP."""

    content_type: str
    write: Callable[[Metadata, Facts], bytes]


def _json(metadata: Metadata, facts: Facts) -> bytes:
    paper = spv2_json(
        metadata,
        doc_name=facts.name,
        sha1=facts.sha1,
        paper_id=facts.paper_id,
        model_version=facts.version,
    )
    return _dumped({"doc": paper})


def _bibtex(metadata: Metadata, facts: Facts) -> bytes:
    """Return the paper's entry, and after it those of its references."""
    paper = _parsed(metadata, facts)
    entries = [paper_entry(paper), *reference_entries(paper)]
    return "".join(f"{one}\n" for one in entries).encode()


def _csl_json(metadata: Metadata, facts: Facts) -> bytes:
    """Return a list of the paper's item and those of its references."""
    paper = _parsed(metadata, facts)
    return _dumped([paper_item(paper), *reference_items(paper)])


def _parsed(metadata: Metadata, facts: Facts) -> ParsedPaper:
    return ParsedPaper(facts.paper_id or facts.sha1, facts.name, facts.sha1, metadata)


FORMATS: Mapping[str, Format] = {
    "json": Format("application/json", _json),
    "bibtex": Format("application/x-bibtex", _bibtex),
    "csl-json": Format("application/vnd.citationstyles.csl+json", _csl_json),
}


def failure_json(failure: Failure, name: str) -> bytes:
    """Return a failure in SPv2's shape, `{"error": {message, stackTrace, docName}}`.

    There is no stack trace; stage and kind stand beside it.
    """
    error = {
        "message": failure.message,
        "stackTrace": "",
        "docName": name,
        "stage": failure.stage,
        "kind": failure.kind.value,
    }
    return _dumped({"error": error})


def _dumped(value: Mapping[str, Any] | list[Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
