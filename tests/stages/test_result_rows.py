"""Rows of RESULTS hold all of a paper's metadata."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

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
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.stages.result_rows import metadata_from, result_row
from spv2_spark.stages.token_rows import Read
from tests.fakes import document_of


def value(text: str) -> Value:
    return Value(text, 0.5, (Region(1, Box(1.0, 2.0, 3.0, 4.0)),))


def filled(kind: type[PaperDetails] | type[ReferenceDetails]) -> dict[str, Any]:
    """Return another value for each field that holds one."""
    return {one.name: value(one.name) for one in fields(kind) if one.default is None}


def test_a_row_holds_every_field() -> None:
    editor = Author(value("Ed Itor"), "Ed", "Itor")
    cited = ReferenceDetails(
        **filled(ReferenceDetails), editors=(editor,), publication_type="chapter"
    )
    place = Affiliation(value("CERN, Geneva"), "1", value("CERN"), authors=(0, 2))
    lists: dict[str, Any] = {name: (value(name),) for name in ("keywords", "issns", "emails")}
    own = PaperDetails(**filled(PaperDetails), **lists, affiliations=(place,))
    reference = Reference(None, (), None, value("1999"), (), "1999.", 0.5, cited)
    metadata = Metadata(value("T"), (editor,), (reference,), own)
    read = Read(ClaimedPaper("p", "u", "n", 1), document_of("p"), "f" * 40)
    assert metadata_from(result_row(read, "v", metadata)) == metadata
    assert all(getattr(own, one.name) for one in fields(own))
    assert all(getattr(cited, one.name) for one in fields(cited))
