"""Labelled tokens to shards of features."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
from pyspark import TaskContext
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from spv2_spark.contracts.schema import arrow_schema, loose
from spv2_spark.contracts.training import LABELLED, LABELS, SHARDS
from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.features.shards import ShardInfo
from spv2_spark.stages.label_rows import labelled_documents
from spv2_spark.stages.tokens import by_document

Sample = tuple[str, Document, tuple[PageLabels, ...]]
# Gets the shard's number and its papers; returns the folder that it wrote, and what it holds.
WriteShard = Callable[[int, Iterator[Sample]], tuple[str, ShardInfo]]

_SCHEMA = arrow_schema(SHARDS)


def shards_of(
    pages: DataFrame,
    papers: DataFrame,
    labelled: DataFrame,
    labels: DataFrame,
    write: WriteShard,
    *,
    partitions: int,
) -> DataFrame:
    """Return SHARDS: one row a partition, whose papers `write` makes a shard of.

    Papers that were not read (DOCUMENTS, `papers`), and those that LABELLED drops, are left
    out. A task that runs twice writes the same shard twice.
    """
    is_used = (F.col("dropped") == "") & F.col("failure_kind").isNull()
    used = papers.join(labelled.select("paper_id", LABELLED["dropped"].name), "paper_id").where(
        is_used
    )
    with_labels = pages.join(used.select("paper_id"), "paper_id", "left_semi").join(
        labels.select(*LABELS.fieldNames()), ["paper_id", "page"], "left"
    )

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        context = TaskContext.get()
        path, info = write(context.partitionId() if context else 0, _samples(batches))
        row = {"path": path, "papers": len(info.papers)}
        row |= {"pages": info.pages, "tokens": info.tokens}
        yield pa.RecordBatch.from_pylist([row], schema=_SCHEMA)

    return by_document(with_labels, used, partitions).mapInArrow(rows, loose(SHARDS))


def _samples(batches: Iterable[pa.RecordBatch]) -> Iterator[Sample]:
    for read, labels in labelled_documents(batches):
        if isinstance(read.outcome, Document):
            yield read.paper.paper_id, read.outcome, labels
