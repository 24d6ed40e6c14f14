"""Labels to rows of the LABELLING table, and back beside their documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from spv2_spark.contracts.schema import arrow_schema
from spv2_spark.contracts.tables import PAGE_PART
from spv2_spark.contracts.training import LABELLED_PART, LABELLING, LABELS_PART
from spv2_spark.domain.label import MASK, PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.gold.canvas import Labelled
from spv2_spark.stages.token_rows import Read, columns_of, cut, documents
from spv2_spark.valid_text import one_line

SCHEMA = arrow_schema(LABELLING)


def labelling_batch(labelled: Sequence[tuple[Read, Labelled]]) -> pa.RecordBatch:
    """Return LABELLING rows: one a paper, and one a page with its labels."""
    rows = [row for read, one in labelled for row in _rows(read, one)]
    return pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def labelled_documents(
    batches: Iterable[pa.RecordBatch],
) -> Iterator[tuple[Read, tuple[PageLabels, ...]]]:
    """Yield the documents of rows whose pages carry `field` and `entry`, with their labels.

    Rows come as `token_rows.documents` takes them. A page without labels is masked.
    """
    seen: dict[tuple[str, int], PageLabels] = {}

    def noted() -> Iterator[pa.RecordBatch]:
        for batch in batches:
            columns = columns_of(batch)
            for at, part in enumerate(columns["part"]):
                if part == PAGE_PART:
                    labels = _labels(columns, at)
                    seen[columns["paper_id"][at], labels.number] = labels
            yield batch

    for read in documents(noted()):
        pages = read.outcome.pages if isinstance(read.outcome, Document) else ()
        yield read, tuple(seen.pop((read.paper.paper_id, page.number)) for page in pages)


def _rows(read: Read, labelled: Labelled) -> Iterator[dict[str, Any]]:
    counts = labelled.report.counts.items()
    fields = [page.field for page in labelled.labels]
    yield {
        "part": LABELLED_PART,
        "paper_id": read.paper.paper_id,
        "uri": read.paper.uri,
        "dropped": one_line(labelled.dropped),
        "counts": [{"field": k, "gold": one.gold, "found": one.found} for k, one in counts],
        "drops": [
            {"field": one.field, "text": one_line(one.text), "reason": one.reason}
            for one in labelled.report.drops
        ],
        "masked": int(sum((field == MASK).sum() for field in fields)),
        "tokens": sum(len(field) for field in fields),
    }
    for page in labelled.labels:
        yield {
            "part": LABELS_PART,
            "paper_id": read.paper.paper_id,
            "page": page.number,
            "field": page.field,
            "entry": page.entry,
        }


def _labels(columns: dict[str, Any], at: int) -> PageLabels:
    number = columns["page"][at]
    field, entry = (np.asarray(cut(columns, name, at), np.int8) for name in ("field", "entry"))
    if not len(field):
        size = len(cut(columns, "texts", at))
        field = entry = np.full(size, MASK, np.int8)
    return PageLabels(number, field, entry)
