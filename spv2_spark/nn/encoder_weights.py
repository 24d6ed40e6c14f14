"""The weights of an encoder as BERT: what they are called in its file, and here.

Here a dense layer's matrix is (from, to), in the file (to, from). No TensorFlow here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.features.manifest import ManifestError
from spv2_spark.nn.encoder_shape import EncoderShape

Weights = dict[str, npt.NDArray[np.float32]]


class _Place(NamedTuple):
    ours: str
    theirs: str
    shape: tuple[int, ...]  # ours


def weights_of(shape: EncoderShape, found: Mapping[str, npt.NDArray[np.float32]]) -> Weights:
    """Return the weights of a file by our names.

    Names may begin with "bert." and norms be called gamma and beta, as in older files. Raises
    ManifestError for weights that are missing, have another shape, or are not finite.
    """
    named = {_plain(name): values for name, values in found.items()}
    weights: Weights = {}
    for ours, theirs, wanted in _places(shape):
        values = named.get(theirs)
        if values is None:
            raise ManifestError(f"no {theirs}")
        if ours.endswith("/kernel"):
            values = np.ascontiguousarray(values.T)
        if values.shape != wanted:
            raise ManifestError(f"{theirs} has shape {values.shape}, not {wanted} as told")
        if not np.isfinite(values).all():
            raise ManifestError(f"{theirs} is not finite")
        weights[ours] = values
    return weights


def _plain(name: str) -> str:
    plain = name.removeprefix("bert.")
    for old, new in ((".gamma", ".weight"), (".beta", ".bias")):
        plain = plain.removesuffix(old) + new if plain.endswith(old) else plain
    return plain


def _places(shape: EncoderShape) -> Iterator[_Place]:
    width, inner = shape.width, shape.inner
    tables = {"words": ("word", shape.vocabulary), "positions": ("position", shape.positions),
              "types": ("token_type", shape.types)}  # fmt: skip
    for ours, (theirs, rows) in tables.items():
        yield _Place(f"embedded/{ours}", f"embeddings.{theirs}_embeddings.weight", (rows, width))
    yield from _norm("embedded/norm", "embeddings.LayerNorm", width)
    for at in range(shape.layers):
        ours, theirs = f"block_{at}", f"encoder.layer.{at}"
        for name in ("query", "key", "value"):
            yield from _dense(f"{ours}/{name}", f"{theirs}.attention.self.{name}", width, width)
        yield from _dense(f"{ours}/joined", f"{theirs}.attention.output.dense", width, width)
        yield from _norm(f"{ours}/norm_joined", f"{theirs}.attention.output.LayerNorm", width)
        yield from _dense(f"{ours}/inner", f"{theirs}.intermediate.dense", width, inner)
        yield from _dense(f"{ours}/outer", f"{theirs}.output.dense", inner, width)
        yield from _norm(f"{ours}/norm_outer", f"{theirs}.output.LayerNorm", width)


def _dense(ours: str, theirs: str, from_dim: int, to_dim: int) -> Iterator[_Place]:
    yield _Place(f"{ours}/kernel", f"{theirs}.weight", (from_dim, to_dim))
    yield _Place(f"{ours}/bias", f"{theirs}.bias", (to_dim,))


def _norm(ours: str, theirs: str, dim: int) -> Iterator[_Place]:
    yield _Place(f"{ours}/gamma", f"{theirs}.weight", (dim,))
    yield _Place(f"{ours}/beta", f"{theirs}.bias", (dim,))
