"""One wave: papers to tokens to results, each written before the next step reads it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import PAPERS, RESULTS, TOKENS
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind
from spv2_spark.pipeline.kept import kept_waves, read_tokens
from spv2_spark.pipeline.layout import workdir_of
from spv2_spark.pipeline.steps import Reading, Tagging
from spv2_spark.runtime.progress import Tick, stage_progress
from spv2_spark.runtime.tables import read_table, write_table
from spv2_spark.stages.results import results_of
from spv2_spark.stages.token_rows import Read
from spv2_spark.stages.tokens import ReadPapers, documents_of, pages_of, tokens_of

_PAPERS_WORTH_A_TASK = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a wave's papers ended, in the shape that the Task DB takes."""

    done: list[tuple[str, str]]  # (paper id, sha1)
    failed: list[tuple[str, Failure, str | None]]  # (paper id, why, sha1 if known)


def run_wave(
    spark: SparkSession,
    settings: Settings,
    wave_id: str,
    papers: Sequence[ClaimedPaper],
    reading: Reading,
    tagging: Tagging,
    hold: Callable[[], None],
) -> Outcome:
    """Write the wave's tokens and results and return how its papers ended.

    Tokens that an earlier wave made of a paper are used again. `hold` is called between the
    steps, and raises if the wave is not ours any more.
    """
    folder = workdir_of(settings).tokens(reading.version)
    waves = kept_waves(spark, folder, papers)
    fresh = [paper for paper in papers if paper.paper_id not in waves]
    if fresh:
        write_tokens(spark, settings, fresh, reading, f"{folder}/wave={wave_id}")
        waves.update((paper.paper_id, wave_id) for paper in fresh)
    hold()
    path = f"{workdir_of(settings).results(tagging.version)}/wave={wave_id}"
    tokens = read_tokens(spark, folder, waves)
    with stage_progress(spark.sparkContext, "results", len(papers)) as tick:
        results = results_of(
            pages_of(tokens),
            documents_of(tokens),
            tagging.load,
            tagging.assemble,
            version=tagging.version,
            partitions=partitions_for(spark, settings, len(papers)),
            chunk_tokens=settings.process.chunk_tokens,
            tick=tick,
        )
        write_table(results, path, RESULTS)
    hold()
    return _outcome(spark, path)


def write_tokens(
    spark: SparkSession,
    settings: Settings,
    papers: Sequence[ClaimedPaper],
    reading: Reading,
    path: str,
) -> None:
    """Read `papers` and write TOKENS at `path`, document and page rows apart by `part`."""
    partitions = partitions_for(spark, settings, len(papers))
    table = spark.createDataFrame(list(papers), PAPERS).repartition(partitions)
    with stage_progress(spark.sparkContext, "tokens", len(papers)) as tick:
        tokens = tokens_of(
            table, _Ticking(reading.read, tick), batch_bytes=settings.process.batch_bytes
        )
        write_table(tokens, path, TOKENS, partition_by=["part"])


def partitions_for(spark: SparkSession, settings: Settings, papers: int) -> int:
    """Return how many tasks `papers` are cut into: few papers are not worth many workers."""
    by_size = math.ceil(papers / settings.process.papers_per_partition)
    by_cores = 3 * spark.sparkContext.defaultParallelism
    return max(by_size, min(by_cores, math.ceil(papers / _PAPERS_WORTH_A_TASK)))


@dataclass(frozen=True, slots=True)
class _Ticking:
    """A reader that counts the papers that it has read."""

    read: ReadPapers
    tick: Tick

    def __call__(self, papers: Iterable[ClaimedPaper]) -> Iterator[Read]:
        for one in self.read(papers):
            self.tick()
            yield one


def _outcome(spark: SparkSession, path: str) -> Outcome:
    columns = ("paper_id", "sha1", "failure_stage", "failure_kind", "failure_message")
    outcome = Outcome([], [])
    for row in read_table(spark, path, RESULTS).select(*columns).collect():
        if row.failure_kind is None:
            outcome.done.append((row.paper_id, row.sha1))
        else:
            why = Failure(row.failure_stage, Kind(row.failure_kind), row.failure_message)
            outcome.failed.append((row.paper_id, why, row.sha1))
    return outcome
