"""The process job over fake papers; run by `-m`, this module is a driver to be killed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.domain.paper import ClaimedPaper, Paper
from spv2_spark.ledger import Ledger, Settled, open_ledger
from spv2_spark.pipeline.daily.process import process
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.runtime.session import open_session
from spv2_spark.stages.token_rows import Read
from tests.fakes import FirstPageTitle, load_fake, read_by_name

ENDS = {"p03": "encrypted", "p05": "not_a_pdf", "p08": "timeout"}
NAMES = [f"p{i:02}" for i in range(12)] + ["empty"]
PAPERS = [Paper(name, ENDS.get(name, "well"), f"{name}.pdf") for name in NAMES]


@dataclass(frozen=True)
class TracedReader:
    """Reads by name and leaves a line a read in a file; `wait_s` before each paper."""

    trace: Path
    wait_s: float = 0.0

    def __call__(self, papers: Iterable[ClaimedPaper]) -> Iterator[Read]:
        for paper in papers:
            time.sleep(self.wait_s)
            with self.trace.open("a", encoding="utf-8") as file:
                file.write(f"{paper.paper_id} {paper.attempt}\n")
            yield from read_by_name([paper])


def settings_for(workdir: Path, wave_papers: int = 5, lease_s: float = 300.0) -> Settings:
    """Return settings for small waves in a work folder."""
    base = Settings()
    process_settings = replace(base.process, workdir=str(workdir), wave_papers=wave_papers)
    ledger = replace(base.ledger, lease_s=lease_s, heartbeat_s=lease_s / 5)
    return replace(base, process=process_settings, ledger=ledger)


def run(
    spark: SparkSession, ledger: Ledger, settings: Settings, version: str, wait_s: float = 0.0
) -> Settled:
    """Process everything that is Scheduled, with the fake tagger under `version`."""
    reading = PaperReading(TracedReader(Path(settings.process.workdir) / "trace", wait_s), "fake-1")
    tagging = Tagging(load_fake, FirstPageTitle(), version)
    return process(spark, settings, ledger, reading, tagging)


def main() -> None:
    """Process slowly, with a short lease."""
    url, workdir = sys.argv[1], Path(sys.argv[2])
    spark = open_session("victim", **{"spark.master": "local[2]"})
    run(spark, open_ledger(url), settings_for(workdir, lease_s=4.0), "v1", wait_s=0.4)


if __name__ == "__main__":
    main()
