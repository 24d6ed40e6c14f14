"""What was read of a paper is found through the Task DB, and only if it is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.domain.paper import Paper
from spv2_spark.ledger import open_ledger
from tests.pipeline.daily.walk import run, settings_for

pytestmark = [pytest.mark.spark, pytest.mark.walk]

NAMES = ["a", "b", "c", "d"]


def test_tokens_are_found_by_the_task_db_and_read_anew_where_they_are_gone(
    spark: SparkSession, tmp_path: Path
) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    settings = settings_for(tmp_path, wave_papers=2)
    papers = [Paper(name, "well", f"{name}.pdf") for name in NAMES]
    ledger.enqueue([*papers, Paper("x", "encrypted", "x.pdf")], "v1")
    run(spark, ledger, settings, "v1")
    trace = tmp_path / "trace"
    assert sorted(trace.read_text().split()[::2]) == [*NAMES, "x"]
    first = next(ledger.done("v1")).wave  # a's and b's

    trace.write_text("")
    ledger.enqueue([], "v2", "fake-1")
    run(spark, ledger, settings, "v2")
    assert trace.read_text().split()[::2] == ["x"]  # what failed is tried again

    trace.write_text("")
    shutil.rmtree(tmp_path / f"tokens/fake-1/wave={first}")
    ledger.enqueue([], "v3", "fake-1")
    assert run(spark, ledger, settings, "v3").done == len(NAMES)
    assert sorted(trace.read_text().split()[::2]) == ["a", "b", "x"]

    trace.write_text("")
    ledger.enqueue([], "v4", "fake-1")
    run(spark, ledger, settings, "v4")
    assert trace.read_text().split()[::2] == ["x"]  # they were noted anew
