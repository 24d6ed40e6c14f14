"""Tokens to token statistics: counts that add up over any cut of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyarrow as pa
from pyspark.sql import functions as F

from spv2_spark.contracts.schema import Frame, arrow_schema
from spv2_spark.contracts.tables import Tokens
from spv2_spark.contracts.training import Statistics
from spv2_spark.domain.page import Document
from spv2_spark.features.statistics import page_rows
from spv2_spark.stages.rows import mapped
from spv2_spark.stages.token_rows import documents

_SCHEMA = arrow_schema(Statistics.contract)
# A worker holds this many counts at most before it hands them on to be added up by Spark.
_COUNTS_AT_ONCE = 200_000


def token_statistics_of(tokens: Frame[Tokens]) -> Frame[Statistics]:
    """Return STATISTICS of TOKENS, exact; every pair of kind and value is there once."""
    return combined(mapped(tokens, _counts, Statistics))


def combined(statistics: Frame[Statistics]) -> Frame[Statistics]:
    """Return STATISTICS whose equal rows are added up."""
    counts = statistics.groupBy("kind", "value").agg(F.sum("count").alias("count"))
    return Statistics.of(counts.select(*Statistics.contract.fieldNames()))


def _counts(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
    counts: Counter[tuple[str, str]] = Counter()
    for read in documents(batches):
        pages = read.outcome.pages if isinstance(read.outcome, Document) else ()
        for kind, value, count in (row for page in pages for row in page_rows(page)):
            counts[kind, value] += count
        if len(counts) > _COUNTS_AT_ONCE:
            yield _batch(counts)
            counts.clear()
    if counts:
        yield _batch(counts)


def _batch(counts: Counter[tuple[str, str]]) -> pa.RecordBatch:
    kinds, values = zip(*counts, strict=True)
    columns = [pa.array(kinds), pa.array(values), pa.array(counts.values(), pa.int64())]
    return pa.RecordBatch.from_arrays(columns, schema=_SCHEMA)
