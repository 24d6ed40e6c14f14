"""Tokens and gold to labels, a row a paper, and back beside their documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.tables import Tokens
from spv2_spark.contracts.training import Labels
from spv2_spark.domain.label import MASK, PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.gold.canvas import Labelled, Report
from spv2_spark.stages.rows import batches_of, mapped
from spv2_spark.stages.token_rows import Read, columns_of, cut, documents, read_of
from spv2_spark.valid_text import one_line

Label = Callable[[str, Document], Labelled]
_PAPERS_AT_ONCE = 16


def labels_of(tokens: Frame[Tokens], label: Label) -> Frame[Labels]:
    """Return LABELS: a row for every row of TOKENS.

    `label` gets the PDF's URI, beside which its gold lies, and the document. A paper that was
    not read, or whose gold cannot be, is dropped with its reason.
    """

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        labelled = (label_row(read, _labelled(read, label)) for read in documents(batches))
        return batches_of(labelled, Labels, _PAPERS_AT_ONCE)

    return mapped(tokens, rows, Labels)


def _labelled(read: Read, label: Label) -> Labelled:
    if isinstance(read.outcome, Failure):
        return nothing(f"{read.outcome.stage}: {read.outcome.kind.value}")
    try:
        return label(read.paper.uri, read.outcome)
    except Exception as error:  # noqa: BLE001  whatever it is, it costs one paper and is told
        return nothing(f"{type(error).__name__}: {error}")


def nothing(reason: str) -> Labelled:
    """Return the labels of a paper that has none."""
    return Labelled((), Report({}, (), {}), reason)


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


def _labels(
    document: Document, field: npt.NDArray[np.int8], entry: npt.NDArray[np.int8]
) -> Iterator[PageLabels]:
    """Yield the labels of each page; MASK where there are none."""
    if not len(field):
        field = entry = np.full(sum(map(len, document.pages)), MASK, np.int8)
    for page, own in document.tokens_of_pages():
        yield PageLabels(page.number, field[own], entry[own])
