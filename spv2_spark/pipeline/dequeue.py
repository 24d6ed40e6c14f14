"""Dequeue: the Done papers of one model version, with their own wave's results, as one dataset."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass

import pandas as pd
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import DEQUEUE
from spv2_spark.ledger import Ledger
from spv2_spark.pipeline.layout import workdir_of
from spv2_spark.runtime.tables import read_table, replace_table
from spv2_spark.stages.dequeued import DONE, RESULTS_BY_WAVE, dequeued

LOG = logging.getLogger(__name__)
_PAPERS_PER_FILE = 20_000  # about 200 MB


@dataclass(frozen=True, slots=True)
class Dequeued:
    """What a dequeue wrote, and the Done papers that it left out as empty."""

    papers: int
    empty: int


def dequeue(
    spark: SparkSession, settings: Settings, ledger: Ledger, model_version: str, out: str
) -> Dequeued:
    """Write DEQUEUE at `out`, ordered by paper id, replacing what is there once it is whole.

    The list of Done papers passes through the driver's memory, 150 bytes a paper.
    """
    folder = workdir_of(settings).results(model_version)
    done = pd.DataFrame(
        ((task.paper_id, task.wave) for task in ledger.done(model_version)),
        columns=DONE.fieldNames(),
    )
    table = spark.createDataFrame(done, DONE)
    paths = [f"{folder}/wave={wave}" for wave in sorted(done["wave"].unique())]
    if paths:
        results = read_table(spark, paths, RESULTS_BY_WAVE, base=folder)
    else:
        results = spark.createDataFrame([], RESULTS_BY_WAVE)
    partitions = math.ceil(max(len(done), 1) / _PAPERS_PER_FILE)
    replace_table(dequeued(results, table, partitions=partitions), out, DEQUEUE, "papers")
    papers = spark.read.schema(DEQUEUE).parquet(out).count()
    LOG.info("dequeued %d papers, left out %d empty ones", papers, len(done) - papers)
    return Dequeued(papers, len(done) - papers)
