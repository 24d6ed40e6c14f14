"""Whether executors reach the papers' store, asked before a wave is claimed.

Without it a cluster without credentials uses up the attempts of a wave of papers in a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql import types as T

from spv2_spark.config import Settings
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Kind, TooManyFailuresError
from spv2_spark.ledger import Ledger
from spv2_spark.sources import is_remote, reaches

_TRIED = 3  # one may be at fault itself
_ANSWER = T.StructType(
    [T.StructField("kind", T.StringType()), T.StructField("message", T.StringType())]
)


def check_reachable(
    spark: SparkSession, settings: Settings, ledger: Ledger, model_version: str
) -> None:
    """Raise TooManyFailuresError if an executor cannot fetch any of the next papers.

    The next Scheduled ones of a store are asked for, without their bytes, three at most, until
    one answers: that it is not there, or too large, is an answer, too. Nothing is asked if all
    lie in the file system.
    """
    papers = [one for one in ledger.upcoming(model_version, _TRIED) if is_remote(one.uri)]
    told = []
    for paper in papers:
        kind, message = _asked(spark, settings, [paper])
        if kind != Kind.FETCH.value:
            return
        told.append(f"{paper.uri}: {message}")
    if told:
        raise TooManyFailuresError(
            f"no executor reaches the papers' store; nothing was claimed ({told[0]})"
        )


def _asked(
    spark: SparkSession, settings: Settings, papers: Sequence[ClaimedPaper]
) -> tuple[str | None, str | None]:
    table = spark.createDataFrame([(paper.uri,) for paper in papers], "uri string")
    (row,) = table.coalesce(1).mapInArrow(_asking(settings), _ANSWER).collect()
    return row.kind, row.message


def _asking(settings: Settings) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    source, max_bytes = settings.source, settings.pdf.max_bytes

    def answers(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            uris: list[Any] = batch.column("uri").to_pylist()
            failures = [reaches(uri, source, max_bytes) for uri in uris]
            kinds = [failure.kind.value if failure else None for failure in failures]
            messages = [failure.message if failure else None for failure in failures]
            columns = [pa.array(kinds, pa.string()), pa.array(messages, pa.string())]
            yield pa.RecordBatch.from_arrays(columns, names=_ANSWER.fieldNames())

    return answers
