"""Archives to tables: of articles for the generator, and of what became of those of a corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Frame, Table, column, struct
from spv2_spark.contracts.training import Articles, Assembled
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

_ARTICLES_AT_ONCE, _ROWS_AT_ONCE = 32, 1_000


def articles_of(archives: Frame[Archives], read_archive: ReadArchive) -> Frame[Articles]:
    """Return the articles of all archives; `read_archive` numbers an archive's own from 0."""

    def articles(number: int, archive: str) -> Iterator[dict[str, object]]:
        for row in read_archive(archive):
            yield row._asdict() | {"number": number * PER_ARCHIVE + row.number}

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        every = (row for archive in rows_of(found) for row in articles(*archive))
        return batches_of(every, Articles, _ARTICLES_AT_ONCE)

    return mapped(archives, rows, Articles)


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


def assembled_of(archives: Frame[Bulk], assemble: Assemble) -> Frame[Assembled]:
    """Return ASSEMBLED: a row for every article, and one for an archive that is at fault."""

    def rows(found: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        articles = (row._asdict() for (archive,) in rows_of(found) for row in assemble(archive))
        return batches_of(articles, Assembled, _ROWS_AT_ONCE)

    return mapped(archives, rows, Assembled)
