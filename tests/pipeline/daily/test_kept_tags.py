"""With `process.keep_tags` a changed decoder reads papers anew without the tagger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import Paper
from spv2_spark.domain.tagging import PageTags
from spv2_spark.ledger import Ledger, Settled, open_ledger
from spv2_spark.pipeline.daily.process import process
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging, TagKeeping
from spv2_spark.pipeline.workers.tagging import tagging_of
from spv2_spark.stages.tags import Load
from tests.fakes import FakeTagger, FirstPageTitle, load_fake, read_by_name
from tests.pipeline.daily.walk import settings_for

KEEPING = TagKeeping("fake-1.t1", lambda: frozenset({"title"}))


class NoTagger(FakeTagger):
    """Can tag nothing."""

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        """Raise ValueError."""
        raise ValueError(f"{len(documents)} documents to tag")


def run(spark: SparkSession, ledger: Ledger, workdir: Path, version: str, load: Load) -> Settled:
    reading = PaperReading(read_by_name, "fake-1")
    tagging = Tagging(load, FirstPageTitle(), version, KEEPING)
    return process(spark, settings_for(workdir, wave_papers=3), ledger, reading, tagging)


@pytest.mark.spark
@pytest.mark.walk
def test_another_decoder_needs_no_tagger(spark: SparkSession, tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    names = ["a", "b", "poison", "odd", "z"]
    ledger.enqueue([Paper(name, "well", f"{name}.pdf") for name in names], "d1")
    assert run(spark, ledger, tmp_path, "d1", load_fake) == Settled(done=3, scheduled=4, failed=2)

    ledger.enqueue([], "d2")
    assert run(spark, ledger, tmp_path, "d2", NoTagger) == Settled(done=3, scheduled=4, failed=2)
    # What could not be tagged is tried again, as under any version.
    failures = {one.paper_id: one.failure.stage for one in ledger.failures("d2")}
    assert failures == {"poison": "predict", "odd": "decode"}

    tables = [spark.read.parquet(str(tmp_path / f"results/{one}")) for one in ("d1", "d2")]
    one, two = ({row.paper_id: row for row in table.collect()} for table in tables)
    assert one["a"].title == two["a"].title
    assert (one["a"].model_version, two["a"].model_version) == ("d1", "d2")


@pytest.mark.spark
@pytest.mark.walk
def test_only_what_no_wave_tagged_is_tagged(spark: SparkSession, tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    ledger.enqueue([Paper("a", "well", "a.pdf")], "d1")
    run(spark, ledger, tmp_path, "d1", load_fake)
    ledger.enqueue([Paper("b", "well", "b.pdf")], "d2")
    assert run(spark, ledger, tmp_path, "d2", load_fake) == Settled(done=2)
    rows = spark.read.parquet(str(tmp_path / "tags/fake-1.t1")).select("paper_id").collect()
    assert sorted(row.paper_id for row in rows) == ["a", "b"]


def test_the_setting_keeps_them_under_the_version_of_what_shaped_them() -> None:
    settings = Settings()
    assert tagging_of(settings).keeping is None
    kept = replace(settings, process=replace(settings.process, keep_tags=True))
    one = tagging_of(kept).keeping
    two = tagging_of(replace(kept, decode=replace(kept.decode, without=("running_heads",)))).keeping
    other = tagging_of(replace(kept, pdf=replace(kept.pdf, max_pages=3))).keeping
    assert one is not None
    assert two is not None
    assert other is not None
    assert one.version == two.version != other.version
    assert one.words() == tagging_of(kept).load().known_words
    assert "the" in one.words()
