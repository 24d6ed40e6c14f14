"""The dataset grows by waves: nothing is doubled or lost, whoever reads or is killed meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import Dequeue
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import ContractError, OutputError
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.pipeline.daily.dequeue import Dequeued, dequeue, read_papers
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.growing import GrowingTable, Manifest
from tests.pipeline.daily.walk import run, settings_for

pytestmark = [pytest.mark.spark, pytest.mark.walk]


class KilledError(BaseException):
    """The driver is gone."""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "work").mkdir()
    return settings_for(tmp_path / "work", wave_papers=3)


def papers(*names: str) -> list[Paper]:
    return [Paper(name, "well", f"{name}.pdf") for name in names]


def plain(spark: SparkSession, out: Path) -> list[str]:
    return sorted(row.paper_id for row in spark.read.parquet(str(out)).collect())


def listed(spark: SparkSession, out: Path) -> list[str]:
    return sorted(row.paper_id for row in read_papers(spark, str(out)).collect())


def snapshot(out: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in out.glob("*.parquet")}


def test_a_dataset_grows_and_its_readers_see_every_paper_once(
    spark: SparkSession, ledger: Ledger, settings: Settings, tmp_path: Path
) -> None:
    out, seen = tmp_path / "papers", tmp_path / "seen"
    ledger.enqueue(papers("a", "b", "c", "d", "empty"), "v1")
    run(spark, ledger, settings, "v1")
    assert dequeue(spark, settings, ledger, "v1", str(out)) == Dequeued(papers=4, empty=1)
    assert plain(spark, out) == listed(spark, out) == ["a", "b", "c", "d"]
    for table in (spark.read.parquet(str(out)), read_papers(spark, str(out))):
        assert [(one.name, one.metadata) for one in table.schema] == [
            (one.name, one.metadata) for one in Dequeue.contract
        ]
    stream(spark, out, seen)
    before, early = snapshot(out), spark.read.parquet(str(out)).select("paper_id")

    assert dequeue(spark, settings, ledger, "v1", str(out)) == Dequeued(papers=4, empty=1)
    assert snapshot(out) == before
    ledger.enqueue(papers("e", "f"), "v1")
    run(spark, ledger, settings, "v1")
    assert dequeue(spark, settings, ledger, "v1", str(out)) == Dequeued(papers=6, empty=1)
    assert plain(spark, out) == listed(spark, out) == ["a", "b", "c", "d", "e", "f"]
    assert snapshot(out).items() > before.items()  # the old files are as they were
    # Who began to read before does not fail, and sees what was there then.
    assert sorted(row.paper_id for row in early.collect()) == ["a", "b", "c", "d"]
    stream(spark, out, seen)
    assert plain(spark, seen) == ["a", "b", "c", "d", "e", "f"]


def stream(spark: SparkSession, out: Path, seen: Path) -> None:
    """Append the ids that are new since the last call to `seen`, as a streaming job does."""
    rows = spark.readStream.schema(Dequeue.contract).parquet(str(out)).select("paper_id")
    writer = rows.writeStream.trigger(availableNow=True).format("parquet")
    query = writer.option("checkpointLocation", f"{seen}.checkpoint").start(str(seen))
    query.awaitTermination()


def test_a_run_that_is_killed_is_gone_on_with(
    spark: SparkSession,
    ledger: Ledger,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "papers"
    ledger.enqueue(papers("a", "b"), "v1")
    run(spark, ledger, settings, "v1")
    dequeue(spark, settings, ledger, "v1", str(out))
    ledger.enqueue(papers("c", "d"), "v1")
    run(spark, ledger, settings, "v1")

    def killed(*_: object) -> None:
        raise KilledError

    for method, owner in (("_save", GrowingTable), ("move_to", Place)):
        with monkeypatch.context() as patch:
            patch.setattr(owner, method, killed)
            with pytest.raises(KilledError):
                dequeue(spark, settings, ledger, "v1", str(out))
        # The manifest was not written: the files that came, or did not, are of no reader's of it.
        assert listed(spark, out) == ["a", "b"]
    assert dequeue(spark, settings, ledger, "v1", str(out)).papers == 4
    assert plain(spark, out) == listed(spark, out) == ["a", "b", "c", "d"]


def test_papers_that_are_read_anew_are_there_once(
    spark: SparkSession, ledger: Ledger, settings: Settings, tmp_path: Path
) -> None:
    out, seen = tmp_path / "papers", tmp_path / "seen"
    ledger.enqueue(papers("a", "b", "c", "d"), "v1")
    run(spark, ledger, settings, "v1")
    dequeue(spark, settings, ledger, "v1", str(out))
    stream(spark, out, seen)
    before = snapshot(out)
    readers = [spark.read.parquet(str(out)), read_papers(spark, str(out))]
    assert ledger.reschedule("v1", ["b"]) == 1
    ledger.forget(["d"], dry_run=False)
    assert dequeue(spark, settings, ledger, "v1", str(out)).papers == 2
    assert plain(spark, out) == listed(spark, out) == ["a", "c"]
    # Who listed the files before finds every one of them, without the papers that are gone.
    assert snapshot(out).keys() == before.keys()
    for reader in readers:
        assert sorted(row.paper_id for row in reader.collect()) == ["a", "c"]
    run(spark, ledger, settings, "v1")
    assert dequeue(spark, settings, ledger, "v1", str(out)).papers == 3
    assert plain(spark, out) == listed(spark, out) == ["a", "b", "c"]
    stream(spark, out, seen)
    assert plain(spark, seen) == ["a", "b", "b", "c", "d"]  # b was read anew, the others were not


def test_a_run_that_is_killed_while_it_takes_papers_out_doubles_none(
    spark: SparkSession,
    ledger: Ledger,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "papers"
    ledger.enqueue(papers("a", "b", "c", "d", "e"), "v1")
    run(spark, ledger, settings, "v1")
    dequeue(spark, settings, ledger, "v1", str(out))
    ledger.reschedule("v1", ["a", "e"])  # of two waves
    run(spark, ledger, settings, "v1")
    replaced = 0
    replace = Place.replace

    def dies_at_the_second(self: Place, target: Place) -> None:
        nonlocal replaced
        if target.name.endswith(".parquet"):
            replaced += 1
            if replaced > 1:
                raise KilledError
        replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Place, "replace", dies_at_the_second)
        with pytest.raises(KilledError):
            dequeue(spark, settings, ledger, "v1", str(out))
    assert len(plain(spark, out)) == 4
    assert plain(spark, out) == listed(spark, out)
    assert dequeue(spark, settings, ledger, "v1", str(out)).papers == 5
    assert plain(spark, out) == listed(spark, out) == ["a", "b", "c", "d", "e"]


def test_another_version_is_whole_before_it_is_seen(
    spark: SparkSession,
    ledger: Ledger,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "papers"
    ledger.enqueue(papers("a", "b", "c", "d"), "v1")
    run(spark, ledger, settings, "v1")
    dequeue(spark, settings, ledger, "v1", str(out))
    before = snapshot(out)
    ledger.enqueue([], "v2", "fake-1")
    run(spark, ledger, settings, "v2")

    def killed(table: GrowingTable[Dequeue], manifest: Manifest, *_: object) -> Manifest:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(GrowingTable, "add", killed)
        with pytest.raises(KilledError):
            dequeue(spark, settings, ledger, "v2", str(out))
    assert snapshot(out) == before
    assert dequeue(spark, settings, ledger, "v2", str(out)).papers == 4
    assert {row.model_version for row in read_papers(spark, str(out)).collect()} == {"v2"}
    for version in ("v1", "v2"):
        of_version = read_papers(spark, str(out), version).collect()
        assert [row.model_version for row in of_version] == [version] * 4
    with pytest.raises(ContractError, match="no dataset of version v3"):
        read_papers(spark, str(out), "v3")
    assert snapshot(tmp_path / "papers.v1") == before
    assert not (tmp_path / ".papers.next").exists()


def test_what_others_put_into_a_dataset_stays_and_ends_the_run(
    spark: SparkSession, ledger: Ledger, settings: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "papers"
    with pytest.raises(ContractError, match="no dataset with a manifest"):
        read_papers(spark, str(tmp_path))
    dequeue(spark, settings, ledger, "v1", str(out))
    assert plain(spark, out) == listed(spark, out) == []
    mine = out / "part-00000-0f1e2d3c-0f1e-0f1e-0f1e-0f1e2d3c4b5a-c000.snappy.parquet"
    mine.write_bytes(b"PAR1")
    with pytest.raises(OutputError, match="part-00000"):
        dequeue(spark, settings, ledger, "v1", str(out))
    assert mine.read_bytes() == b"PAR1"
