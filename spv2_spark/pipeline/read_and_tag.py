"""Papers to TOKENS, to TAGGED and to RESULTS, as the daily and the training cycle make them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from pyspark.sql import DataFrame, SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import Frame, Tab
from spv2_spark.contracts.tables import Papers, Results, Tagged, Tokens
from spv2_spark.domain.effort import Note, unnoted
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.runtime.devices import tagging_profile
from spv2_spark.runtime.progress import Tick, stage_progress
from spv2_spark.runtime.tables import read_in_parts, write_table
from spv2_spark.stages.results import Told, Words, decoded_of, results_of
from spv2_spark.stages.tags import Bounds, tags_of
from spv2_spark.stages.tokens import tokens_of

_PAPERS_WORTH_A_TASK = 8


def write_tokens(
    spark: SparkSession,
    settings: Settings,
    papers: Sequence[ClaimedPaper],
    reading: PaperReading,
    path: str,
    note: Note = unnoted,
) -> None:
    """Read `papers` and write TOKENS at `path`, a file a task; `note` is told what each cost."""
    partitions = partitions_for(spark, settings, len(papers))
    spread = Papers.of(Papers.from_rows(spark, list(papers)).repartition(partitions))
    with stage_progress(spark.sparkContext, "tokens", len(papers)) as tick:
        bound = settings.process.batch_bytes
        tokens = tokens_of(spread, reading.read, batch_bytes=bound, tick=tick, note=note)
        write_table(tokens, path, Tokens)


def write_results(
    settings: Settings,
    tokens: Frame[Tokens],
    papers: int,
    tagging: Tagging,
    path: str,
    note: Note = unnoted,
) -> None:
    """Tag and decode TOKENS of `papers` papers and write RESULTS at `path`.

    `note` is told what decoding each cost.
    """

    def results(tick: Tick) -> Frame[Results]:
        return results_of(
            tokens,
            tagging.load,
            tagging.decode,
            version=tagging.version,
            further=tagging.further,
            bounds=_bounds(settings),
            told=Told(tick, note),
            profile=tagging_profile(tokens.sparkSession, settings.model),
        )

    _write(settings, tokens, papers, results, path, Results)


def write_tags(
    settings: Settings, tokens: Frame[Tokens], papers: int, tagging: Tagging, path: str
) -> None:
    """Tag TOKENS of `papers` papers and write TAGGED at `path`."""

    def tags(tick: Tick) -> Frame[Tagged]:
        profile = tagging_profile(tokens.sparkSession, settings.model)
        return tags_of(tokens, tagging.load, bounds=_bounds(settings), tick=tick, profile=profile)

    _write(settings, tokens, papers, tags, path, Tagged)


def write_decoded(
    settings: Settings,
    tagged: Frame[Tagged],
    papers: int,
    tagging: Tagging,
    words: Words,
    path: str,
    note: Note = unnoted,
) -> None:
    """Decode TAGGED as `write_results` does, and write RESULTS at `path`; no tagger is loaded."""

    def results(tick: Tick) -> Frame[Results]:
        return decoded_of(
            tagged,
            words,
            tagging.decode,
            version=tagging.version,
            limit_s=settings.process.paper_limit_s,
            further=tagging.further,
            told=Told(tick, note),
        )

    _write(settings, tagged, papers, results, path, Results)


def _write(
    settings: Settings,
    source: DataFrame,
    papers: int,
    stage: Callable[[Tick], Frame[Tab]],
    path: str,
    table: type[Tab],
) -> None:
    """Write a stage's table of `papers` papers, which `source` is read for; a file a task."""
    spark = source.sparkSession
    with (
        stage_progress(spark.sparkContext, table.what, papers) as tick,
        read_in_parts(spark, partitions_for(spark, settings, papers)),
    ):
        write_table(stage(tick), path, table)


def _bounds(settings: Settings) -> Bounds:
    return Bounds(settings.process.chunk_tokens, settings.process.paper_limit_s)


def partitions_for(spark: SparkSession, settings: Settings, papers: int) -> int:
    """Return how many tasks `papers` are cut into: few papers are not worth many workers."""
    by_size = math.ceil(papers / settings.process.papers_per_partition)
    by_cores = 3 * spark.sparkContext.defaultParallelism
    return max(by_size, min(by_cores, math.ceil(papers / _PAPERS_WORTH_A_TASK)))
