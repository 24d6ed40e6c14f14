"""Shards: featurised, labelled pages as memory-mapped NumPy columns.

A shard is a folder: a manifest and one uncompressed `.npy` file a column. It is written under
another name and renamed when it is whole, so a reader never sees half of one. Nothing is
pickled. Pages can be read in any order and in windows, at the speed of memory.

    manifest.json   format, versions, feature digest, source, weight, papers, sizes
    ids.npy         (N, K) uint16
    numbers.npy     (N, D) int8
    field.npy       (N,) int8, 0..12 or MASK
    entry.npy       (N,) int8, 0..2 or MASK
    offsets.npy     (P + 1,) int64: page p holds the tokens offsets[p]..offsets[p + 1]
    paper.npy       (P,) int32: index into the manifest's papers
    number.npy      (P,) int32: the page's number in its PDF
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.label import Labels, PageLabels
from spv2_spark.domain.page import Int32s
from spv2_spark.errors import ContractError, SettingsError
from spv2_spark.features.featurise import FEATURE_VERSION, Int8s, PageFeatures, UInt16s
from spv2_spark.features.folders import check_files, replace_folder

FORMAT = 1
MANIFEST = "manifest.json"
_COLUMNS = ("ids", "numbers", "field", "entry", "offsets", "paper", "number")


class ShardFolders(NamedTuple):
    """What is trained on, and what is scored by token."""

    train: Sequence[Path]
    dev: Sequence[Path]


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPaper:
    """One paper's pages with their labels, in the same order."""

    paper_id: str
    pages: Sequence[PageFeatures]
    labels: Sequence[PageLabels]


@dataclass(frozen=True, slots=True)
class ShardInfo:
    """What a shard says of itself. `source` names the collection, `weight` how often it counts.

    `settings_digest` is the featuriser's (`FeatureSettings.digest`), `inputs_digest` whatever
    the caller wants to recognise a stale shard by (versions and settings of earlier steps).
    """

    source: str
    weight: float
    settings_digest: str
    inputs_digest: str = ""
    papers: tuple[str, ...] = ()
    pages: int = 0
    tokens: int = 0
    feature_version: int = FEATURE_VERSION
    format: int = FORMAT


@dataclass(frozen=True, slots=True, eq=False)
class Shard:
    """An open shard; the token columns are memory-mapped and read-only."""

    info: ShardInfo
    ids: UInt16s
    numbers: Int8s
    field: Labels
    entry: Labels
    offsets: npt.NDArray[np.int64]
    paper: Int32s
    number: Int32s

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """(P,): the pages' numbers of tokens."""
        return np.diff(self.offsets)


def write_shard(folder: Path, papers: Iterable[LabelledPaper], info: ShardInfo) -> ShardInfo:
    """Write a shard atomically, in place of an older one; return its manifest.

    `info` gives source, weight and digests; papers, pages and tokens are filled in here.
    Raises ContractError if labels and tokens of a page differ in number, and for a folder that
    is no shard or holds more than one; nothing is touched then.
    """
    columns, ids = _gathered(papers)
    pages, tokens = len(columns["paper"]), len(columns["field"])
    info = replace(info, papers=tuple(ids), pages=pages, tokens=tokens)

    def write(fresh: Path) -> None:
        for name in _COLUMNS:
            np.save(fresh / f"{name}.npy", columns[name], allow_pickle=False)
        (fresh / MANIFEST).write_text(json.dumps(asdict(info), indent=1), encoding="utf-8")

    replace_folder(folder, write, _check_shard)
    return info


def copy_shard(folder: Path, read: Callable[[str], bytes]) -> None:
    """Write a shard of the files that `read` returns by name; raises as `write_shard`."""

    def write(fresh: Path) -> None:
        for name in (*(f"{column}.npy" for column in _COLUMNS), MANIFEST):
            (fresh / name).write_bytes(read(name))

    replace_folder(folder, write, _check_shard)


def read_info(folder: Path) -> ShardInfo:
    """Read a shard's manifest; ContractError if it is missing, foreign or of another version."""
    info = _info(folder)
    if (info.format, info.feature_version) != (FORMAT, FEATURE_VERSION):
        raise ContractError(
            f"{folder}: shard format {info.format}, features {info.feature_version}; "
            f"this version reads {FORMAT}, {FEATURE_VERSION}: featurise again"
        )
    return info


def open_shard(folder: Path) -> Shard:
    """Map a shard into memory; ContractError if a column is missing, cut off or of another size."""
    info = read_info(folder)
    try:
        columns = {name: _mapped(folder / f"{name}.npy") for name in _COLUMNS}
    except (OSError, ValueError) as error:
        raise ContractError(f"{folder}: damaged shard ({error})") from error
    rows = {len(columns[name]) for name in ("ids", "numbers", "field", "entry")}
    pages = {len(columns["paper"]), len(columns["number"]), len(columns["offsets"]) - 1}
    if rows != {info.tokens} or pages != {info.pages}:
        raise ContractError(f"{folder}: damaged shard (columns of different lengths)")
    return Shard(info, **columns)


def open_shards(folders: Iterable[Path], settings_digest: str) -> list[Shard]:
    """Open the shards that hold tokens; SettingsError if one has features of other settings."""
    shards = []
    for folder in folders:
        shard = open_shard(folder)
        if shard.info.settings_digest != settings_digest:
            raise SettingsError(f"{folder}: featurised under other settings")
        if shard.info.tokens:
            shards.append(shard)
    return shards


def _mapped(path: Path) -> npt.NDArray[Any]:
    column: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    # A plain view: slicing numpy.memmap objects costs ten times more.
    return column.view(np.ndarray) if column.size else np.array(column)


def _gathered(papers: Iterable[LabelledPaper]) -> tuple[Mapping[str, npt.NDArray[Any]], list[str]]:
    ids: list[str] = []
    pages: list[PageFeatures] = []
    labels: list[PageLabels] = []
    paper: list[int] = []
    for one in papers:
        if [len(page) for page in one.pages] != [len(label.field) for label in one.labels]:
            raise ContractError(f"{one.paper_id}: labels and tokens differ in number")
        pages.extend(one.pages)
        labels.extend(one.labels)
        paper.extend([len(ids)] * len(one.pages))
        ids.append(one.paper_id)
    lengths = [len(page) for page in pages]
    columns: dict[str, npt.NDArray[Any]] = {
        "ids": _joined([page.ids for page in pages], np.zeros((0, 0), np.uint16)),
        "numbers": _joined([page.numbers for page in pages], np.zeros((0, 0), np.int8)),
        "field": _joined([label.field for label in labels], np.zeros(0, np.int8)),
        "entry": _joined([label.entry for label in labels], np.zeros(0, np.int8)),
        "offsets": np.cumsum([0, *lengths], dtype=np.int64),
        "paper": np.array(paper, np.int32),
        "number": np.array([page.number for page in pages], np.int32),
    }
    return columns, ids


def _joined(parts: list[Any], empty: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.concatenate(parts) if parts else empty


def _info(folder: Path) -> ShardInfo:
    """Read the manifest of a shard of any version."""
    try:
        table: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return ShardInfo(**{**table, "papers": tuple(table["papers"])})
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ContractError(f"{folder}: not a shard ({error})") from error


def _check_shard(folder: Path) -> None:
    """Raise ContractError for what is no shard, or holds what is no part of one."""
    check_files(folder, _listed, "shard", ContractError)


def _listed(folder: Path) -> set[str]:
    _info(folder)
    return {MANIFEST, *(f"{name}.npy" for name in _COLUMNS)}
