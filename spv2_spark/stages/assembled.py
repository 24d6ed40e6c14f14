"""Bulk archives to a table of what became of their articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import types as T

from spv2_spark.contracts.schema import column, loose
from spv2_spark.contracts.training import ASSEMBLED
from spv2_spark.stages.rows import batches_of, rows_of

BULK = T.StructType([column("archive", T.StringType(), "a bulk archive: a path or a URI")])


class AssembledRow(NamedTuple):
    """A row of ASSEMBLED, its columns in their order."""

    archive: str
    article: str
    sha1: str
    outcome: str
    message: str


Assemble = Callable[[str], Iterator[AssembledRow]]

_ROWS_AT_ONCE = 1_000


def assembled_of(archives: DataFrame, assemble: Assemble) -> DataFrame:
    """Return ASSEMBLED: a row for every article, and one for an archive that is at fault."""

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        articles = (row._asdict() for (archive,) in rows_of(found) for row in assemble(archive))
        return batches_of(articles, ASSEMBLED, _ROWS_AT_ONCE)

    return archives.select("archive").mapInArrow(rows, loose(ASSEMBLED))
