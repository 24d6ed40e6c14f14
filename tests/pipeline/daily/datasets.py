"""Rows of the dequeue dataset, made of papers."""

from __future__ import annotations

from typing import Any

from spv2_spark.contracts.tables import Dequeue
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind
from spv2_spark.exchange.paper import ParsedPaper
from spv2_spark.stages.result_rows import result_row
from spv2_spark.stages.token_rows import Read


def row_of(paper: ParsedPaper) -> dict[str, Any]:
    """Return a row of DEQUEUE."""
    claimed = ClaimedPaper(paper.paper_id, f"/pdfs/{paper.doc_name}", paper.doc_name, 1)
    nothing = Failure("tokenise", Kind.NO_TEXT, "of no concern here")
    row = result_row(Read(claimed, nothing, paper.sha1), "v1", paper.metadata)
    there = {**row, "page_count": 3, "wave": "w1"}
    return {name: there[name] for name in Dequeue.contract.fieldNames()}
