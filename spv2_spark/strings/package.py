"""Packages of string models, of any engine: folders as the page models' are (features.packages).

manifest.json     kind, model, engine, version, fields, hashes, trained on, settings, metrics
weights           `model.crfsuite` or `weights.npz`, whatever the engine keeps
vocabulary.txt    of networks: the words (or the pieces of words) that have ids
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from spv2_spark.errors import ModelError, SettingsError
from spv2_spark.features import packages
from spv2_spark.features.packages import Files
from spv2_spark.strings.models import StringModel, model_called

FORMAT = 1
KIND = "spv2-spark string tagger"
# To be raised whenever the same string gives other tokens or another context than before.
STRING_VERSION = 1


@dataclass(frozen=True, slots=True)
class StringManifest:
    """What a package says of itself. `shape` and `versions` are the engine's own facts."""

    name: str
    version: str
    model: str  # of strings.models
    engine: str
    trained_on: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    shape: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)  # name: sha256
    fields: tuple[str, ...] = ()
    string_version: int = STRING_VERSION
    engine_version: int = 1  # of what the engine makes of a string
    format: int = FORMAT
    kind: str = KIND


@dataclass(frozen=True, slots=True, eq=False)
class StringPackage:
    """A package in memory: its manifest, and the files of its engine."""

    manifest: StringManifest
    files: Files

    @property
    def model(self) -> StringModel:
        """The model that it is of."""
        return model_called(self.manifest.model)


def write_package(folder: Path, package: StringPackage) -> StringManifest:
    """Write a package atomically in place of an older one; return its manifest with hashes."""
    fields = package.model.fields
    hashes = packages.hashes_of(package.files)
    manifest = replace(package.manifest, files=hashes, fields=fields)
    packages.write_folder(folder, asdict(manifest), package.files)
    return manifest


def read_package(source: str | Path) -> StringPackage:
    """Read a package from a folder or "packaged:NAME"; ModelError says what is wrong with it."""
    origin = str(source)
    return read_files(packages.read_listed(packages.folder_reader(source), origin), origin)


def read_files(files: Files, origin: str) -> StringPackage:
    """Read a package from the bytes of its files (fetched from anywhere); see `read_package`."""
    table = packages.checked_table(files, origin, KIND, ())
    told = {name: table.get(name) for name in ("format", "string_version")}
    if told != {"format": FORMAT, "string_version": STRING_VERSION}:
        raise ModelError(
            f"model package {origin}: format {told['format']} with strings "
            f"{told['string_version']}; this version reads format {FORMAT} with strings "
            f"{STRING_VERSION}"
        )
    try:
        manifest = StringManifest(**{**table, "fields": tuple(table.get("fields", ()))})
        model = model_called(str(manifest.model))
    except (TypeError, SettingsError) as error:
        raise ModelError(f"model package {origin}: {error}") from error
    if manifest.fields != model.fields:
        raise ModelError(f"model package {origin}: other fields than {model.name} has")
    return StringPackage(manifest, {name: files[name] for name in manifest.files})
