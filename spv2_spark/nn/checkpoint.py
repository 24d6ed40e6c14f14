"""Checkpoints of a training run: one file that is replaced whole, never half."""

from __future__ import annotations

import json
import os
import uuid
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.errors import SettingsError

State = dict[str, npt.NDArray[Any]]
# What NumPy raises for an empty file, for one array in the place of an archive, ...
_UNREADABLE = (
    OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile
)  # fmt: skip


@dataclass(slots=True)
class Progress:
    """Where a run is. Batches are a function of the seed and the step, so no position is kept."""

    digest: str  # of the run's settings and shards
    step: int = 0  # batches seen
    elapsed_s: float = 0.0
    best: float = -1.0  # score of the released weights so far
    idle: int = 0  # evaluations since then
    skipped: int = 0  # steps without a finite gradient
    finished: bool = False


def save(path: Path, state: State, progress: Progress) -> None:
    """Write a checkpoint and make it last before it takes the old one's place."""
    half = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    meta = np.frombuffer(json.dumps(asdict(progress)).encode(), np.uint8)
    try:
        with half.open("xb") as file:
            np.savez(file, allow_pickle=False, progress=meta, **state)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def load(path: Path, digest: str) -> tuple[State, Progress] | None:
    """Read a checkpoint; None if there is none.

    Raises SettingsError for one of a run with other settings or shards, or an unreadable one.
    """
    if not path.exists():
        return None
    try:
        with np.load(path, allow_pickle=False) as archive:
            state = {name: archive[name] for name in archive.files}
        progress = Progress(**json.loads(state.pop("progress").tobytes()))
    except _UNREADABLE as error:
        raise SettingsError(f"{path}: not a checkpoint ({error})") from error
    if progress.digest != digest:
        raise SettingsError(
            f"{path} belongs to a run with other settings or shards; "
            "train into another folder, or remove it to start anew"
        )
    return state, progress
