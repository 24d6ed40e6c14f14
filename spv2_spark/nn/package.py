"""Model packages: a folder that holds everything a tagger needs, checked before it is used.

    manifest.json     name, version, engine, formats, sizes, hashes, trained on, metrics
    weights.npz       float16 or float32 arrays by their names; never pickled
    vocabulary.txt, lexicon.txt   the words with ids, and all that decoding knows
    statistics.json   the corpus' counts of font sizes and space widths
    reader.npz        only in a cascade: the weights of the model that reads references

A package is named by its folder, or as "packaged:NAME" where it comes with this library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from spv2_spark.errors import ModelError
from spv2_spark.features import packages
from spv2_spark.features.featurise import FEATURE_VERSION, FeatureSettings, Featuriser
from spv2_spark.features.manifest import ManifestError, check_counts
from spv2_spark.features.packages import STATISTICS, VOCABULARY, Files
from spv2_spark.features.statistics import TokenStatistics, from_json
from spv2_spark.nn.shape import TaggerShape, check_shape
from spv2_spark.nn.weights import Weights, from_npz, to_npz

FORMAT = 1
KIND = "spv2-spark tagger"
WEIGHTS = "weights.npz"
# The reference parser's names in packages are those of the first format.
PARSER, _PARSER_KEY = "reader.npz", "reader"
_MOST_WINDOW = 1 << 20  # tokens
_PARSERS_OWN = ("shape", "window", "context", "metrics", "settings")


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


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """A package in memory.

    A cascade's is a page model's with a `reference_parser` in it, whose features, vocabulary
    and statistics are the page model's.
    """

    manifest: Manifest
    weights: Weights
    vocabulary: tuple[str, ...]
    statistics: TokenStatistics
    reference_parser: Package | None = None  # None: the tagger is flat
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
    texts = packages.text_files(package.vocabulary, package.statistics, package.lexicon)
    files, parser = {WEIGHTS: to_npz(package.weights), **texts}, package.reference_parser
    if parser is not None:
        files[PARSER] = to_npz(parser.weights)
    manifest = replace(package.manifest, files=packages.hashes_of(files))
    table = asdict(manifest)
    if parser is not None:
        facts = asdict(parser.manifest)
        table[_PARSER_KEY] = {name: facts[name] for name in _PARSERS_OWN}
    packages.write_folder(folder, table, files)
    return manifest


def read_package(source: str | Path) -> Package:
    """Read a package from a folder or "packaged:NAME"; ModelError says what is wrong with it."""
    origin = str(source)
    return read_files(packages.read_listed(packages.folder_reader(source), origin), origin)


def read_files(files: Files, origin: str) -> Package:
    """Read a package from the bytes of its files (fetched from anywhere); see `read_package`."""
    needed = (WEIGHTS, VOCABULARY, STATISTICS)
    table = packages.checked_manifest(files, origin, KIND, FORMAT, needed)
    parser_facts = table.pop(_PARSER_KEY, None)
    try:
        package = Package(
            _manifest(table, origin),
            from_npz(files[WEIGHTS]),
            packages.vocabulary_of(files),
            from_json(files[STATISTICS].decode()),
            lexicon=packages.lexicon_of(files),
        )
        if parser_facts is None:
            return package
        manifest, weights = _manifest({**table, **parser_facts}, origin), from_npz(files[PARSER])
        parser = replace(package, manifest=manifest, weights=weights)
        return replace(package, reference_parser=parser)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"model package {origin}: {error}") from error


def _manifest(table: Mapping[str, Any], origin: str) -> Manifest:
    try:
        shape = table["shape"]
        lists = {name: tuple(shape[name]) for name in ("id_sizes", "id_dims")}
        manifest = Manifest(**{**table, "shape": TaggerShape(**{**shape, **lists})})
        check_shape(manifest.shape, manifest.features)
        sizes = {"window": manifest.window, "context": manifest.context}
        check_counts(sizes.items(), 0, _MOST_WINDOW)
    except (KeyError, TypeError, AttributeError, ManifestError) as error:
        raise ModelError(f"model package {origin}: {packages.MANIFEST}: {error}") from error
    return manifest
