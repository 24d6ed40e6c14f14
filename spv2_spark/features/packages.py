"""Model packages of every engine: folders of files, written whole and checked before use.

    manifest.json     `kind` (which engine reads it), `files` ({name: SHA-256} of all others), ...
    vocabulary.txt    the words that have ids, one a line, the commonest first
    lexicon.txt       the words that decoding knows (it undoes hyphens), of which those are a part
    statistics.json   the corpus' counts of font sizes and space widths
    calibration.json  once it was calibrated: what confidences mean (decode.calibration)

A package is named by its folder, or as "packaged:NAME" where it comes with this library.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from spv2_spark.errors import ModelError
from spv2_spark.features.featurise import FEATURE_VERSION, FeatureSettings
from spv2_spark.features.folders import check_files, is_free, replace_folder
from spv2_spark.features.manifest import ManifestError, check_facts, features_of, parsed
from spv2_spark.features.package_files import (
    MOST_BYTES,
    UnreadableError,
    is_plain_name,
    most_bytes,
    read_regular,
)
from spv2_spark.features.statistics import TokenStatistics

MANIFEST = "manifest.json"
VOCABULARY = "vocabulary.txt"
LEXICON = "lexicon.txt"
STATISTICS = "statistics.json"
CALIBRATION = "calibration.json"
PACKAGED = "packaged:"
_OUR_KINDS = "spv2-spark "  # how they all begin

Files = Mapping[str, bytes]
ReadFile = Callable[[str], bytes]  # name -> bytes; raises ModelError, which names the package


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What a package holds beside the weights."""

    name: str
    version: str
    vocabulary: tuple[str, ...]
    statistics: TokenStatistics
    features: FeatureSettings = field(default_factory=FeatureSettings)
    trained_on: str = ""
    lexicon: tuple[str, ...] = ()  # empty: the vocabulary


def text_files(
    vocabulary: Iterable[str], statistics: TokenStatistics, lexicon: Iterable[str] = ()
) -> dict[str, bytes]:
    """Return the files that a featuriser is made from, and that of a lexicon."""
    files = {
        VOCABULARY: _lines(vocabulary),
        STATISTICS: statistics.only("size", "space").to_json().encode(),
    }
    known = _lines(lexicon)
    return {**files, LEXICON: known} if known else files


