"""The tagger on a Spark worker: found by the settings, loaded once."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from spv2_spark.config import ModelSettings, Settings, SourceSettings
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
from spv2_spark.nn.device import Device, check_precision
from spv2_spark.nn.package import Package
from spv2_spark.pipeline.versions import result_version, tags_version
from spv2_spark.pipeline.workdir import settings_hash
from spv2_spark.pipeline.workers.interface import Tagging, TagKeeping
from spv2_spark.runtime.devices import task_device
from spv2_spark.sources import fetch

_LOCK = threading.Lock()
_TAGGERS: dict[tuple[LoadTagger, Device], Tagger] = {}
_WORDS: dict[LoadWords, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class LoadTagger:
    """Loads a model package's tagger on a worker; travels by pickle, keeps what it loaded.

    Workers outlive tasks, and the next task may have another GPU: there is a tagger a device.
    """

    model: ModelSettings
    version: str
    source: SourceSettings

    def __call__(self) -> Tagger:
        """Return the tagger of this task's device.

        Raises ModelError if the package changed meanwhile.
        """
        device = task_device(self.model)
        with _LOCK:
            if (self, device) not in _TAGGERS:
                _TAGGERS[self, device] = self._loaded(device)
            return _TAGGERS[self, device]

    def _loaded(self, device: Device) -> Tagger:
        model = self.model
        package = _as_at_the_driver(model.package, self.source, self.version)
        if isinstance(package, CrfPackage):
            return CrfTagger(package)
        from spv2_spark.nn.tagger import tagger_on

        batch_tokens = model.gpu_batch_tokens if device.is_gpu else model.batch_tokens
        return tagger_on(device, package, batch_tokens)


@dataclass(frozen=True, slots=True)
class LoadWords:
    """Loads the words that a package's tagger knows; travels by pickle, keeps what it loaded."""

    package: str
    version: str
    source: SourceSettings

    def __call__(self) -> frozenset[str]:
        """Return the lower-cased words; raises ModelError if the package changed meanwhile."""
        with _LOCK:
            if self not in _WORDS:
                package = _as_at_the_driver(self.package, self.source, self.version)
                _WORDS[self] = package.known_words
            return _WORDS[self]


def _as_at_the_driver(name: str, source: SourceSettings, version: str) -> Package | CrfPackage:
    package = open_package(name, source)
    if package.manifest.version != version:
        found = package.manifest.version
        raise ModelError(f"{name}: version {found} here, {version} at the driver")
    return package


def tagging_of(settings: Settings) -> Tagging:
    """Return the tagging that the settings name.

    TensorFlow is not loaded here but on the workers. Raises ModelError for an unusable package,
    SettingsError for an unknown precision.
    """
    model = settings.model
    check_precision(model.precision)
    files = package_files(model.package, settings.source)
    version = _opened(files, model.package).manifest.version
    load = LoadTagger(model, version, settings.source)
    calibration = None
    if CALIBRATION in files:
        calibration = Calibration.from_json(files[CALIBRATION].decode())
    decoder = Decoder(calibration, without=known_rules(settings.decode.without))
    named = model.version or version
    keeping = None
    if settings.process.keep_tags:
        words = LoadWords(model.package, version, settings.source)
        keeping = TagKeeping(tags_version(named, settings.pdf), words)
    return Tagging(load, decoder, result_version(named, settings.pdf, decoder), keeping)


def package_digest(settings: Settings) -> str:
    """Return 8 hex digits that change with any of the package's files."""
    package = open_package(settings.model.package, settings.source)
    return settings_hash(dict(package.manifest.files))


def open_package(name: str, source: SourceSettings) -> Package | CrfPackage:
    """Return the package: "packaged:NAME", a local folder, or a folder behind another URI.

    Its manifest says which engine's it is.
    """
    return _opened(package_files(name, source), name)


def package_files(name: str, source: SourceSettings) -> Files:
    """Return the bytes of a package's files by name, its manifest's hashes not yet checked."""
    return read_listed(_fetching(name, source) if "://" in name else folder_reader(name), name)


def _opened(files: Files, name: str) -> Package | CrfPackage:
    if kind_of(files, name) == crf_package.KIND:
        return crf_package.read_files(files, name)
    return nn_package.read_files(files, name)


def _fetching(name: str, source: SourceSettings) -> ReadFile:
    def read(file: str) -> bytes:
        data = fetch(f"{name.rstrip('/')}/{file}", source, most_bytes(file))
        if isinstance(data, Failure):
            raise ModelError(f"model package {name}: {file}: {data.message}")
        return data

    return read
