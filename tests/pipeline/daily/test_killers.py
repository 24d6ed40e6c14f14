"""One paper never ends the run of the others, whatever it ends: real processes are killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.domain.task import TaskState
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.pipeline.daily.dequeue import dequeue
from spv2_spark.pipeline.daily.process import process
from spv2_spark.runtime.aborted import StageAbortedError
from spv2_spark.stages.tokens import ReadPapers
from tests.pipeline.daily.killers import READING, TAGGING, papers, settings_for

pytestmark = [pytest.mark.spark, pytest.mark.walk]

ROOT = Path(__file__).parents[3]
WELL = [f"p{number}" for number in range(9)]


def failures(ledger: Ledger) -> dict[str, tuple[str, str]]:
    return {
        one.paper_id: (one.failure.stage, one.failure.kind.value) for one in ledger.failures("v1")
    }


def test_papers_that_kill_workers_fail_alone(spark: SparkSession, tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    ledger.enqueue(papers(*WELL, "worker1", "tagger1", "slow1"), "v1")
    settings = settings_for(tmp_path / "work")
    process(spark, settings, ledger, READING, TAGGING)
    assert failures(ledger) == {
        "worker1": ("tokenise", "abort"),
        "tagger1": ("predict", "abort"),
        "slow1": ("decode", "timeout"),
    }
    out = str(tmp_path / "papers")
    assert dequeue(spark, settings, ledger, "v1", out).papers == len(WELL)
    rows = spark.read.parquet(out).select("paper_id").collect()
    assert sorted(row.paper_id for row in rows) == WELL


def raise_always(papers: object) -> object:
    raise OSError("the disk is full")


def test_where_nothing_works_the_run_ends_and_no_paper_is_blamed(
    spark: SparkSession, tmp_path: Path
) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    many = [f"p{number:02}" for number in range(40)]
    ledger.enqueue(papers(*many), "v1")
    read: ReadPapers = raise_always  # type: ignore[assignment]
    reading = READING.__class__(read, "broken")
    with pytest.raises(StageAbortedError, match="OSError: the disk is full"):
        process(spark, settings_for(tmp_path / "work"), ledger, reading, TAGGING)
    # Given back at once, and no attempt of theirs.
    assert ledger.counts("v1").by_state[TaskState.SCHEDULED] == len(many)
    wave = ledger.claim("v1", 100, "me", 60.0)
    assert wave is not None
    assert {paper.attempt for paper in wave.papers} == {1}
    assert len(wave.papers) == len(many)


def test_a_paper_that_kills_spark_itself_fails_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tasks.db'}"
    open_ledger(url).enqueue(papers(*WELL[:3], "jvm1"), "v1")
    command = [sys.executable, "-m", "tests.pipeline.daily.killers", url, str(tmp_path / "work")]
    told = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert told.returncode == 0, told.stderr[-3000:]
    assert json.loads(told.stdout.splitlines()[-1]) == {
        "done": WELL[:3],
        "failed": {"jvm1": "lost"},
        "moved": 3,
    }
