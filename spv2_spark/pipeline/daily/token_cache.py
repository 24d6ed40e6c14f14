"""Tables of tokens and tags of earlier waves: what was made of a paper once is not made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from spv2_spark.contracts.schema import column
from spv2_spark.contracts.tables import PAPERS
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import SettingsError
from spv2_spark.pipeline.versions import has_other_columns
from spv2_spark.runtime.tables import children, is_finished, read_table

_WAVE = column("wave", T.StringType(), "the wave that wrote the row")
_PAIRS = T.StructType([PAPERS["paper_id"], _WAVE])
_FEW = 100  # papers that a filter names one by one


def check_columns(spark: SparkSession, folder: str) -> None:
    """Raise SettingsError if `folder`, of all versions' token tables, has some of other columns."""
    if old := [name for name in children(spark, folder) if has_other_columns(name)]:
        raise SettingsError(
            f"{folder}/{old[0]}: token tables of another spv2-spark, which this one cannot read. "
            f"Remove them (papers still to be done are read again), or set process.workdir"
        )


def cached_waves(
    spark: SparkSession, folder: str, papers: Sequence[ClaimedPaper], contract: T.StructType
) -> dict[str, str]:
    """Return the wave whose table below `folder` has each of `papers`, for those that are well."""
    finished = [name for name in children(spark, folder) if is_finished(spark, f"{folder}/{name}")]
    if not finished:
        return {}
    names = [name.removeprefix("wave=") for name in finished]
    table = _table(spark, folder, names, contract)
    if len(papers) > _FEW:
        wanted = spark.createDataFrame([(paper.paper_id,) for paper in papers], ["paper_id"])
        read = table.join(F.broadcast(wanted), "paper_id", "left_semi")
    else:
        read = table.where(F.col("paper_id").isin([paper.paper_id for paper in papers]))
    rows = read.where(F.col("failure_kind").isNull()).select("paper_id", "wave").collect()
    return {row.paper_id: row.wave for row in sorted(rows, key=lambda row: row.wave)}


def read_waves(
    spark: SparkSession, folder: str, waves: Mapping[str, str], contract: T.StructType
) -> DataFrame:
    """Return the rows of the papers in `waves` (paper id to wave), each from its own wave alone."""
    table = _table(spark, folder, sorted(set(waves.values())), contract)
    pairs = spark.createDataFrame(list(waves.items()), _PAIRS)
    return table.join(F.broadcast(pairs), ["paper_id", "wave"], "left_semi").select(
        *contract.fieldNames()
    )


def _table(
    spark: SparkSession, folder: str, waves: Sequence[str], contract: T.StructType
) -> DataFrame:
    paths = [f"{folder}/wave={wave}" for wave in waves]
    return read_table(spark, paths, T.StructType([*contract.fields, _WAVE]), base=folder)