def hashes_of(files: Files) -> dict[str, str]:
    """Return {name: SHA-256}."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def write_folder(folder: Path, manifest: Mapping[str, Any], files: Files) -> None:
    """Write a package's files and its manifest atomically, in place of an older package.

    Raises ModelError, before anything is touched, for a folder that `check_place` refuses.
    """
    table = json.dumps(manifest, indent=1, sort_keys=True).encode()

    def write(fresh: Path) -> None:
        for name, data in {**files, MANIFEST: table}.items():
            (fresh / name).write_bytes(data)

    replace_folder(folder, write, _check_package)


def check_place(folder: Path) -> None:
    """Raise ModelError for a path that no package may be written to.

    It may be free, an empty folder, or a package with nothing in it that its manifest does not
    list.
    """
    try:
        if is_free(folder):
            return
    except OSError as error:
        raise ModelError(f"{folder}: {error.strerror}") from error
    _check_package(folder)


def add_file(folder: Path, name: str, data: bytes) -> None:
    """Put a file into a package, in place of one of its name.

    Raises ModelError if it is no package, or holds what is no part of one.
    """
    origin = str(folder)
    files = {**read_listed(folder_reader(folder), origin), name: data}
    manifest = _table(files.pop(MANIFEST), origin)
    write_folder(folder, {**manifest, "files": hashes_of(files)}, files)


def folder_reader(source: str | Path) -> ReadFile:
    """Return what reads the files of a folder or of "packaged:NAME"."""
    text = str(source)
    if text.startswith(PACKAGED):
        name = text.removeprefix(PACKAGED)
        if not is_plain_name(name):
            raise ModelError(f"model package {text}: no package is called so")
        folder = Path(str(resources.files("spv2_spark") / "models" / name))
    else:
        folder = Path(source)

    def read(name: str) -> bytes:
        try:
            return read_regular(folder / name, most_bytes(name))
        except (OSError, ValueError, UnreadableError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ModelError(f"model package {text}: {name}: {reason}") from error

    return read


def read_listed(read: ReadFile, origin: str) -> dict[str, bytes]:
    """Return the manifest and every file that it lists.

    Raises ModelError for what is no manifest, and for files that are larger than is bearable.
    """
    files, left = {MANIFEST: read(MANIFEST)}, MOST_BYTES
    for name in _table(files[MANIFEST], origin)["files"]:
        files[name] = read(name)
        left -= len(files[name])
        if left < 0:
            raise ModelError(f"model package {origin}: more than {MOST_BYTES} bytes")
    return files


def kind_of(files: Files, origin: str) -> str:
    """Return the `kind` of a package from its files."""
    return str(_table(_of(files, MANIFEST, origin), origin)["kind"])


def checked_manifest(
    files: Files,
    origin: str,
    kind: str,
    package_format: int,
    needed: Iterable[str],
    feature_versions: Container[int] = (FEATURE_VERSION,),
) -> dict[str, Any]:
    """Return the manifest as a table, its `features` as FeatureSettings.

    Raises ModelError for another kind, format or version of features, for files that are
    missing, and for files whose hashes differ. `needed` is what the kind cannot do without.
    """
    table = checked_table(files, origin, kind, needed)
    found = (table.get("format"), table.get("feature_version"))
    if found[0] != package_format or found[1] not in feature_versions:
        raise ModelError(
            f"model package {origin}: format {found[0]} with features {found[1]}; "
            f"this version reads format {package_format} with features {FEATURE_VERSION}"
        )
    try:
        return {**table, "features": features_of(table)}
    except ManifestError as error:
        raise ModelError(f"model package {origin}: {MANIFEST}: {error}") from error


def checked_table(files: Files, origin: str, kind: str, needed: Iterable[str]) -> dict[str, Any]:
    """Return the manifest of a package of a kind as a table, its facts and files checked.

    Raises ModelError for another kind, for files that are missing, and for files whose hashes
    differ. `needed` is what the kind cannot do without.
    """
    table = _table(_of(files, MANIFEST, origin), origin)
    if table["kind"] != kind:
        raise ModelError(f"model package {origin}: it is a {table['kind']!r}")
    hashes = table["files"]
    for name in dict.fromkeys((*needed, *hashes)):
        if hashlib.sha256(_of(files, name, origin)).hexdigest() != hashes.get(name):
            raise ModelError(f"model package {origin}: {name} is damaged (its hash differs)")
    try:
        check_facts(table)
    except ManifestError as error:
        raise ModelError(f"model package {origin}: {MANIFEST}: {error}") from error
    return table


def vocabulary_of(files: Files) -> tuple[str, ...]:
    """Return the words of `vocabulary.txt`."""
    return _words(files[VOCABULARY])


def lexicon_of(files: Files) -> tuple[str, ...]:
    """Return the words of `lexicon.txt`, () for a package without."""
    return _words(files.get(LEXICON, b""))


def _lines(words: Iterable[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()


def _words(data: bytes) -> tuple[str, ...]:
    return tuple(data.decode().split("\n")[:-1])


def _of(files: Files, name: str, origin: str) -> bytes:
    if name not in files:
        raise ModelError(f"model package {origin}: {name} missing")
    return files[name]


def _table(manifest: bytes, origin: str) -> dict[str, Any]:
    """Return a manifest; ModelError if it is not one with a `kind` and `files`."""
    try:
        return parsed(manifest)
    except ManifestError as error:
        raise ModelError(f"model package {origin}: {MANIFEST} {error}") from error


def _check_package(folder: Path) -> None:
    """Raise ModelError for what is no package of ours, or holds what is no part of one."""
    check_files(folder, _listed, "model package", ModelError)


def _listed(folder: Path) -> set[str]:
    table = _table(folder_reader(folder)(MANIFEST), str(folder))
    if not str(table["kind"]).startswith(_OUR_KINDS):
        raise ModelError(f"{folder}: {table['kind']}")
    return {MANIFEST, *table["files"]}
