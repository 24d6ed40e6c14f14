"""Starting weights: a run begins from a trained package instead of from random numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.errors import SettingsError
from spv2_spark.nn.package import Package
from spv2_spark.nn.shape import TaggerShape
from spv2_spark.nn.weights import Weights

_FIRST_WORD = 2  # ids 0 and 1 are the mask and the unknown, in every vocabulary
_WORDS, _DENSE = "embedding_0/embeddings", "dense/kernel"


def starting_weights(
    package: Package, shape: TaggerShape, vocabulary: Sequence[str], fresh: Weights
) -> dict[str, npt.NDArray[Any]]:
    """Return a package's weights in the places of a new run's; `fresh` has that run's random ones.

    Words that both vocabularies have keep what was learned of them, others begin at random.
    Numbers that the package does not know (later versions of the features append them) begin
    without a say. Raises SettingsError where the sizes or the engines are others.
    """
    taken = dict(fresh)
    for name, values in fresh.items():
        own = package.weights.get(name)
        if own is None:
            raise SettingsError(f"training.start: {origin_of(package)} has no weights {name}")
        if name == _WORDS:
            taken[name] = _words(package.vocabulary, vocabulary, own, values)
        elif name == _DENSE:
            taken[name] = _dense(package, shape, own, values)
        elif own.shape != values.shape:
            sizes = f"{own.shape}, this run {values.shape}"
            raise SettingsError(f"training.start: {origin_of(package)}: {name} has {sizes}")
        else:
            taken[name] = own
    return taken


def origin_of(package: Package) -> str:
    """Return what a package is called: its name and version, and no path of this machine."""
    return f"{package.manifest.name} {package.manifest.version}"


def _words(
    old: Sequence[str], new: Sequence[str], own: npt.NDArray[Any], fresh: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    ranks: Mapping[str, int] = {
        word: rank for rank, word in enumerate(old[: len(own) - _FIRST_WORD])
    }
    known = [ranks.get(word, -1) for word in new[: len(fresh) - _FIRST_WORD]]
    rows = np.array(known, np.int64)
    taken = fresh.copy()
    taken[:_FIRST_WORD] = own[:_FIRST_WORD]
    places = np.flatnonzero(rows >= 0)
    taken[places + _FIRST_WORD] = own[rows[places] + _FIRST_WORD]
    return taken


def _dense(
    package: Package, shape: TaggerShape, own: npt.NDArray[Any], fresh: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    before = package.manifest.shape
    if before.id_dims != shape.id_dims or before.numbers > shape.numbers:
        raise SettingsError(f"training.start: {origin_of(package)} has other features")
    if own.shape[1] != fresh.shape[1]:
        raise SettingsError(f"training.start: {origin_of(package)} has another dense layer")
    taken = np.zeros_like(fresh)
    taken[: len(own)] = own
    return taken
