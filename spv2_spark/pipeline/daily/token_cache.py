"""Tables of tokens and tags of earlier waves: what was made of a paper once is not made again.

Which wave's table has a paper is a fact of the Task DB: no table is searched for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from spv2_spark.contracts.schema import column
from spv2_spark.contracts.tables import PAPERS
from spv2_spark.errors import SettingsError
from spv2_spark.ledger import Ledger
from spv2_spark.pipeline.versions import has_other_columns
from spv2_spark.runtime.tables import children, is_finished, read_table

_WAVE = column("wave", T.StringType(), "the wave that wrote the row")
_PAIRS = T.StructType([PAPERS["paper_id"], _WAVE])


def check_columns(spark: SparkSession, folder: str) -> None:
    """Raise SettingsError if `folder`, of all versions' token tables, has some of other columns."""
    if old := [name for name in children(spark, folder) if has_other_columns(name)]:
        raise SettingsError(
            f"{folder}/{old[0]}: token tables of another spv2-spark, which this one cannot read. "
            f"Remove them (papers still to be done are read again), or set process.workdir"
        )


@dataclass(frozen=True, slots=True)
class TableCache:
    """Tables of one version and contract, a wave a subfolder, and what the Task DB says of them."""

    spark: SparkSession
    ledger: Ledger
    folder: str
    version: str
    contract: T.StructType

    def waves_of(self, claimed_by: str) -> dict[str, str]:
        """Return which wave's table has each paper that the wave `claimed_by` claimed.

        A table that is not here (it was removed, or lies in another work folder) has none.
        """
        waves = self.ledger.cached(self.version, claimed_by)
        here = {one for one in set(waves.values()) if is_finished(self.spark, self._path(one))}
        return {paper_id: wave for paper_id, wave in waves.items() if wave in here}

    def note(self, wave: str) -> None:
        """Tell the Task DB which papers a wave's table has: those that are well.

        At once, and not when the wave is settled: a driver that dies later has read them.
        """
        table = read_table(self.spark, self._path(wave), self.contract)
        well = table.where(F.col("failure_kind").isNull()).select("paper_id").collect()
        self.ledger.note_cached(self.version, wave, [row.paper_id for row in well])

    def read(self, waves: Mapping[str, str]) -> DataFrame:
        """Return the rows of the papers in `waves` (paper id to wave), each of its own wave's."""
        paths = [self._path(wave) for wave in sorted(set(waves.values()))]
        by_wave = T.StructType([*self.contract.fields, _WAVE])
        table = read_table(self.spark, paths, by_wave, base=self.folder)
        pairs = self.spark.createDataFrame(list(waves.items()), _PAIRS)
        return table.join(F.broadcast(pairs), ["paper_id", "wave"], "left_semi").select(
            *self.contract.fieldNames()
        )

    def _path(self, wave: str) -> str:
        return f"{self.folder}/wave={wave}"
