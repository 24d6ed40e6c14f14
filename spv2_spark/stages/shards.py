"""Labelled tokens to shards of features."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
from pyspark import TaskContext
from pyspark.sql import functions as F

from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.tables import Tokens
from spv2_spark.contracts.training import Labels, Shards
from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.features.shards import ShardInfo
from spv2_spark.stages.labels import labelled_documents
from spv2_spark.stages.rows import batches_of, mapped

Sample = tuple[str, Document, tuple[PageLabels, ...]]
# Gets the shard's number and its papers; returns the folder that it wrote, and what it holds.
WriteShard = Callable[[int, Iterator[Sample]], tuple[str, ShardInfo]]


def shards_of(
    tokens: Frame[Tokens], labels: Frame[Labels], write: WriteShard, *, partitions: int
) -> Frame[Shards]:
    """Return SHARDS: one row a partition, whose papers `write` makes a shard of.

    Papers that were not read, and those that LABELS drops,
    are left out. A task that runs twice writes the same shard twice.
    """
    used = labels.where(F.col("dropped") == "").select("paper_id", "field", "entry")
    labelled = tokens.where(F.col("failure_kind").isNull()).join(used, "paper_id")
    in_order = labelled.repartition(partitions, "paper_id").sortWithinPartitions("paper_id")

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        context = TaskContext.get()
        number = context.partitionId() if context else 0
        path, info = write(number, labelled_documents(batches))
        row = {"path": path, "papers": len(info.papers)}
        return batches_of([row | {"pages": info.pages, "tokens": info.tokens}], Shards, 1)

    return mapped(in_order, rows, Shards)
