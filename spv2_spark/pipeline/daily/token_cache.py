"""Tables of tokens and tags of earlier waves: what was made of a paper once is not made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from spv2_spark.contracts.schema import Frame, Tab, Table
from spv2_spark.contracts.tables import Waves
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import SettingsError
from spv2_spark.pipeline.versions import has_other_columns
from spv2_spark.runtime.tables import children, is_finished, read_by_wave

_FEW = 100  # papers that a filter names one by one


def check_columns(spark: SparkSession, folder: str) -> None:
    """Raise SettingsError if `folder`, of all versions' token tables, has some of other columns."""
    if old := [name for name in children(spark, folder) if has_other_columns(name)]:
        raise SettingsError(
            f"{folder}/{old[0]}: token tables of another spv2-spark, which this one cannot read. "
            f"Remove them (papers still to be done are read again), or set process.workdir"
        )


def cached_waves(
    spark: SparkSession, folder: str, papers: Sequence[ClaimedPaper], table: type[Table]
) -> dict[str, str]:
    """Return the wave whose table below `folder` has each of `papers`, for those that are well."""
    finished = [name for name in children(spark, folder) if is_finished(spark, f"{folder}/{name}")]
    if not finished:
        return {}
    names = [name.removeprefix("wave=") for name in finished]
    rows = read_by_wave(spark, folder, names, table)
    if len(papers) > _FEW:
        wanted = spark.createDataFrame([(paper.paper_id,) for paper in papers], ["paper_id"])
        of_papers = rows.join(F.broadcast(wanted), "paper_id", "left_semi")
    else:
        of_papers = rows.where(F.col("paper_id").isin([paper.paper_id for paper in papers]))
    well = of_papers.where(F.col("failure_kind").isNull()).select("paper_id", "wave").collect()
    return {row.paper_id: row.wave for row in sorted(well, key=lambda row: row.wave)}


def read_waves(
    spark: SparkSession, folder: str, waves: Mapping[str, str], table: type[Tab]
) -> Frame[Tab]:
    """Return the rows of the papers in `waves` (paper id to wave), each from its own wave alone."""
    every = read_by_wave(spark, folder, sorted(set(waves.values())), table)
    pairs = F.broadcast(Waves.from_rows(spark, list(waves.items())))
    chosen = every.join(pairs, Waves.contract.fieldNames(), "left_semi")
    return table.of(chosen.select(*table.contract.fieldNames()))
