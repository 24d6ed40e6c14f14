"""The tagger on a Spark worker: found by the settings, loaded once."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass

from spv2_spark.config import ModelSettings, Settings, SourceSettings
from spv2_spark.crf.package import CrfPackage
from spv2_spark.domain.digests import settings_hash
from spv2_spark.domain.tagging import Tagger
from spv2_spark.engines.packages import (
    decoder_of,
    open_package,
    opened,
    package_files,
    tagger_of,
)
from spv2_spark.engines.versions import further_version, result_version
from spv2_spark.errors import ModelError
from spv2_spark.further.models import NAMES
from spv2_spark.further.reader import FurtherReader
from spv2_spark.nn.device import Device, check_precision
from spv2_spark.nn.package import Package
from spv2_spark.pipeline.versions import tags_version
from spv2_spark.pipeline.workers.interface import Tagging, TagKeeping
from spv2_spark.pipeline.workers.strings import loading
from spv2_spark.runtime.devices import task_device

# A document is thousands of small containers without a cycle, which the collector walks over and
# over at the usual threshold of 700: a fifth of decoding.
_GC_THRESHOLD = 100_000

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
        package = _as_at_the_driver(self.model.package, self.source, self.version)
        tagger = tagger_of(package, self.model, device)
        gc.collect()
        gc.freeze()  # TensorFlow's objects stay: none of them is walked again
        gc.set_threshold(_GC_THRESHOLD)
        return tagger


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
    version = opened(files, model.package).manifest.version
    load = LoadTagger(model, version, settings.source)
    decoder = decoder_of(files, settings.decode)
    named = model.version or version
    keeping = None
    if settings.process.keep_tags:
        words = LoadWords(model.package, version, settings.source)
        keeping = TagKeeping(tags_version(named, settings.pdf), words)
    version = result_version(named, settings.pdf, decoder, further_version(settings))
    further = FurtherReader(loading(settings, *NAMES)) if settings.fields.further else None
    return Tagging(load, decoder, version, keeping, further)


def package_digest(settings: Settings) -> str:
    """Return 8 hex digits that change with any of the package's files."""
    package = open_package(settings.model.package, settings.source)
    return settings_hash(dict(package.manifest.files))
