"""Tables of tokens and tags of earlier waves: what was made of a paper once is not made again.

Which wave's table has a paper is a fact of the Task DB: no table is searched for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from spv2_spark.contracts.schema import Frame, Tab
from spv2_spark.contracts.tables import Waves
from spv2_spark.errors import SettingsError
from spv2_spark.ledger import Ledger
from spv2_spark.pipeline.versions import has_other_columns
from spv2_spark.pipeline.workdir import version_of
from spv2_spark.runtime.tables import children, is_finished, read_by_wave, read_table


def check_columns(spark: SparkSession, folder: str) -> None:
    """Raise SettingsError if `folder`, of all versions' token tables, has some of other columns."""
    if old := [name for name in children(spark, folder) if has_other_columns(name)]:
        raise SettingsError(
            f"{folder}/{old[0]}: token tables of another spv2-spark, which this one cannot read. "
            f"`spv2 clean --version {version_of(old[0])}` removes them (papers still to be done "
            f"are read again); or set process.workdir"
        )


@dataclass(frozen=True, slots=True)
class TableCache(Generic[Tab]):
    """Tables of one kind and version, a wave a subfolder, and what the Task DB says of them."""

    spark: SparkSession
    ledger: Ledger
    folder: str
    version: str
    table: type[Tab]

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
        table = read_table(self.spark, self._path(wave), self.table)
        well = table.where(F.col("failure_kind").isNull()).select("paper_id").collect()
        self.ledger.note_cached(self.version, wave, [row.paper_id for row in well])

    def read(self, waves: Mapping[str, str]) -> Frame[Tab]:
        """Return the rows of the papers in `waves` (paper id to wave), each of its own wave's."""
        every = read_by_wave(self.spark, self.folder, sorted(set(waves.values())), self.table)
        pairs = F.broadcast(Waves.from_rows(self.spark, list(waves.items())))
        chosen = every.join(pairs, Waves.contract.fieldNames(), "left_semi")
        return self.table.of(chosen.select(*self.table.contract.fieldNames()))

    def _path(self, wave: str) -> str:
        return f"{self.folder}/wave={wave}"
