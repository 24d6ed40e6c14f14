"""Bulk archives to a table of what became of their articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Frame, Table, column, struct
from spv2_spark.contracts.training import Assembled
from spv2_spark.stages.rows import batches_of, mapped, rows_of


class Bulk(Table):
    """Bulk archives, which hold a PDF and its gold an article."""

    contract = struct(column("archive", T.StringType(), "a path or a URI"))


class AssembledRow(NamedTuple):
    """A row of ASSEMBLED, its columns in their order."""

    archive: str
    article: str
    sha1: str
    outcome: str
    message: str


Assemble = Callable[[str], Iterator[AssembledRow]]

_ROWS_AT_ONCE = 1_000


def assembled_of(archives: Frame[Bulk], assemble: Assemble) -> Frame[Assembled]:
    """Return ASSEMBLED: a row for every article, and one for an archive that is at fault."""

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        articles = (row._asdict() for (archive,) in rows_of(found) for row in assemble(archive))
        return batches_of(articles, Assembled, _ROWS_AT_ONCE)

    return mapped(archives, rows, Assembled)
