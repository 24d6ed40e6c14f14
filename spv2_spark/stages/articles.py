"""Archives of JATS articles to a table of articles that the generator draws from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Frame, Table, column, struct
from spv2_spark.contracts.training import Articles
from spv2_spark.stages.rows import batches_of, mapped, rows_of

PER_ARCHIVE = 1_000_000


class Archives(Table):
    """Archives that articles are read out of."""

    contract = struct(
        column("number", T.LongType(), "of the archive, from 0"),
        column("archive", T.StringType(), "a tar archive of JATS articles"),
    )


class ArticleRow(NamedTuple):
    """A row of ARTICLES, its columns in their order."""

    number: int
    source_id: str
    journal: str
    article: str
    sample: str
    failure: str


ReadArchive = Callable[[str], Iterator[ArticleRow]]

_ROWS_AT_ONCE = 32


def articles_of(archives: Frame[Archives], read_archive: ReadArchive) -> Frame[Articles]:
    """Return the articles of all archives; `read_archive` numbers an archive's own from 0."""

    def articles(number: int, archive: str) -> Iterator[dict[str, object]]:
        for row in read_archive(archive):
            yield row._asdict() | {"number": number * PER_ARCHIVE + row.number}

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        every = (row for archive in rows_of(found) for row in articles(*archive))
        return batches_of(every, Articles, _ROWS_AT_ONCE)

    return mapped(archives, rows, Articles)
