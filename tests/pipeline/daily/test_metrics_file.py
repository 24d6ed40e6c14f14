"""A run keeps up a file for Prometheus, and goes on where it cannot be written."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.pipeline.daily.process import process
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.stages.token_rows import Read
from tests.fakes import FirstPageTitle, load_fake, read_by_name
from tests.pipeline.daily.walk import PAPERS, run, settings_for

pytestmark = [pytest.mark.spark, pytest.mark.walk]


@dataclass(frozen=True)
class WatchingReader:
    """Reads by name; before each paper it puts what the file tells into another, a line each."""

    file: Path
    seen: Path

    def __call__(self, papers: Iterable[ClaimedPaper]) -> Iterator[Read]:
        for paper in papers:
            with self.seen.open("a", encoding="utf-8") as seen:
                seen.write(f"{states_in(self.file)['Scheduled']}\n")
            yield from read_by_name([paper])


def states_in(file: Path) -> dict[str, int]:
    """Return how many papers of v1 are in each state."""
    found = re.findall(r'^spv2_papers\{version="v1",state="(\w+)"\} (\d+)$', file.read_text(), re.M)
    return {state: int(count) for state, count in found}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    (tmp_path / "work").mkdir()
    made = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    made.enqueue(PAPERS, "v1")
    return made


def with_file(tmp_path: Path, file: Path) -> Settings:
    settings = settings_for(tmp_path / "work")
    return replace(settings, process=replace(settings.process, prometheus=str(file)))


def test_the_file_is_written_first_after_every_wave_and_at_the_end(
    spark: SparkSession, ledger: Ledger, tmp_path: Path
) -> None:
    file, seen = tmp_path / "metrics/spv2.prom", tmp_path / "seen"
    reading = PaperReading(WatchingReader(file, seen), "fake-1")
    tagging = Tagging(load_fake, FirstPageTitle(), "v1")
    process(spark, with_file(tmp_path, file), ledger, reading, tagging)
    # Waves of 5: all 13 are Scheduled before the first, the p08 that may pass is after each.
    scheduled = sorted({int(one) for one in seen.read_text().split()}, reverse=True)
    assert scheduled[:3] == [13, 8, 4]
    counts = ledger.counts("v1")
    assert states_in(file) == {state.value: count for state, count in counts.by_state.items()}
    assert states_in(file) == {"Scheduled": 0, "Processing": 0, "Done": 10, "Failed": 3}
    text = file.read_text()
    assert 'spv2_failed_papers{version="v1",kind="encrypted"} 1\n' in text
    assert 'spv2_open_waves{version="v1"} 0\n' in text
    assert [one.name for one in file.parent.iterdir()] == ["spv2.prom"]

    ledger.reschedule("v1", ["p00"])
    run(spark, ledger, settings_for(tmp_path / "work"), "v2")  # by default there is no file
    assert file.read_text() == text
    run(spark, ledger, with_file(tmp_path, file), "v2")  # nothing to do: the file is new
    assert states_in(file) == {"Scheduled": 1, "Processing": 0, "Done": 9, "Failed": 3}


@pytest.mark.parametrize("place", ["file/spv2.prom", "theirs"])
def test_a_place_that_cannot_be_written_is_one_warning_and_no_end(
    spark: SparkSession,
    ledger: Ledger,
    tmp_path: Path,
    place: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for name in ("file", "theirs"):
        (tmp_path / name).write_text("theirs")
    with caplog.at_level(logging.WARNING):
        settled = run(spark, ledger, with_file(tmp_path, tmp_path / place), "v1")
    assert (settled.done, settled.failed) == (10, 3)
    told = [one.getMessage() for one in caplog.records if "prometheus" in one.getMessage()]
    assert len(told) == 1
    assert str(tmp_path / place) in told[0]
    assert (tmp_path / "theirs").read_text() == "theirs"


def test_a_run_that_breaks_leaves_its_last_state(
    spark: SparkSession, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("spv2_spark.pipeline.daily.process.WaveRun", broken)
    file = tmp_path / "spv2.prom"
    with pytest.raises(KeyboardInterrupt):
        run(spark, ledger, with_file(tmp_path, file), "v1")
    assert states_in(file)["Scheduled"] == len(PAPERS)
    assert 'spv2_open_waves{version="v1"} 0\n' in file.read_text()
