"""Tokens to results, and kept tags to results: the stages that run the decoder."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import pyarrow as pa
from pyspark.resource import ResourceProfile

from spv2_spark.contracts.schema import Frame, arrow_schema
from spv2_spark.contracts.tables import Results, Tagged, Tokens
from spv2_spark.decode.decoder import Decoded
from spv2_spark.domain.effort import Effort, Note, unnoted
from spv2_spark.domain.left_out import left_out
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import Failure
from spv2_spark.stages.result_rows import result_row
from spv2_spark.stages.rows import mapped, runs
from spv2_spark.stages.tag_rows import TaggedPaper, tagged_papers
from spv2_spark.stages.tags import Bounds, Load, TagReads, Tick
from spv2_spark.stages.time_limit import guarded
from spv2_spark.stages.token_rows import documents

_SCHEMA = arrow_schema(Results.contract)
Words = Callable[[], frozenset[str]]
Decode = Callable[[Document, Sequence[PageTags], frozenset[str]], Metadata | Decoded]
Further = Callable[[Sequence[Decoded]], Sequence[Metadata]]  # of papers that are read together
_PAPERS_AT_ONCE = 16  # of kept tags: a document that is decoded takes some megabytes


class Told(NamedTuple):
    """Who is told of papers that ended: of how many, and of what decoding each cost."""

    tick: Tick = lambda papers: None
    note: Note = unnoted


def results_of(
    tokens: Frame[Tokens],
    load: Load,
    decode: Decode,
    *,
    version: str,
    further: Further | None = None,
    bounds: Bounds | None = None,
    told: Told | None = None,
    profile: ResourceProfile | None = None,
) -> Frame[Results]:
    """Return RESULTS: one row for every row of TOKENS, partition by partition as they lie.

    Papers are tagged as `TagReads` says. `version` is that of the results. A failure passes
    through; an exception of `decode` is a failure of the paper it came from alone, and so is
    what takes longer than its bound for one paper. What `decode` returns as Decoded, `further`
    reads the further fields of, all papers of a chunk together. `profile` is what Spark has to
    give to each task of the stage (Spark 4 and later).
    """
    within = bounds or Bounds()
    tag = TagReads(load, within)
    tick, note = told or Told()
    decoded = DecodeRows(decode, lambda: load().known_words, version, within.limit_s, further, note)

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        for chunk in tag(documents(batches)):
            yield pa.RecordBatch.from_pylist(decoded(chunk), schema=_SCHEMA)
            tick(len(chunk))

    return mapped(tokens, rows, Results, profile)


def decoded_of(
    tagged: Frame[Tagged],
    words: Words,
    decode: Decode,
    *,
    version: str,
    limit_s: float,
    further: Further | None = None,
    told: Told | None = None,
) -> Frame[Results]:
    """Return RESULTS of TAGGED, equal to those of `results_of` on the tokens, without a tagger.

    `words` returns the words that the tagger knew, in the Python workers.
    """
    tick, note = told or Told()
    decoded = DecodeRows(decode, words, version, limit_s, further, note)

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        for batch in batches:
            for some in runs(tagged_papers([batch]), _PAPERS_AT_ONCE):
                yield pa.RecordBatch.from_pylist(decoded(some), schema=_SCHEMA)
                tick(len(some))

    return mapped(tagged, rows, Results)


@dataclass(frozen=True, slots=True)
class DecodeRows:
    """What makes rows of RESULTS of tagged papers, each within a bound of time."""

    decode: Decode
    words: Words
    version: str
    limit_s: float
    further: Further | None = None
    note: Note = unnoted  # of what decoding cost, and of the pages

    def __call__(self, papers: Sequence[TaggedPaper]) -> list[dict[str, Any]]:
        """Return a row a paper, in their order.

        It is a failure's if decoding fails or takes longer than `limit_s` seconds, or reading the
        further fields of the paper alone does.
        """
        decoded = [self._decoded(paper) for paper in papers]
        if self.further is not None:
            whole = [one for one in decoded if isinstance(one, Decoded)]
            ends = iter(further_each(self.further, whole, self.limit_s))
            decoded = [next(ends) if isinstance(one, Decoded) else one for one in decoded]
        return [self._row(*pair) for pair in zip(papers, decoded, strict=True)]

    def _decoded(self, paper: TaggedPaper) -> Metadata | Decoded | Failure:
        read, tags = paper
        if isinstance(read.outcome, Failure):
            return read.outcome
        started = time.monotonic()
        found: Metadata | Decoded | Failure
        if isinstance(tags, Failure):
            found = tags
        else:
            work = partial(self.decode, read.outcome, tags, self.words())
            found = guarded("decode", work, self.limit_s)
        spent, document = time.monotonic() - started, read.outcome
        self.note(read.paper.paper_id, Effort(spent, document.page_count, len(document.pages)))
        return found

    def _row(self, paper: TaggedPaper, found: Metadata | Decoded | Failure) -> dict[str, Any]:
        outcome = found.metadata if isinstance(found, Decoded) else found
        row, document = result_row(paper.read, self.version, outcome), paper.read.outcome
        if isinstance(outcome, Metadata) and isinstance(document, Document):
            why = left_out(document, outcome)
            row["left_out"] = why and why.value
        return row


def further_each(
    further: Further, papers: Sequence[Decoded], limit_s: float
) -> list[Metadata | Failure]:
    """Return each paper's metadata with its further fields, in their order.

    All are read together; if that fails or takes longer than `limit_s`, one by one, so that only
    the cause fails.
    """
    if not papers:
        return []
    together = guarded("further", partial(further, papers), limit_s)
    if not isinstance(together, Failure):
        return [*together]
    if len(papers) == 1:
        return [together]
    return [end for one in papers for end in further_each(further, [one], limit_s)]
