"""Dequeue: the Done papers of one version, with their own wave's results, as one dataset."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import Dequeue, Results, Waves
from spv2_spark.ledger import Ledger
from spv2_spark.pipeline.workdir import workdir_of
from spv2_spark.runtime.outputs import check_apart
from spv2_spark.runtime.tables import (
    check_place,
    is_finished,
    read_by_wave,
    read_table,
    replace_table,
)
from spv2_spark.stages.dequeued import dequeued

LOG = logging.getLogger(__name__)
_PAPERS_PER_FILE = 20_000  # about 200 MB


@dataclass(frozen=True, slots=True)
class Dequeued:
    """What a dequeue wrote, and the Done papers that it left out as empty."""

    papers: int
    empty: int
    unchanged: bool = False  # there was nothing to write, and a dataset, which was left


def dequeue(
    spark: SparkSession,
    settings: Settings,
    ledger: Ledger,
    version: str,
    out: str,
    *,
    keep_existing: bool = False,
) -> Dequeued:
    """Write DEQUEUE at `out`, ordered by paper id, replacing a dataset once the new is whole.

    A dataset of another version is kept beside it, by the name `out.VERSION`. With
    `keep_existing` a dataset stays where no paper is Done. The list of Done papers passes through
    the driver's memory, 150 bytes a paper. Raises OutputError, before anything is read, for an
    `out` that holds anything else than such a dataset, or lies in the work folder's tables.
    """
    work = workdir_of(settings)
    check_apart((f"{work.root}/results", f"{work.root}/tokens"), out)
    check_place(spark, out, Dequeue.what)
    done = pd.DataFrame(
        ((task.paper_id, task.wave) for task in ledger.done(version)),
        columns=Waves.contract.fieldNames(),
    )
    if keep_existing and done.empty and is_finished(spark, out):
        return Dequeued(0, 0, unchanged=True)
    results = read_by_wave(spark, work.results(version), sorted(done["wave"].unique()), Results)
    partitions = math.ceil(max(len(done), 1) / _PAPERS_PER_FILE)
    former = _version_in(spark, out)
    keep_as = f"{PurePosixPath(out).name}.{former}" if former not in ("", version) else ""
    rows = dequeued(results, Waves.from_rows(spark, done), partitions=partitions)
    replace_table(rows, out, Dequeue, keep_as)
    papers = spark.read.schema(Dequeue.contract).parquet(out).count()
    LOG.info("dequeued %d papers, left out %d empty ones", papers, len(done) - papers)
    return Dequeued(papers, len(done) - papers)


def _version_in(spark: SparkSession, out: str) -> str:
    """Return the version of the dataset at `out`; empty where there is none, or no paper in it."""
    if not is_finished(spark, out):
        return ""
    row = read_table(spark, out, Dequeue).select("model_version").head()
    return str(row.model_version) if row else ""
