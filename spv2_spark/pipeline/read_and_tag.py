"""Papers to TOKENS and TOKENS to RESULTS, as the daily and the training cycle both make them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from pyspark.sql import DataFrame, SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import PAPERS, RESULTS, TOKENS
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.runtime.progress import stage_progress
from spv2_spark.runtime.tables import read_in_parts, write_table
from spv2_spark.stages.results import results_of
from spv2_spark.stages.tokens import tokens_of

_PAPERS_WORTH_A_TASK = 8


def write_tokens(
    spark: SparkSession,
    settings: Settings,
    papers: Sequence[ClaimedPaper],
    reading: PaperReading,
    path: str,
) -> None:
    """Read `papers` and write TOKENS at `path`, a file a task."""
    partitions = partitions_for(spark, settings, len(papers))
    table = spark.createDataFrame(list(papers), PAPERS).repartition(partitions)
    with stage_progress(spark.sparkContext, "tokens", len(papers)) as tick:
        bound = settings.process.batch_bytes
        tokens = tokens_of(table, reading.read, batch_bytes=bound, tick=tick)
        write_table(tokens, path, TOKENS, "tokens")


def write_results(
    settings: Settings,
    tokens: DataFrame,
    papers: int,
    tagging: Tagging,
    path: str,
    tick: Callable[[int], None] = lambda papers: None,
) -> None:
    """Tag and decode TOKENS of `papers` papers and write RESULTS at `path`."""
    results = results_of(
        tokens,
        tagging.load,
        tagging.decoder.metadata_of,
        version=tagging.version,
        chunk_tokens=settings.process.chunk_tokens,
        limit_s=settings.process.paper_limit_s,
        tick=tick,
    )
    with read_in_parts(tokens.sparkSession, partitions_for(tokens.sparkSession, settings, papers)):
        write_table(results, path, RESULTS, "results")


def partitions_for(spark: SparkSession, settings: Settings, papers: int) -> int:
    """Return how many tasks `papers` are cut into: few papers are not worth many workers."""
    by_size = math.ceil(papers / settings.process.papers_per_partition)
    by_cores = 3 * spark.sparkContext.defaultParallelism
    return max(by_size, min(by_cores, math.ceil(papers / _PAPERS_WORTH_A_TASK)))
