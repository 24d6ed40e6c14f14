"""The version of a result: another where anything that shapes results is another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark import further, layout, pdf
from spv2_spark.config import FieldSettings, PdfSettings, Settings
from spv2_spark.decode import version as decoder_version
from spv2_spark.decode.calibration import Calibration
from spv2_spark.decode.decoder import Decoder
from spv2_spark.decode.thresholds import Thresholds, TitleThresholds
from spv2_spark.domain.paper import Paper
from spv2_spark.domain.task import TaskState
from spv2_spark.engines.versions import further_version, result_version, tokens_version
from spv2_spark.errors import SettingsError
from spv2_spark.ledger import open_ledger
from spv2_spark.pipeline import versions
from spv2_spark.pipeline.daily.parse import ParseRequest, parse
from spv2_spark.pipeline.daily.process import process
from spv2_spark.pipeline.versions import has_other_columns, token_tables_version
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.pipeline.workers.paper_reader import PaperReader
from spv2_spark.pipeline.workers.tagging import tagging_of
from tests.fakes import FirstPageTitle, load_fake
from tests.pipeline.daily.readers import READER

STRICTER = Thresholds(title=TitleThresholds(sure=0.95))
SEVEN = Calibration({"title": ((0.0, 0.7),)})


def version(
    model: str = "m", settings: PdfSettings | None = None, decoder: Decoder | None = None
) -> str:
    return result_version(model, settings or PdfSettings(), decoder or Decoder())


def test_whatever_shapes_results_is_in_their_version(monkeypatch: pytest.MonkeyPatch) -> None:
    every = {
        version(),
        version("n"),
        version(settings=replace(PdfSettings(), max_pages=3)),
        version(decoder=Decoder(thresholds=STRICTER)),
        version(decoder=Decoder(without=frozenset(["running_heads"]))),
        version(decoder=Decoder(SEVEN)),
        result_version("m", PdfSettings(), Decoder(), "1-another"),
    }
    for room, name in ((pdf, "VERSION"), (layout, "VERSION"), (decoder_version, "REVISION")):
        with monkeypatch.context() as patch:
            patch.setattr(room, name, "another")
            every.add(version())
    assert len(every) == 10
    assert version(settings=replace(PdfSettings(), memory_mb=99)) == version()
    assert Path(version()).name == version()


def test_the_settings_models_version_is_part_of_it() -> None:
    settings = Settings()
    told = tagging_of(replace(settings, model=replace(settings.model, version="mine"))).version
    assert told.startswith(f"mine.t{pdf.VERSION}-")
    assert ".c0." not in told  # the packaged model is calibrated
    without = replace(settings, decode=replace(settings.decode, without=("running_heads",)))
    assert tagging_of(without).version != tagging_of(settings).version


def test_token_tables_carry_their_columns_and_results_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables, results = token_tables_version(PdfSettings()), version()
    assert not has_other_columns(tables)
    assert has_other_columns(tokens_version(PdfSettings()))  # 0.4.0's folders
    monkeypatch.setattr(versions, "_SHAPE", "others")
    assert has_other_columns(tables)
    assert version() == results


def test_what_reads_further_fields_is_in_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings()
    off = replace(settings, fields=FieldSettings(further=False))
    told = tagging_of(settings)
    assert (told.further is None, tagging_of(off).further) == (False, None)
    assert tagging_of(off).version.endswith(".f0")
    assert told.version.rpartition(".f")[2] == further_version(settings)
    monkeypatch.setattr(further, "VERSION", "another")
    assert tagging_of(settings).version != told.version


@pytest.mark.spark
def test_a_work_folder_of_other_tables_is_refused(spark: SparkSession, tmp_path: Path) -> None:
    settings = Settings(process=replace(Settings().process, workdir=str(tmp_path)))
    old = tmp_path / "tokens/4-0f1e2d3c/wave=w1/part=documents"
    old.mkdir(parents=True)
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    ledger.enqueue([Paper("a", "file:///well.pdf", "well.pdf")], "fake")
    reading = PaperReading(PaperReader(Settings().source, PdfSettings(), READER), "5-ab")
    tagging = Tagging(load_fake, FirstPageTitle(), "fake")
    with pytest.raises(
        SettingsError, match=r"tokens/4-0f1e2d3c: .*`spv2 clean --version 4-0f1e2d3c` .*workdir"
    ):
        process(spark, settings, ledger, reading, tagging)
    assert ledger.counts("fake").by_state[TaskState.SCHEDULED] == 1
    assert old.is_dir()


@pytest.mark.spark
def test_a_changed_threshold_schedules_done_papers_and_keeps_their_dataset(
    spark: SparkSession, tmp_path: Path
) -> None:
    pdfs, out = tmp_path / "pdfs", tmp_path / "out"
    pdfs.mkdir()
    for name in ("well1", "well2"):
        (pdfs / f"{name}.pdf").write_text(name)
    reading = PaperReading(PaperReader(Settings().source, PdfSettings(), READER), "fake")
    request = ParseRequest((str(pdfs),), out)

    def parsed_by(decoder: Decoder) -> str:
        tagging = Tagging(load_fake, decoder, version("fake", decoder=decoder))
        parsed = parse(request, Settings(), reading, tagging, lambda: spark)
        assert (parsed.done, parsed.processed) == (2, 2)
        return tagging.version

    old = parsed_by(FirstPageTitle())
    ledger = open_ledger(f"sqlite:///{out / 'tasks.db'}")
    rows = spark.read.parquet(str(out / "papers")).collect()
    assert {row.model_version for row in rows} == {old}

    stricter = FirstPageTitle(thresholds=STRICTER)
    new = version("fake", decoder=stricter)
    assert ledger.enqueue([], new).new_tasks == 2
    assert ledger.counts(new).by_state[TaskState.SCHEDULED] == 2
    assert ledger.counts(old).by_state[TaskState.DONE] == 2

    assert parsed_by(stricter) == new
    assert {r.model_version for r in spark.read.parquet(str(out / "papers")).collect()} == {new}
    assert spark.read.parquet(str(out / f"papers.{old}")).collect() == rows
    assert (out / f"papers.{old}/_spv2_spark.json").is_file()
