"""Claim: tagging reads TOKENS as they lie; what 0.4.0 did first, a shuffle and a sort, is gone.

    python benchmarks/token_order.py PDFS [--papers 2000]

PDFS is a folder of papers; their tokens are written often enough to be --papers rows. Then every
document is built in the Python workers, as the tagging stage does before it tags: as the files
lie, and of the same rows sent to partitions by their paper's id and sorted there. Prints for each
round the seconds and the bytes that Spark wrote for the shuffle, and the ratio.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import Tokens
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.pipeline.context import paper_reading_of
from spv2_spark.pipeline.read_and_tag import write_tokens
from spv2_spark.runtime.session import open_session
from spv2_spark.runtime.tables import read_in_parts, read_table, write_table
from spv2_spark.stages.token_rows import documents

TASKS, ROUNDS = 32, 3


def build(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
    """Build the documents of a partition; yield how many there were."""
    count = sum(1 for _ in documents(batches))
    yield pa.RecordBatch.from_pydict({"papers": [count]})


def shuffled_bytes(spark: SparkSession) -> int:
    """Return what the session's stages have written for shuffles until now."""
    store = spark.sparkContext._jsc.sc().statusStore()
    tracker = spark.sparkContext.statusTracker()
    jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(None)]
    stages = {stage for job in jobs if job for stage in job.stageIds}
    return sum(store.lastStageAttempt(stage).shuffleWriteBytes() for stage in stages)


def timed(table: DataFrame, name: str, papers: int) -> float:
    """Build all documents of `table`; print what it cost and return the seconds."""
    spark = table.sparkSession
    before, start = shuffled_bytes(spark), time.perf_counter()
    found = sum(row.papers for row in table.mapInArrow(build, "papers long").collect())
    seconds, written = time.perf_counter() - start, shuffled_bytes(spark) - before
    if found != papers:
        raise SystemExit(f"{name}: {found} of {papers} papers")
    print(f"{name:24} {seconds:7.1f} s {written / 1e6:9.1f} MB shuffled")
    return seconds


def main() -> None:
    """Write the tokens, read them both ways, print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdfs", type=Path)
    parser.add_argument("--papers", type=int, default=2000)
    options = parser.parse_args()
    settings, spark = Settings(), open_session("token order")
    pdfs = sorted(options.pdfs.rglob("*.pdf"))
    papers = [ClaimedPaper(str(at), pdf.as_uri(), pdf.name, 1) for at, pdf in enumerate(pdfs)]
    times = max(options.papers // len(papers), 1)
    with tempfile.TemporaryDirectory() as folder:
        once, often = f"{folder}/once", f"{folder}/often"
        write_tokens(spark, settings, papers, paper_reading_of(settings), once)
        copies = spark.range(times).select(F.col("id").alias("copy"))
        named = F.concat_ws("-", "copy", "paper_id").alias("paper_id")
        rows = read_table(spark, once, Tokens).crossJoin(F.broadcast(copies))
        others = [name for name in Tokens.contract.fieldNames() if name != "paper_id"]
        rows = rows.select(named, *others).repartition(TASKS)
        write_table(Tokens.of(rows.select(*Tokens.contract.fieldNames())), often, Tokens)
        with read_in_parts(spark, TASKS):
            table = read_table(spark, often, Tokens)
            sent = table.repartition(TASKS, "paper_id").sortWithinPartitions("paper_id")
            timed(table, "(warming up)", times * len(papers))
            lying, shuffled = [], []
            for _ in range(ROUNDS):
                lying.append(timed(table, "as they lie", times * len(papers)))
                shuffled.append(timed(sent, "by paper, sorted", times * len(papers)))
    print(f"ratio of medians {median(shuffled) / median(lying):.2f}")


if __name__ == "__main__":
    main()
