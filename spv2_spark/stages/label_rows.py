"""Labels to rows of the LABELS table, and back beside their documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from spv2_spark.domain.label import MASK, Labels, PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.gold.canvas import Labelled
from spv2_spark.stages.token_rows import Read, columns_of, cut, read_of
from spv2_spark.valid_text import one_line


def label_row(read: Read, labelled: Labelled) -> dict[str, Any]:
    """Return a paper's row of LABELS."""
    counts = labelled.report.counts.items()
    field, entry = (
        np.concatenate([np.zeros(0, np.int8), *(getattr(page, name) for page in labelled.labels)])
        for name in ("field", "entry")
    )
    return {
        "paper_id": read.paper.paper_id,
        "uri": read.paper.uri,
        "dropped": one_line(labelled.dropped),
        "counts": [{"field": k, "gold": one.gold, "found": one.found} for k, one in counts],
        "drops": [
            {"field": one.field, "text": one_line(one.text), "reason": one.reason}
            for one in labelled.report.drops
        ],
        "masked": int((field == MASK).sum()),
        "tokens": len(field),
        "field": field,
        "entry": entry,
    }


def labelled_documents(
    batches: Iterable[pa.RecordBatch],
) -> Iterator[tuple[str, Document, tuple[PageLabels, ...]]]:
    """Yield paper id, document and labels of TOKENS rows that carry `field` and `entry`.

    A paper without labels is masked; one that was not read is left out.
    """
    for batch in batches:
        columns = columns_of(batch)
        for at in range(batch.num_rows):
            read = read_of(columns, at)
            if isinstance(read.outcome, Document):
                field, entry = (cut(columns, name, at) for name in ("field", "entry"))
                yield read.paper.paper_id, read.outcome, tuple(_labels(read.outcome, field, entry))


def _labels(document: Document, field: Labels, entry: Labels) -> Iterator[PageLabels]:
    """Yield the labels of each page; MASK where there are none."""
    if not len(field):
        field = entry = np.full(sum(map(len, document.pages)), MASK, np.int8)
    for page, own in document.tokens_of_pages():
        yield PageLabels(page.number, field[own], entry[own])
