"""A model package by its name, whatever its engine: its files, its tagger, its decoder."""

from __future__ import annotations

from spv2_spark.config import DecodeSettings, ModelSettings, SourceSettings
from spv2_spark.crf import package as crf_package
from spv2_spark.crf.package import CrfPackage
from spv2_spark.crf.tagger import CrfTagger
from spv2_spark.decode.book import known_rules
from spv2_spark.decode.calibration import Calibration
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.tagging import Tagger
from spv2_spark.errors import Failure, ModelError
from spv2_spark.features.package_files import most_bytes
from spv2_spark.features.packages import (
    CALIBRATION,
    Files,
    ReadFile,
    folder_reader,
    kind_of,
    read_listed,
)
from spv2_spark.nn import package as nn_package
from spv2_spark.nn.device import Device
from spv2_spark.nn.package import Package
from spv2_spark.sources import fetch


def open_package(name: str, source: SourceSettings) -> Package | CrfPackage:
    """Return the package: "packaged:NAME", a local folder, or a folder behind another URI.

    Its manifest says which engine's it is.
    """
    return opened(package_files(name, source), name)


def package_files(name: str, source: SourceSettings) -> Files:
    """Return the bytes of a package's files by name, its manifest's hashes not yet checked."""
    return read_listed(_fetching(name, source) if "://" in name else folder_reader(name), name)


def opened(files: Files, name: str) -> Package | CrfPackage:
    """Return the package that `files` are; raises ModelError for damaged or foreign ones."""
    if kind_of(files, name) == crf_package.KIND:
        return crf_package.read_files(files, name)
    return nn_package.read_files(files, name)


def tagger_of(package: Package | CrfPackage, model: ModelSettings, device: Device) -> Tagger:
    """Return a package's tagger on a device, in batches as large as the settings say for it."""
    if isinstance(package, CrfPackage):
        return CrfTagger(package)
    from spv2_spark.nn.tagger import tagger_on

    batch_tokens = model.gpu_batch_tokens if device.is_gpu else model.batch_tokens
    return tagger_on(device, package, batch_tokens)


def decoder_of(files: Files, settings: DecodeSettings) -> Decoder:
    """Return the decoder with a package's calibration, if it has one, without what is left out."""
    calibration = None
    if CALIBRATION in files:
        calibration = Calibration.from_json(files[CALIBRATION].decode())
    return Decoder(calibration, without=known_rules(settings.without))


def _fetching(name: str, source: SourceSettings) -> ReadFile:
    def read(file: str) -> bytes:
        data = fetch(f"{name.rstrip('/')}/{file}", source, most_bytes(file))
        if isinstance(data, Failure):
            raise ModelError(f"model package {name}: {file}: {data.message}")
        return data

    return read
