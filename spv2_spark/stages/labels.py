"""Tokens and gold to labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from spv2_spark.contracts.schema import loose
from spv2_spark.contracts.training import LABELLED, LABELLED_PART, LABELLING, LABELS, LABELS_PART
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.gold.canvas import Labelled, Report
from spv2_spark.stages.label_rows import labelling_batch
from spv2_spark.stages.token_rows import Read, documents
from spv2_spark.stages.tokens import by_document

Label = Callable[[str, Document], Labelled]
_PAPERS_AT_ONCE = 16


def labelling_of(
    pages: DataFrame, papers: DataFrame, label: Label, *, partitions: int
) -> DataFrame:
    """Return LABELLING: a row for every row of DOCUMENTS (`papers`), and one for every page.

    `label` gets the PDF's URI, beside which its gold lies, and the document. A paper that was
    not read, or whose gold cannot be, is dropped with its reason.
    """

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        waiting: list[tuple[Read, Labelled]] = []
        for read in documents(batches):
            waiting.append((read, _labelled(read, label)))
            if len(waiting) == _PAPERS_AT_ONCE:
                yield labelling_batch(waiting)
                waiting = []
        if waiting:
            yield labelling_batch(waiting)

    return by_document(pages, papers, partitions).mapInArrow(rows, loose(LABELLING))


def labelled_of(labelling: DataFrame) -> DataFrame:
    """Return LABELLED: one row a paper."""
    return labelling.where(F.col("part") == LABELLED_PART).select(*LABELLED.fieldNames())


def labels_of(labelling: DataFrame) -> DataFrame:
    """Return LABELS: one row a page."""
    return labelling.where(F.col("part") == LABELS_PART).select(*LABELS.fieldNames())


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
