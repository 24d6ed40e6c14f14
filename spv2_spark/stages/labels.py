"""Tokens and gold to labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyarrow as pa
from pyspark.sql import DataFrame

from spv2_spark.contracts.schema import loose
from spv2_spark.contracts.training import LABELS
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.gold.canvas import Labelled, Report
from spv2_spark.stages.label_rows import label_row
from spv2_spark.stages.rows import batches_of
from spv2_spark.stages.token_rows import Read, documents

Label = Callable[[str, Document], Labelled]
_PAPERS_AT_ONCE = 16


def labels_of(tokens: DataFrame, label: Label) -> DataFrame:
    """Return LABELS: a row for every row of TOKENS.

    `label` gets the PDF's URI, beside which its gold lies, and the document. A paper that was
    not read, or whose gold cannot be, is dropped with its reason.
    """

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        labelled = (label_row(read, _labelled(read, label)) for read in documents(batches))
        return batches_of(labelled, LABELS, _PAPERS_AT_ONCE)

    return tokens.mapInArrow(rows, loose(LABELS))


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
