"""The bar of a stage shows what its tasks have counted."""

from __future__ import annotations

import io
from functools import partial

import pytest
from pyspark.sql import SparkSession
from rich.console import Console

from spv2_spark.runtime import progress


@pytest.mark.spark
@pytest.mark.parametrize(("papers", "shown"), [(3, "3/4"), (6, "4/4")])
def test_a_bar_ends_with_what_was_counted(
    spark: SparkSession, monkeypatch: pytest.MonkeyPatch, papers: int, shown: str
) -> None:
    out = io.StringIO()
    terminal = partial(Console, file=out, force_terminal=True, color_system=None, width=90)
    monkeypatch.setattr(progress, "Console", lambda stderr: terminal())
    with progress.stage_progress(spark.sparkContext, "tokens", 4) as tick:
        spark.sparkContext.parallelize(range(papers), 2).foreach(lambda _: tick())
    last = out.getvalue().rpartition("tokens")[2]
    assert f" {shown} " in last
    assert last.count("papers/s") == 1
