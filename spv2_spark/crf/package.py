"""Packages of the CRF: what a CRF tagger needs, without TensorFlow.

manifest.json     kind, name, version, formats, hashes, trained on, settings, metrics
model.crfsuite    the weights in CRFsuite's own format
vocabulary.txt, statistics.json   as in every package (features/packages.py)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from spv2_spark.crf.attributes import ATTRIBUTE_VERSION
from spv2_spark.errors import ModelError
from spv2_spark.features import packages
from spv2_spark.features.featurise import FEATURE_VERSION, FeatureSettings, Featuriser
from spv2_spark.features.packages import STATISTICS, VOCABULARY, Files
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
    texts = packages.text_files(package.vocabulary, package.statistics, package.lexicon)
    files = {MODEL: package.model, **texts}
    manifest = replace(package.manifest, files=packages.hashes_of(files))
    packages.write_folder(folder, asdict(manifest), files)
    return manifest


def read_package(source: str | Path) -> CrfPackage:
    """Read a package from a folder or "packaged:NAME"; ModelError says what is wrong with it."""
    origin = str(source)
    return read_files(packages.read_listed(packages.folder_reader(source), origin), origin)


def read_files(files: Files, origin: str) -> CrfPackage:
    """Read a package from the bytes of its files (fetched from anywhere); see `read_package`."""
    needed = (MODEL, VOCABULARY, STATISTICS)
    table = packages.checked_manifest(files, origin, KIND, FORMAT, needed)
    version = table.get("attribute_version")
    if version != ATTRIBUTE_VERSION:
        raise ModelError(
            f"model package {origin}: attributes {version}; "
            f"this version reads attributes {ATTRIBUTE_VERSION}"
        )
    try:
        return CrfPackage(
            CrfManifest(**table),
            files[MODEL],
            packages.vocabulary_of(files),
            from_json(files[STATISTICS].decode()),
            packages.lexicon_of(files),
        )
    except (TypeError, ValueError) as error:
        raise ModelError(f"model package {origin}: {error}") from error
