"""Tokens to results, and kept tags to results: the stages that run the decoder."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
from pyspark.resource import ResourceProfile

from spv2_spark.contracts.schema import Frame, arrow_schema
from spv2_spark.contracts.tables import Results, Tagged, Tokens
from spv2_spark.domain.effort import Effort, Note, unnoted
from spv2_spark.domain.left_out import left_out
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import Failure
from spv2_spark.stages.result_rows import result_row
from spv2_spark.stages.rows import mapped
from spv2_spark.stages.tag_rows import TaggedPaper, tagged_papers
from spv2_spark.stages.tags import Bounds, Load, TagReads, Tick
from spv2_spark.stages.time_limit import guarded
from spv2_spark.stages.token_rows import documents

_SCHEMA = arrow_schema(Results.contract)
Words = Callable[[], frozenset[str]]
Decode = Callable[[Document, Sequence[PageTags], frozenset[str]], Metadata]


def results_of(
    tokens: Frame[Tokens],
    load: Load,
    decode: Decode,
    *,
    version: str,
    bounds: Bounds | None = None,
    tick: Tick = lambda papers: None,
    note: Note = unnoted,
    profile: ResourceProfile | None = None,
) -> Frame[Results]:
    """Return RESULTS: one row for every row of TOKENS, partition by partition as they lie.

    Papers are tagged as `TagReads` says. `version` is that of the results. A failure passes
    through; an exception of `decode` is a failure of the paper it came from alone, and so is
    what takes longer than its bound for one paper. `tick` is told how many papers ended, `note`
    what decoding each cost. `profile` is what Spark has to give to each task of the stage (Spark 4
    and later).
    """
    within = bounds or Bounds()
    tag = TagReads(load, within)
    row = DecodeRow(decode, lambda: load().known_words, version, within.limit_s, note)

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        for chunk in tag(documents(batches)):
            yield pa.RecordBatch.from_pylist([row(one) for one in chunk], schema=_SCHEMA)
            tick(len(chunk))

    return mapped(tokens, rows, Results, profile)


def decoded_of(
    tagged: Frame[Tagged],
    words: Words,
    decode: Decode,
    *,
    version: str,
    limit_s: float,
    tick: Tick,
    note: Note = unnoted,
) -> Frame[Results]:
    """Return RESULTS of TAGGED, equal to those of `results_of` on the tokens, without a tagger.

    `words` returns the words that the tagger knew, in the Python workers.
    """
    row = DecodeRow(decode, words, version, limit_s, note)

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        for batch in batches:
            found = [row(one) for one in tagged_papers([batch])]
            yield pa.RecordBatch.from_pylist(found, schema=_SCHEMA)
            tick(len(found))

    return mapped(tagged, rows, Results)


@dataclass(frozen=True, slots=True)
class DecodeRow:
    """What makes a row of RESULTS of a tagged paper, within a bound of time."""

    decode: Decode
    words: Words
    version: str
    limit_s: float
    note: Note = unnoted  # of what decoding cost, and of the pages

    def __call__(self, paper: TaggedPaper) -> dict[str, Any]:
        """Return the row; a failure's, if decoding fails or takes longer than `limit_s` seconds."""
        read, tags = paper
        if isinstance(read.outcome, Failure):
            return result_row(read, self.version, read.outcome)
        found = self._decoded(read.paper.paper_id, read.outcome, tags)
        row = result_row(read, self.version, found)
        if isinstance(found, Metadata) and (why := left_out(read.outcome, found)):
            row["left_out"] = why.value  # null where it is not set
        return row

    def _decoded(
        self, paper_id: str, document: Document, tags: Sequence[PageTags] | Failure
    ) -> Metadata | Failure:
        started = time.monotonic()
        if isinstance(tags, Failure):
            found: Metadata | Failure = tags
        else:
            work = partial(self.decode, document, tags, self.words())
            found = guarded("decode", work, self.limit_s)
        spent = time.monotonic() - started
        self.note(paper_id, Effort(spent, document.page_count, len(document.pages)))
        return found
