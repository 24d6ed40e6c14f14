"""Columns for other Spark programs: of papers, by their PDFs' bytes, and of strings.

    from spv2_spark.functions import parse_pdf
    pdfs = spark.read.format("binaryFile").load("s3a://bucket/*.pdf")
    papers = pdfs.select("path", parse_pdf("content").alias("paper"))

They read in the same sandbox and tag in the same batches as the jobs do, but keep no books: what
they cost, and when the jobs are better, is in docs/functions.md. Those of strings
(`parse_reference` and its like) are in docs/strings.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
from pyspark.sql import Column
from pyspark.sql.pandas.functions import pandas_udf

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import loose
from spv2_spark.contracts.tables import PARSED, READ
from spv2_spark.pipeline.daily.dequeue import read_papers
from spv2_spark.pipeline.workers.paper_reader import ContentReader
from spv2_spark.pipeline.workers.strings import (
    affiliations_column,
    dates_column,
    names_column,
    references_column,
)
from spv2_spark.pipeline.workers.tagging import tagging_of
from spv2_spark.stages.frames import parsed_frame, read_frame, reads_of
from spv2_spark.stages.results import DecodeRows
from spv2_spark.stages.rows import runs
from spv2_spark.stages.tags import Bounds, TagReads
from spv2_spark.stages.token_rows import Read

__all__ = [
    "parse_affiliation", "parse_date", "parse_name", "parse_pdf", "parse_reference",
    "read_papers", "read_tokens", "tag",
]  # fmt: skip

_READS_AT_ONCE = 8  # rows of a batch of tokens: of 0.1 to 17 MB each


def parse_pdf(content: Column | str, settings: Settings | None = None) -> Column:
    """Return a column of PARSED (docs/tables.md) of a column of the bytes of PDFs.

    What cannot be read, null included, is a row with a `failure`. Raises ModelError for an
    unusable model package, here and not in the workers.
    """
    return _parsing(settings or Settings())(content)


def read_tokens(content: Column | str, settings: Settings | None = None) -> Column:
    """Return a column of READ (docs/tables.md) of a column of the bytes of PDFs.

    No model is loaded. Null, or what is no PDF, is a row with `failure_kind`.
    """
    return _reading(settings or Settings())(content)


def tag(tokens: Column | str, settings: Settings | None = None) -> Column:
    """Return a column of PARSED of a column of READ: `parse_pdf` is `tag` of `read_tokens`.

    Failures to read pass through. Raises ModelError for an unusable model package.
    """
    return _tagging(settings or Settings())(tokens)


def parse_reference(text: Column | str, settings: Settings | None = None) -> Column:
    """Return a column of PARSED_REFERENCE (docs/tables.md) of a column of references as printed.

    Its authors, editors and date are read by models of their own, of all references together.
    Null gives nulls. Raises ModelError for an unusable model package, here and not in the workers.
    """
    return references_column(settings or Settings())(text)


def parse_name(
    text: Column | str, settings: Settings | None = None, *, of: str = "citation"
) -> Column:
    """Return a column of arrays of PERSON of a column of lists of names.

    `of` is where they were printed: "citation", in a reference, or "header", under a title. Raises
    as `parse_reference`, and SettingsError for another `of`.
    """
    return names_column(settings or Settings(), f"name-{of}")(text)


def parse_affiliation(text: Column | str, settings: Settings | None = None) -> Column:
    """Return a column of arrays of AFFILIATION of a column of strings; see `parse_reference`."""
    return affiliations_column(settings or Settings())(text)


def parse_date(text: Column | str, settings: Settings | None = None) -> Column:
    """Return a column of DATE of a column of strings; see `parse_reference`."""
    return dates_column(settings or Settings())(text)


@dataclass(frozen=True, slots=True)
class _ParseReads:
    """Documents to frames of PARSED, in chunks that are tagged together."""

    tag: TagReads
    rows: DecodeRows

    def __call__(self, reads: Iterable[Read]) -> Iterator[pd.DataFrame]:
        for chunk in self.tag(reads):
            yield parsed_frame(self.rows(chunk))


def _parse_reads(settings: Settings) -> _ParseReads:
    process, tagging = settings.process, tagging_of(settings)
    bounds = Bounds(process.chunk_tokens, process.paper_limit_s)
    load, limit_s = tagging.load, bounds.limit_s
    words = lambda: load().known_words  # noqa: E731
    rows = DecodeRows(tagging.decode, words, tagging.version, limit_s, tagging.further)
    return _ParseReads(TagReads(load, bounds), rows)


@lru_cache
def _parsing(settings: Settings) -> Callable[[Column | str], Column]:
    read, parse = ContentReader(settings.pdf), _parse_reads(settings)

    def parsed(contents: Iterator[pd.Series]) -> Iterator[pd.DataFrame]:
        yield from parse(read(_values(contents)))

    return _function(parsed, loose(PARSED))


@lru_cache
def _reading(settings: Settings) -> Callable[[Column | str], Column]:
    read = ContentReader(settings.pdf)

    def tokens(contents: Iterator[pd.Series]) -> Iterator[pd.DataFrame]:
        yield from map(read_frame, runs(read(_values(contents)), _READS_AT_ONCE))

    return _function(tokens, loose(READ))


@lru_cache
def _tagging(settings: Settings) -> Callable[[Column | str], Column]:
    parse = _parse_reads(settings)

    def parsed(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        yield from parse(reads_of(frames))

    return _function(parsed, loose(PARSED))


def _function(rows: Any, returns: Any) -> Callable[[Column | str], Column]:
    # Time limits make it so; and Spark would put a deterministic one into every filter upon it,
    # and read each paper twice.
    function: Any = pandas_udf(rows, returns)
    nondeterministic: Callable[[Column | str], Column] = function.asNondeterministic()
    return nondeterministic


def _values(series: Iterable[pd.Series]) -> Iterator[bytes | None]:
    for one in series:
        yield from one
