"""Archives of JATS articles to a table of articles that the generator draws from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import types as T

from spv2_spark.contracts.schema import arrow_schema, column, loose
from spv2_spark.contracts.training import ARTICLES

ARCHIVES = T.StructType(
    [
        column("number", T.LongType(), "of the archive, from 0"),
        column("archive", T.StringType(), "a tar archive of JATS articles"),
    ]
)
PER_ARCHIVE = 1_000_000


class ArticleRow(NamedTuple):
    """A row of ARTICLES, its columns in their order."""

    number: int
    source_id: str
    journal: str
    article: str
    sample: str
    failure: str


ReadArchive = Callable[[str], Iterator[ArticleRow]]

_SCHEMA = arrow_schema(ARTICLES)
_ROWS_AT_ONCE = 32


def articles_of(archives: DataFrame, read_archive: ReadArchive) -> DataFrame:
    """Return ARTICLES of all archives; `read_archive` numbers an archive's own from 0."""

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        for batch in found:
            told = (batch.column(name).to_pylist() for name in ARCHIVES.fieldNames())
            for number, archive in zip(*told, strict=True):
                yield from _encoded(number * PER_ARCHIVE, read_archive(archive))

    return archives.select(*ARCHIVES.fieldNames()).mapInArrow(rows, loose(ARTICLES))


def _encoded(first: int, found: Iterable[ArticleRow]) -> Iterator[pa.RecordBatch]:
    waiting: list[ArticleRow] = []
    for row in found:
        waiting.append(row._replace(number=first + row.number))
        if len(waiting) == _ROWS_AT_ONCE:
            yield _batch(waiting)
            waiting = []
    if waiting:
        yield _batch(waiting)


def _batch(rows: list[ArticleRow]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([row._asdict() for row in rows], schema=_SCHEMA)
