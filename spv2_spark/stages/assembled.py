"""Bulk archives to a table of what became of their articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import types as T

from spv2_spark.contracts.schema import arrow_schema, column, loose
from spv2_spark.contracts.training import ASSEMBLED

BULK = T.StructType([column("archive", T.StringType(), "a bulk archive: a path or a URI")])


class AssembledRow(NamedTuple):
    """A row of ASSEMBLED, its columns in their order."""

    archive: str
    article: str
    sha1: str
    outcome: str
    message: str


Assemble = Callable[[str], Iterator[AssembledRow]]

_SCHEMA = arrow_schema(ASSEMBLED)


def assembled_of(archives: DataFrame, assemble: Assemble) -> DataFrame:
    """Return ASSEMBLED: a row for every article, and one for an archive that is at fault."""

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        for batch in found:
            for archive in batch.column("archive").to_pylist():
                told = [row._asdict() for row in assemble(str(archive))]
                yield pa.RecordBatch.from_pylist(told, schema=_SCHEMA)

    return archives.select("archive").mapInArrow(rows, loose(ASSEMBLED))
