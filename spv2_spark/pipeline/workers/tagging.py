"""The tagger on a Spark worker: found by the settings, loaded once."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from pyspark import TaskContext

from spv2_spark.config import Settings, SourceSettings
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
from spv2_spark.engines.versions import result_version
from spv2_spark.errors import ModelError
from spv2_spark.nn.package import Package
from spv2_spark.pipeline.versions import tags_version
from spv2_spark.pipeline.workers.interface import Tagging, TagKeeping

_LOCK = threading.Lock()
_TAGGERS: dict[LoadTagger, Tagger] = {}
_WORDS: dict[LoadWords, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class LoadTagger:
    """Loads a model package's tagger on a worker; travels by pickle, keeps what it loaded."""

    package: str
    version: str
    batch_tokens: int
    threads: int
    source: SourceSettings

    def __call__(self) -> Tagger:
        """Return the worker's tagger; raises ModelError if the package changed meanwhile."""
        with _LOCK:
            if self not in _TAGGERS:
                _TAGGERS[self] = self._loaded()
            return _TAGGERS[self]

    def _loaded(self) -> Tagger:
        package = _as_at_the_driver(self.package, self.source, self.version)
        return tagger_of(package, self.batch_tokens, self.threads or _task_cpus())


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


def _task_cpus() -> int:
    """Return the cpus of the Spark task that runs here; 0 (the engine's own choice) outside."""
    task = TaskContext.get()
    return task.cpus() if task else 0


def tagging_of(settings: Settings) -> Tagging:
    """Return the tagging that the settings name; raises ModelError for an unusable package.

    TensorFlow is not loaded here but on the workers.
    """
    model = settings.model
    files = package_files(model.package, settings.source)
    version = opened(files, model.package).manifest.version
    load = LoadTagger(model.package, version, model.batch_tokens, model.threads, settings.source)
    decoder = decoder_of(files, settings.decode)
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
