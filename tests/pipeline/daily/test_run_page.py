"""A run leaves its page in the work folder, whatever its papers are called."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.errors import TooManyFailuresError
from spv2_spark.ledger import Ledger, open_ledger
from tests.pipeline.daily.walk import PAPERS, run, settings_for

pytestmark = [pytest.mark.spark, pytest.mark.walk]

HOSTILE = "<script>alert(1)</script>.pdf"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    (tmp_path / "work").mkdir()
    made = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    made.enqueue([one._replace(doc_name=HOSTILE) for one in PAPERS], "v1")
    return made


def test_a_run_tells_what_it_did(spark: SparkSession, ledger: Ledger, tmp_path: Path) -> None:
    settings, page = settings_for(tmp_path / "work"), tmp_path / "work/run.html"
    run(spark, ledger, settings, "v1", wait_s=0.05)
    text = page.read_text()
    assert "<b>13</b> papers in" in text
    assert "<b>9</b> done" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;.pdf" in text
    assert "<script" not in text
    told = ledger.run("v1")
    assert told is not None
    # Every paper was read once at least, and each waits 0.05 s; a page of two is read of each.
    assert len(told.slowest) == len(PAPERS)
    assert min(one.effort.seconds for one in told.slowest) >= 0.05
    pages = told.status.pages
    assert (pages.unread, pages.papers_with_unread) == (pages.pages // 2, 10)

    run(spark, ledger, settings, "v1")  # finds nothing to do
    assert page.read_text() == text
    page.write_text("theirs")
    ledger.reschedule("v1", ["p00"])
    run(spark, ledger, settings, "v1")
    assert page.read_text() == "theirs"
    assert sorted(one.name for one in (tmp_path / "work").iterdir()) == [
        *("results", "run.html", "tokens", "trace")
    ]


def test_a_run_that_stops_itself_tells_why(
    spark: SparkSession, ledger: Ledger, tmp_path: Path
) -> None:
    ledger.enqueue([one._replace(paper_id=f"x{one.paper_id}", uri="fetch") for one in PAPERS], "v1")
    settings = settings_for(tmp_path / "work", wave_papers=30)
    settings = replace(settings, process=replace(settings.process, stop_papers=10))
    with pytest.raises(TooManyFailuresError):
        run(spark, ledger, settings, "v1")
    assert "<b>14</b> still open" in (tmp_path / "work/run.html").read_text()
