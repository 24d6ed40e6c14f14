"""Tokens and gold to labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyarrow as pa

from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.tables import Tokens
from spv2_spark.contracts.training import Labels
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.gold.canvas import Labelled, Report
from spv2_spark.stages.label_rows import label_row
from spv2_spark.stages.rows import batches_of, mapped
from spv2_spark.stages.token_rows import Read, documents

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
