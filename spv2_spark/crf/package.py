"""Packages of the CRF: what a CRF tagger needs, without TensorFlow.

manifest.json     kind, name, version, formats, hashes, trained on, settings, metrics
model.crfsuite    the weights in CRFsuite's own format
vocabulary.txt, statistics.json   as in every package (features/packages.py)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from spv2_spark.crf.attributes import ATTRIBUTE_VERSION
from spv2_spark.errors import ModelError
from spv2_spark.features.featurise import FEATURE_VERSION, FeatureSettings, Featuriser
from spv2_spark.features.packages import (
    MANIFEST,
    STATISTICS,
    VOCABULARY,
    Files,
    checked_manifest,
    folder_reader,
    hashes_of,
    lexicon_of,
    read_listed,
    text_files,
    vocabulary_of,
    write_folder,
)
from spv2_spark.features.statistics import TokenStatistics, from_json

FORMAT = 1
KIND = "spv2-spark crf tagger"
MODEL = "model.crfsuite"


@dataclass(frozen=True, slots=True)
class CrfManifest:
    """What a package says of itself."""

    name: str
    version: str
    features: FeatureSettings
    trained_on: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)  # name: sha256
    attribute_version: int = ATTRIBUTE_VERSION
    feature_version: int = FEATURE_VERSION
    format: int = FORMAT
    kind: str = KIND


@dataclass(frozen=True, slots=True, eq=False)
class CrfPackage:
    """A package in memory."""

    manifest: CrfManifest
    model: bytes
    vocabulary: tuple[str, ...]
    statistics: TokenStatistics
    lexicon: tuple[str, ...] = ()

    @property
    def known_words(self) -> frozenset[str]:
        """The lower-cased words that decoding knows."""
        return frozenset(self.lexicon or self.vocabulary)

    def featuriser(self) -> Featuriser:
        """Return a new featuriser with the package's vocabulary and statistics."""
        return Featuriser(self.vocabulary, self.statistics, self.manifest.features)


def write_package(folder: Path, package: CrfPackage) -> CrfManifest:
    """Write a package atomically in place of an older one; return its manifest with hashes."""
    texts = text_files(package.vocabulary, package.statistics, package.lexicon)
    files = {MODEL: package.model, **texts}
    manifest = dataclasses.replace(package.manifest, files=hashes_of(files))
    write_folder(folder, asdict(manifest), files)
    return manifest


def read_package(source: str | Path) -> CrfPackage:
    """Read a package from a folder or "packaged:NAME"; ModelError says what is wrong with it."""
    return read_files(read_listed(folder_reader(source), str(source)), str(source))


def read_files(files: Files, origin: str) -> CrfPackage:
    """Read a package from the bytes of its files (fetched from anywhere); see `read_package`."""
    table = checked_manifest(files, origin, KIND, FORMAT, (MODEL, VOCABULARY, STATISTICS))
    try:
        manifest = CrfManifest(**table)
    except TypeError as error:
        raise ModelError(f"model package {origin}: {MANIFEST}: {error}") from error
    if manifest.attribute_version != ATTRIBUTE_VERSION:
        raise ModelError(
            f"model package {origin}: attributes {manifest.attribute_version}; "
            f"this version reads attributes {ATTRIBUTE_VERSION}"
        )
    try:
        statistics = from_json(files[STATISTICS].decode())
        words = vocabulary_of(files)
        return CrfPackage(manifest, files[MODEL], words, statistics, lexicon_of(files))
    except ValueError as error:
        raise ModelError(f"model package {origin}: {error}") from error
