"""Tokens to results: the stage that runs the tagger."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import pyarrow as pa
from pyspark.sql import DataFrame

from spv2_spark.contracts.schema import arrow_schema, loose
from spv2_spark.contracts.tables import RESULTS
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags, Tagger
from spv2_spark.errors import Failure, Kind
from spv2_spark.stages.result_rows import result_row
from spv2_spark.stages.rows import runs
from spv2_spark.stages.time_limit import OverTimeError, time_limit
from spv2_spark.stages.token_rows import Read, documents

T = TypeVar("T")
Load = Callable[[], Tagger]
Decode = Callable[[Document, Sequence[PageTags], frozenset[str]], Metadata]


def results_of(
    tokens: DataFrame,
    load: Load,
    decode: Decode,
    *,
    version: str,
    chunk_tokens: int,
    limit_s: float,
    tick: Callable[[int], None] = lambda papers: None,
) -> DataFrame:
    """Return RESULTS: one row for every row of TOKENS, partition by partition as they lie.

    `load` is called in the Python workers, once a chunk: it keeps the tagger that it made.
    `version` is that tagger's, known without loading it. Documents go to the tagger together
    in chunks of about `chunk_tokens`, so its batches run over the pages of many papers.
    A failure of TOKENS passes through; an exception of the tagger or of `decode` is a
    failure of the paper it came from alone, and so is what takes longer than `limit_s` seconds
    for any of its steps. `tick` is told how many papers ended.
    """
    read_out, schema = _ReadOut(load, decode, limit_s), arrow_schema(RESULTS)

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        for chunk in runs(documents(batches), chunk_tokens, _tokens_of):
            ended = list(_chunk_rows(chunk, read_out, version))
            yield pa.RecordBatch.from_pylist(ended, schema=schema)
            tick(len(chunk))

    return tokens.mapInArrow(rows, loose(RESULTS))


def _tokens_of(read: Read) -> int:
    return sum(map(len, read.outcome.pages)) if isinstance(read.outcome, Document) else 0


def _chunk_rows(
    chunk: Sequence[Read], read_out: _ReadOut, version: str
) -> Iterator[dict[str, object]]:
    read = [one.outcome for one in chunk if isinstance(one.outcome, Document)]
    found = iter(read_out(read) if read else ())
    for one in chunk:
        if isinstance(one.outcome, Failure):
            yield result_row(one, version, one.outcome)
        else:
            yield result_row(one, version, next(found))


@dataclass(frozen=True, slots=True)
class _ReadOut:
    """What makes metadata of documents, each of them within a bound of time."""

    load: Load
    decode: Decode
    limit_s: float

    def __call__(self, read: Sequence[Document]) -> Iterator[Metadata | Failure]:
        tagger = self.load()
        for document, tags in zip(read, self._tags(read, tagger), strict=True):
            if isinstance(tags, Failure):
                yield tags
            else:
                work = partial(self.decode, document, tags, tagger.known_words)
                yield self._guarded("decode", work)

    def _tags(
        self, read: Sequence[Document], tagger: Tagger
    ) -> list[tuple[PageTags, ...] | Failure]:
        """Tag all documents together; if that fails, one by one, so that only the cause fails."""
        together = self._guarded("predict", partial(tagger.tag, read))
        if not isinstance(together, Failure):
            return list(together)
        if len(read) == 1:
            return [together]
        return list(itertools.chain.from_iterable(self._tags([one], tagger) for one in read))

    def _guarded(self, stage: str, work: Callable[[], T]) -> T | Failure:
        try:
            with time_limit(self.limit_s):
                return work()
        except OverTimeError as error:
            return Failure(stage, Kind.TIMEOUT, str(error))
        except Exception as error:  # noqa: BLE001  whatever it is, it costs one paper and is told
            return Failure(stage, Kind.MODEL, f"{type(error).__name__}: {error}")
