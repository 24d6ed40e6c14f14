"""Papers to tokens: the one stage that touches PDFs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from spv2_spark.contracts.schema import loose
from spv2_spark.contracts.tables import DOCUMENT_PART, DOCUMENTS, PAGE_PART, PAGES, PAPERS, TOKENS
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.stages import token_rows
from spv2_spark.stages.token_rows import Read

ReadPapers = Callable[[Iterable[ClaimedPaper]], Iterator[Read]]


def tokens_of(papers: DataFrame, read: ReadPapers, *, batch_bytes: int = 8_000_000) -> DataFrame:
    """Return TOKENS: a document row for every row of PAPERS, a page row for every page read.

    `read` runs in the Python workers, gets a partition's papers as they stream in, and yields
    an outcome for each of them in any order; it must not raise. It travels by pickle, so what
    cannot be pickled is made inside it.
    """

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        yield from token_rows.batches(read(_papers(batches)), batch_bytes)

    return papers.select(*PAPERS.fieldNames()).mapInArrow(rows, loose(TOKENS))


def documents_of(tokens: DataFrame) -> DataFrame:
    """Return DOCUMENTS: one row a paper."""
    return tokens.where(F.col("part") == DOCUMENT_PART).select(*DOCUMENTS.fieldNames())


def pages_of(tokens: DataFrame) -> DataFrame:
    """Return PAGES: one row a page."""
    return tokens.where(F.col("part") == PAGE_PART).select(*PAGES.fieldNames())


def by_document(pages: DataFrame, papers: DataFrame, partitions: int) -> DataFrame:
    """Return the rows of DOCUMENTS (`papers`) and PAGES as `token_rows.documents` reads them.

    All rows of a paper are in one of the partitions, its document first, its pages in order.
    """
    heads = papers.select(*DOCUMENTS.fieldNames(), F.lit(DOCUMENT_PART).alias("part"))
    bodies = pages.withColumn("part", F.lit(PAGE_PART))
    together = heads.unionByName(bodies, allowMissingColumns=True)
    # Nulls sort first: a document's row has no page.
    return together.repartition(partitions, "paper_id").sortWithinPartitions("paper_id", "page")


def _papers(batches: Iterable[pa.RecordBatch]) -> Iterator[ClaimedPaper]:
    for batch in batches:
        columns = [batch.column(name).to_pylist() for name in PAPERS.fieldNames()]
        yield from (ClaimedPaper(*row) for row in zip(*columns, strict=True))
