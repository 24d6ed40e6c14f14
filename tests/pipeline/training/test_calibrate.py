"""A model's confidences fitted on papers with gold, kept in its package, and used from there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.errors import ModelError, SettingsError
from spv2_spark.features.packages import CALIBRATION, add_file
from spv2_spark.nn.package import read_package, write_package
from spv2_spark.pipeline.corpus import Corpus
from spv2_spark.pipeline.training.calibrate import calibrate
from spv2_spark.pipeline.training.evaluate import model_of, read_pairs
from spv2_spark.pipeline.workers.tagging import package_digest, tagging_of
from tests.pipeline.corpora import write_corpus


def settings_with(package: Path, work: Path) -> Settings:
    base = Settings()
    return replace(
        base,
        model=replace(base.model, package=str(package)),
        process=replace(base.process, workdir=str(work)),
    )


@pytest.mark.spark
@pytest.mark.tf
def test_a_calibrated_package_says_what_its_values_are_worth(
    spark: SparkSession, tmp_path: Path
) -> None:
    package, root = tmp_path / "package", tmp_path / "pdfs"
    write_package(package, read_package("packaged:default"))  # without its calibration
    write_corpus(root, 4)
    settings, corpus = settings_with(package, tmp_path / "work"), Corpus("ours", root)

    def read(suffix: str) -> list[float]:
        model = replace(model_of(settings), digest=suffix)
        pairs = read_pairs(spark, settings, corpus, model)
        names = [
            one for p in pairs if p.metadata for r in p.metadata.references for one in r.authors
        ]
        return [one.name.confidence for one in names]

    raw, digest = read("raw"), package_digest(settings)
    calibration = calibrate(spark, settings, [corpus], model_of(settings))
    assert len(raw) > 40
    assert "bib_authors" in calibration.tables
    assert package_digest(settings) != digest
    told = read("told")
    # Batches of two runs may differ, and with them the last digit of a float16.
    assert told == pytest.approx([calibration.of("bib_authors", one) for one in raw], abs=1e-4)
    assert told != pytest.approx(raw, abs=1e-3)

    add_file(package, CALIBRATION, b"{}")
    with pytest.raises(ModelError, match="calibration is damaged"):
        tagging_of(settings)


def test_only_a_folder_can_be_calibrated(tmp_path: Path) -> None:
    settings = settings_with(tmp_path / "none", tmp_path)
    with pytest.raises(SettingsError, match="no folder"):
        calibrate(None, settings, [], None)  # type: ignore[arg-type]
