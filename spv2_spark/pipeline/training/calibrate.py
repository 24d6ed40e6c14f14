"""Calibrate: what a model's confidences are worth, told by papers that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.decode.calibration import Calibration
from spv2_spark.errors import SettingsError
from spv2_spark.features.packages import CALIBRATION, add_file
from spv2_spark.pipeline.corpus import Corpus
from spv2_spark.pipeline.training.evaluate import Model, read_pairs
from spv2_spark.scoring.reliability import all_samples_of, fit


def calibrate(
    spark: SparkSession, settings: Settings, corpora: Sequence[Corpus], model: Model
) -> Calibration:
    """Fit the confidences of the settings' model on corpora with gold; put it into the package.

    An older calibration is left out of the account. Raises SettingsError for a package that is
    not a local folder, and for a corpus without gold.
    """
    package = Path(settings.model.package)
    if not package.is_dir():
        raise SettingsError(f"calibrate: {package} is no folder that a calibration can be put in")
    raw = replace(model.tagging, decoder=replace(model.tagging.decoder, calibration=None))
    model = replace(model, tagging=raw, digest=f"{model.digest}-raw")
    pairs = [pair for corpus in corpora for pair in read_pairs(spark, settings, corpus, model)]
    calibration = fit(all_samples_of(pairs))
    add_file(package, CALIBRATION, calibration.to_json().encode())
    return calibration
