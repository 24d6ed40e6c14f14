"""Shards in a store: written by workers, copied to the machine that trains, which maps them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path

from spv2_spark.config import SourceSettings
from spv2_spark.errors import ContractError, Failure, SourceError
from spv2_spark.features.shards import (
    MANIFEST,
    LabelledPaper,
    ShardInfo,
    copy_shard,
    open_shard,
    write_shard,
)
from spv2_spark.sources import fetch
from spv2_spark.sources.storing import store

_MOST_BYTES = 4_000_000_000  # of a column: thirty times one of the usual shards


def is_stored(place: str) -> bool:
    """Whether a shard lies in a store, not in a folder that every machine sees."""
    return "://" in place


def write_stored(
    uri: str, papers: Iterable[LabelledPaper], info: ShardInfo, source: SourceSettings
) -> ShardInfo:
    """Write a shard on this machine and put it behind `uri`, the manifest last.

    Raises as `write_shard`, and SourceError if the store does not take it.
    """
    with tempfile.TemporaryDirectory(prefix="spv2-shard-") as folder:
        local = Path(folder) / "shard"
        written = write_shard(local, papers, info)
        columns = sorted(local.glob("*.npy"))
        for file in (*columns, local / MANIFEST):
            store(file, f"{uri}/{file.name}", source)
    return written


def local_copy(place: str, copies: Path, source: SourceSettings) -> Path:
    """Return a shard's folder on this machine: itself, or a copy below `copies`.

    A copy that is there and whole is used again. Raises SourceError if a file does not come.
    """
    if not is_stored(place):
        return Path(place)
    folder = copies / hashlib.sha256(place.encode()).hexdigest()[:16]
    try:
        open_shard(folder)
    except ContractError:
        copy_shard(folder, lambda name: _fetched(f"{place}/{name}", source))
    return folder


def _fetched(uri: str, source: SourceSettings) -> bytes:
    data = fetch(uri, source, _MOST_BYTES)
    if isinstance(data, Failure):
        raise SourceError(f"{uri}: {data.message}")
    return data
