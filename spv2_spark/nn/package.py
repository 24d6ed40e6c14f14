"""Model packages: a folder that holds everything a tagger needs, checked before it is used.

    manifest.json     name, version, engine, formats, sizes, hashes, trained on, metrics
    weights.npz       float16 or float32 arrays by their names; never pickled
    vocabulary.txt, lexicon.txt   the words with ids, and all that decoding knows
    statistics.json   the corpus' counts of font sizes and space widths
    reader.npz        only in a cascade: the weights of the model that reads references

A package is named by its folder, or as "packaged:NAME" where it comes with this library.
"""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.errors import ModelError
from spv2_spark.features.featurise import FEATURE_VERSION, FeatureSettings, Featuriser
from spv2_spark.features.packages import (
    MANIFEST,
    Files,
    ReadFile,
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
from spv2_spark.nn.shape import TaggerShape

FORMAT = 1
KIND = "spv2-spark tagger"
FILES = ("weights.npz", "vocabulary.txt", "statistics.json")
# Its names in packages are those of the first format.
PARSER, _PARSER_KEY = "reader.npz", "reader"

Weights = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class ReferenceParserFacts:
    """What a package says of its reference parser; features and vocabulary are the package's."""

    shape: TaggerShape
    window: int = 0
    context: int = 0
    metrics: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself; `window` 0 means that pages are read whole."""

    name: str
    version: str
    shape: TaggerShape
    features: FeatureSettings
    window: int = 0
    context: int = 0
    trained_on: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)  # name: sha256
    feature_version: int = FEATURE_VERSION
    format: int = FORMAT
    kind: str = KIND
    reference_parser: ReferenceParserFacts | None = None  # None: the tagger is flat


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """A package in memory."""

    manifest: Manifest
    weights: Weights
    vocabulary: tuple[str, ...]
    statistics: TokenStatistics
    reference_parser: Weights | None = None
    lexicon: tuple[str, ...] = ()

    @property
    def known_words(self) -> frozenset[str]:
        """The lower-cased words that decoding knows."""
        return frozenset(self.lexicon or self.vocabulary)

    def featuriser(self) -> Featuriser:
        """Return a new featuriser with the package's vocabulary and statistics."""
        return Featuriser(self.vocabulary, self.statistics, self.manifest.features)


def write_package(folder: Path, package: Package) -> Manifest:
    """Write a package atomically in place of an older one; return its manifest with hashes.

    Float32 weights are stored as float16: half the size, and no label was seen to change.
    """
    files = {
        "weights.npz": _npz(package.weights),
        **text_files(package.vocabulary, package.statistics, package.lexicon),
    }
    if package.reference_parser is not None:
        files[PARSER] = _npz(package.reference_parser)
    manifest = dataclasses.replace(package.manifest, files=hashes_of(files))
    write_folder(folder, _table(manifest), files)
    return manifest


def read_package(source: str | Path) -> Package:
    """Read a package from a folder or "packaged:NAME"; ModelError says what is wrong with it."""
    return read_by(folder_reader(source), str(source))


def read_by(read: ReadFile, origin: str) -> Package:
    """Read a package file by file through `read`, the manifest first; see `read_package`."""
    return read_files(read_listed(read, origin), origin)


def read_files(files: Files, origin: str) -> Package:
    """Read a package from the bytes of its files (fetched from anywhere); see `read_package`."""
    manifest = _manifest(checked_manifest(files, origin, KIND, FORMAT, FILES), origin)
    try:
        return Package(
            manifest,
            _weights(files["weights.npz"]),
            vocabulary_of(files),
            from_json(files["statistics.json"].decode()),
            _weights(files[PARSER]) if manifest.reference_parser else None,
            lexicon_of(files),
        )
    except (ValueError, OSError, zipfile.BadZipFile, KeyError) as error:
        raise ModelError(f"model package {origin}: {error}") from error


def _manifest(table: Mapping[str, Any], origin: str) -> Manifest:
    try:
        known = {key: value for key, value in table.items() if key != _PARSER_KEY}
        parser = _reference_parser(table.get(_PARSER_KEY))
        return Manifest(**{**known, "shape": _shape(table["shape"])}, reference_parser=parser)
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"model package {origin}: {MANIFEST}: {error}") from error


def _table(manifest: Manifest) -> dict[str, Any]:
    table = asdict(manifest)
    parser = table.pop("reference_parser")
    # A flat package's manifest is the same as before there were cascades.
    return {**table, _PARSER_KEY: parser} if parser else table


def _reference_parser(table: Mapping[str, Any] | None) -> ReferenceParserFacts | None:
    if table is None:
        return None
    return ReferenceParserFacts(**{**table, "shape": _shape(table["shape"])})


def _shape(table: Mapping[str, Any]) -> TaggerShape:
    lists = {name: tuple(table[name]) for name in ("id_sizes", "id_dims")}
    return TaggerShape(**{**table, **lists})


def _npz(weights: Weights) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, values in sorted(weights.items()):
            small = values.astype(np.float16) if values.dtype == np.float32 else values
            # A fixed date, so that equal weights are equal bytes.
            with archive.open(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), "w") as one:
                np.lib.format.write_array(one, np.ascontiguousarray(small), allow_pickle=False)
    return buffer.getvalue()


def _weights(data: bytes) -> dict[str, npt.NDArray[Any]]:
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        return {name: np.asarray(archive[name], np.float32) for name in archive.files}
