"""Papers to tokens: the one stage that touches PDFs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import starmap

import pyarrow as pa

from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.tables import Papers, Tokens
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
) -> Frame[Tokens]:
    """Return TOKENS: a row for every row of PAPERS.

    `read` runs in the Python workers, gets a partition's papers as they stream in, and yields
    an outcome for each of them in any order; it must not raise. It travels by pickle, so what
    cannot be pickled is made inside it. `tick` is told how many papers were read.
    """

    def rows(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        for one in token_batches(read(starmap(ClaimedPaper, rows_of(batches))), batch_bytes):
            yield one
            tick(one.num_rows)

    return mapped(papers, rows, Tokens)
