"""Results to what downstream reads."""

from __future__ import annotations

from pyspark.sql import functions as F

from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.tables import ByWave, Dequeue, Results, Waves


def dequeued(
    results: Frame[ByWave[Results]], done: Frame[Waves], *, partitions: int
) -> Frame[Dequeue]:
    """Return DEQUEUE: the results of every row of `done`, in ranges of wave and paper id.

    A result counts only if `done` names its wave: a paper that ran twice is there once. Papers
    whose title and authors are both empty are left out.
    """
    has_title = F.coalesce(F.length("title.text") > 0, F.lit(False))
    has_authors = F.coalesce(F.size("authors") > 0, F.lit(False))
    is_well = F.col("failure_kind").isNull()
    found = results.join(done, ["paper_id", "wave"], "left_semi").where(
        is_well & (has_title | has_authors)
    )
    # One partition needs no sample of the ids to be cut by ranges.
    by = ("wave", "paper_id")
    ranged = found.repartitionByRange(partitions, *by) if partitions > 1 else found.coalesce(1)
    return Dequeue.of(ranged.select(*Dequeue.contract.fieldNames()))
