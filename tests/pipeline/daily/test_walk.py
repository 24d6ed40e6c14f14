"""Enqueue, process and dequeue as a whole, on both databases, with fakes for PDF and tagger."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.domain.task import TaskState
from spv2_spark.errors import Kind, TooManyFailuresError
from spv2_spark.ledger import Ledger, Settled, open_ledger
from spv2_spark.pipeline.daily.dequeue import Dequeued, dequeue
from tests.pipeline.daily.walk import ENDS, NAMES, PAPERS, run, settings_for

pytestmark = [pytest.mark.spark, pytest.mark.walk]

ROOT = Path(__file__).parents[3]
WELL = [name for name in NAMES if name not in ENDS]


def reads(workdir: Path) -> Counter[str]:
    return Counter(line.split()[0] for line in (workdir / "trace").read_text().splitlines())


def ids(spark: SparkSession, path: Path) -> list[str]:
    return sorted(row.paper_id for row in spark.read.parquet(str(path)).collect())


def test_two_versions_side_by_side(spark: SparkSession, url: str, tmp_path: Path) -> None:
    ledger, settings = open_ledger(url), settings_for(tmp_path / "work")
    (tmp_path / "work").mkdir()
    assert ledger.enqueue(PAPERS, "v1").new_tasks == 13
    assert ledger.enqueue(PAPERS, "v1").new_tasks == 0

    # The timeout runs three times, and is Scheduled again twice.
    assert run(spark, ledger, settings, "v1") == Settled(done=10, scheduled=2, failed=3)
    counts = ledger.counts("v1")
    assert counts.failed_by_kind == {Kind.ENCRYPTED: 1, Kind.NOT_A_PDF: 1, Kind.TIMEOUT: 1}
    assert reads(tmp_path / "work") == Counter(dict.fromkeys(NAMES, 1) | {"p08": 3})

    out = tmp_path / "v1"
    assert dequeue(spark, settings, ledger, "v1", str(out)) == Dequeued(papers=9, empty=1)
    assert [(task.paper_id, task.why) for task in ledger.left_out("v1")] == [
        ("empty", "nothing_found")
    ]
    assert ids(spark, out) == [name for name in WELL if name != "empty"]

    ledger.enqueue(PAPERS[:2], "v2")
    assert run(spark, ledger, settings, "v2").done == 10
    # What was read well under v1 is not read again.
    again = reads(tmp_path / "work") - Counter(dict.fromkeys(NAMES, 1) | {"p08": 3})
    assert again == Counter({"p03": 1, "p05": 1, "p08": 3})
    assert dequeue(spark, settings, ledger, "v2", str(tmp_path / "v2")).papers == 9
    rows = spark.read.parquet(str(tmp_path / "v2")).select("model_version").distinct().collect()
    assert [row.model_version for row in rows] == ["v2"]
    assert dequeue(spark, settings, ledger, "v1", str(out)).papers == 9


def test_nothing_done_is_an_empty_dataset(spark: SparkSession, tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    settings = settings_for(tmp_path)
    assert dequeue(spark, settings, ledger, "v1", str(tmp_path / "o")) == Dequeued(0, 0)
    assert ids(spark, tmp_path / "o") == []


def test_a_wave_that_mostly_fails_stops_the_run(spark: SparkSession, tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    down = [paper._replace(uri="fetch") for paper in PAPERS[:8]]
    ledger.enqueue([*down, *PAPERS[8:]], "v1")
    settings = settings_for(tmp_path, wave_papers=20)
    settings = replace(settings, process=replace(settings.process, stop_papers=10))
    with pytest.raises(TooManyFailuresError, match=r"9 of 13 papers.*mostly fetch"):
        run(spark, ledger, settings, "v1")
    assert ledger.counts("v1").by_state[TaskState.SCHEDULED] == 9


def test_a_driver_killed_in_mid_wave_loses_and_doubles_nothing(
    spark: SparkSession, url: str, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    ledger, settings = open_ledger(url), settings_for(work, lease_s=4.0)
    ledger.enqueue(PAPERS, "v1")
    command = [sys.executable, "-m", "tests.pipeline.daily.walk", url, str(work)]
    driver = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    _wait_for(lambda: _done(ledger) >= 4 and len(_lines(work)) >= 7)
    os.killpg(driver.pid, signal.SIGKILL)
    driver.wait()
    assert 0 < _done(ledger) < 10

    _wait_for(lambda: ledger.expire() > 0)
    run(spark, ledger, settings, "v1")
    counts = ledger.counts("v1")
    assert counts.by_state[TaskState.DONE] == 10
    assert counts.by_state[TaskState.FAILED] == 3
    assert dequeue(spark, settings, ledger, "v1", str(tmp_path / "out")) == Dequeued(9, 1)
    assert ids(spark, tmp_path / "out") == [name for name in WELL if name != "empty"]


def _done(ledger: Ledger) -> int:
    return ledger.counts("v1").by_state[TaskState.DONE]


def _lines(work: Path) -> list[str]:
    trace = work / "trace"
    return trace.read_text().splitlines() if trace.exists() else []


def _wait_for(condition: object, limit_s: float = 180.0) -> None:
    assert callable(condition)
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
