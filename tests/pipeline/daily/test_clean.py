"""Clean and compact: what nothing reads goes, small tables become one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import LedgerError, SettingsError
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.pipeline.daily.clean import FoundTable, clean
from spv2_spark.pipeline.daily.compact import Compacted, compact
from spv2_spark.pipeline.daily.dequeue import dequeue
from spv2_spark.pipeline.daily.process import process
from spv2_spark.pipeline.versions import token_tables_version
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from tests.fakes import FirstPageTitle, load_fake
from tests.pipeline.daily.walk import TracedReader, settings_for

pytestmark = [pytest.mark.spark, pytest.mark.walk]

NAMES = ["a", "b", "c", "d", "e"]


def run(spark: SparkSession, ledger: Ledger, settings: Settings, version: str) -> list[str]:
    """Process what is Scheduled; return the papers that were read for it."""
    trace = Path(settings.process.workdir) / "trace"
    trace.write_text("")
    reading = PaperReading(TracedReader(trace), token_tables_version(settings.pdf))
    process(spark, settings, ledger, reading, Tagging(load_fake, FirstPageTitle(), version))
    return sorted(trace.read_text().split()[::2])


def unused(found: list[FoundTable]) -> list[str]:
    return sorted(f"{one.table.what} {Path(one.path).name}" for one in found if one.is_unused)


def names_below(folder: Path) -> set[str]:
    return {one.name for one in folder.glob("*/wave=*")}


def test_small_tables_become_one_and_what_nothing_reads_goes(
    spark: SparkSession, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    settings = settings_for(work, wave_papers=2)
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    ledger.enqueue([Paper(name, "well", f"{name}.pdf") for name in NAMES], "v1")
    assert run(spark, ledger, settings, "v1") == NAMES
    old = sorted(names_below(work / "tokens"))
    assert len(old) == 3
    # A wave whose driver died, what it left, and a table that no wave of this Task DB wrote.
    ledger.enqueue([Paper("f", "well", "f.pdf")], "v1")
    dead = ledger.claim("v1", 1, "driver-1", 300.0)
    assert dead is not None
    left = work / f"results/v1/wave={dead.wave_id}"
    left.mkdir()
    (left / "_spv2_spark.json").write_text('{"program": "spv2-spark", "what": "results"}')
    others = work / "results/v1/wave=others"
    others.mkdir()

    with pytest.raises(LedgerError, match="driver-1 hold papers"):
        clean(spark, settings, ledger, dry_run=False)
    assert unused(clean(spark, settings, ledger, dry_run=True)) == []
    ledger.release(dead, "killed")
    assert compact(spark, settings, ledger) == Compacted(3, 3, 1, 1)
    assert compact(spark, settings, ledger) == Compacted()
    told = [*(f"tokens {name}" for name in old), f"results {left.name}"]
    assert unused(clean(spark, settings, ledger, dry_run=True)) == sorted(told)
    assert names_below(work / "tokens") > set(old)  # a dry run removes nothing
    (work / f"tokens/{token_tables_version(settings.pdf)}" / old[0] / "mine").write_text("mine")
    stays = [one for one in clean(spark, settings, ledger, dry_run=False) if one.why_kept]
    assert [Path(one.path).name for one in stays] == [old[0]]
    assert "mine" in stays[0].why_kept
    assert old[0] in names_below(work / "tokens")
    assert len(names_below(work / "tokens")) == 2
    assert others.exists()
    assert not left.exists()

    ledger.enqueue([], "v2", token_tables_version(settings.pdf))
    assert run(spark, ledger, settings, "v2") == ["f"]  # the others are in the new table
    out = str(tmp_path / "papers")
    assert dequeue(spark, settings, ledger, "v1", out).papers == len(NAMES)
    assert dequeue(spark, settings, ledger, "v2", out).papers == len(NAMES) + 1
    assert sorted(row.paper_id for row in spark.read.parquet(out).collect()) == [*NAMES, "f"]

    with pytest.raises(SettingsError, match="no version v3 "):
        clean(spark, settings, ledger, ["v3"], dry_run=True)
    clean(spark, settings, ledger, ["v1"], dry_run=False)
    assert [one.name for one in (work / "results").iterdir()] == ["v2"]
    assert ledger.versions() == ["v2"]
    assert dequeue(spark, settings, ledger, "v2", out).papers == len(NAMES) + 1
