"""Tokens to tags: the stage that runs the tagger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa
from pyspark.resource import ResourceProfile

from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.tables import Tagged, Tokens
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import Tagger
from spv2_spark.stages.rows import mapped, runs
from spv2_spark.stages.tag_documents import tags_each
from spv2_spark.stages.tag_rows import TaggedPaper, tagged_batch
from spv2_spark.stages.token_rows import Read, documents

Load = Callable[[], Tagger]
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Tokens of documents that are tagged together, and seconds for any of a paper's steps."""

    chunk_tokens: int = 200_000
    limit_s: float = 120.0


def tags_of(
    tokens: Frame[Tokens],
    load: Load,
    *,
    bounds: Bounds,
    tick: Tick,
    profile: ResourceProfile | None = None,
) -> Frame[Tagged]:
    """Return TAGGED: one row for every row of TOKENS, partition by partition as they lie.

    `profile` is what Spark has to give to each task of the stage (Spark 4 and later).
    """
    tag = TagReads(load, bounds)

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        for chunk in tag(documents(batches)):
            yield tagged_batch(chunk)
            tick(len(chunk))

    return mapped(tokens, rows, Tagged, profile)


@dataclass(frozen=True, slots=True)
class TagReads:
    """Tags the papers of a partition, chunk by chunk; travels by pickle.

    `load` is called once a chunk: it keeps the tagger that it made. Documents go to the tagger
    together in chunks of about `bounds.chunk_tokens`, so its batches run over the pages of many
    papers. A failure to read passes through; an exception of the tagger, or taking longer than
    the bound, is a failure of the paper it came from alone.
    """

    load: Load
    bounds: Bounds = field(default_factory=Bounds)

    def __call__(self, reads: Iterable[Read]) -> Iterator[list[TaggedPaper]]:
        """Yield the papers in their order, a list a chunk."""
        for chunk in runs(reads, self.bounds.chunk_tokens, _tokens_of):
            found = [one.outcome for one in chunk if isinstance(one.outcome, Document)]
            tags = iter(tags_each(self.load, found, self.bounds.limit_s))
            yield [
                TaggedPaper(one, next(tags) if isinstance(one.outcome, Document) else one.outcome)
                for one in chunk
            ]


def _tokens_of(read: Read) -> int:
    return sum(map(len, read.outcome.pages)) if isinstance(read.outcome, Document) else 0
