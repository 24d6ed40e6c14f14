"""Papers to tokens: the one stage that touches PDFs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import starmap

import pyarrow as pa

from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.tables import Papers, Tokens
from spv2_spark.domain.effort import Effort, Note, unnoted
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.stages.rows import mapped, rows_of
from spv2_spark.stages.token_rows import Read, token_batches

ReadPapers = Callable[[Iterable[ClaimedPaper]], Iterator[Read]]


def tokens_of(
    papers: Frame[Papers],
    read: ReadPapers,
    *,
    batch_bytes: int = 8_000_000,
    tick: Callable[[int], None] = lambda papers: None,
    note: Note = unnoted,
) -> Frame[Tokens]:
    """Return TOKENS: a row for every row of PAPERS.

    `read` runs in the Python workers, gets a partition's papers as they stream in, and yields
    an outcome for each of them in any order; it must not raise. It travels by pickle, so what
    cannot be pickled is made inside it. `tick` is told how many papers were read, `note` (in the
    workers, too) for how many seconds a paper was waited for.
    """

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        reads = _noted(read(starmap(ClaimedPaper, rows_of(batches))), note)
        for one in token_batches(reads, batch_bytes):
            yield one
            tick(one.num_rows)

    return mapped(papers, rows, Tokens)


def _noted(reads: Iterator[Read], note: Note) -> Iterator[Read]:
    while True:
        started = time.monotonic()
        read = next(reads, None)
        if read is None:
            return
        note(read.paper.paper_id, Effort(time.monotonic() - started))
        yield read
