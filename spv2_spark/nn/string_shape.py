"""The networks that read strings: what they see of a token, and their sizes. No TensorFlow here.

    bilstm_crf            words and their outlines, and whether a space stands before a token
    bilstm_crf_features   also where a token stands in its string, and what the lists of the
                          languages and its letters say of it

Both are the page models' network (nn.model) with a chain over one label sequence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from spv2_spark.errors import SettingsError
from spv2_spark.features.featurise import SCALE, Int8s, UInt16s
from spv2_spark.features.manifest import ManifestError, check_counts
from spv2_spark.features.strings import FACTS, HashSizes, StringTable
from spv2_spark.nn.shape import TaggerShape
from spv2_spark.strings.context import COLUMNS, context_of
from spv2_spark.strings.models import StringModel
from spv2_spark.strings.tokens import StringTokens

STRING_ENGINES = ("bilstm_crf", "bilstm_crf_features")
# To be raised whenever the same string gives other inputs than before.
STRING_INPUTS_VERSION = 1

_HASHES = HashSizes(word=8_192, prefix=2_048, suffix=4_096, shape=512)
_WORD_DIMS = (48, 24, 16, 24, 16)  # word, word hash, prefix, suffix, shape
_CONTEXT_DIM = 6
_MOST_WORDS, _MOST_UNITS, _MOST_LAYERS = 60_000, 4_096, 8


@dataclass(frozen=True, slots=True)
class StringSizes:
    """What is chosen of a network: `words` are the ids of the vocabulary, 2 of them no word's."""

    engine: str
    words: int
    units: int = 96
    dense: int = 128
    layers: int = 2
    dropout: float = 0.3

    @property
    def has_features(self) -> bool:
        """Whether more than words and outlines is seen."""
        return self.engine == "bilstm_crf_features"


def sizes_from(table: Mapping[str, Any]) -> StringSizes:
    """Return the sizes that a manifest tells; ManifestError for such as none has."""
    try:
        sizes = StringSizes(**table)
    except TypeError as error:
        raise ManifestError(f"shape: {error}") from error
    if sizes.engine not in STRING_ENGINES:
        raise ManifestError(f"shape.engine is not one of {', '.join(STRING_ENGINES)}")
    check_counts([("shape.words", sizes.words)], 2, _MOST_WORDS)
    widths = [("shape.units", sizes.units), ("shape.dense", sizes.dense)]
    check_counts(widths, 1, _MOST_UNITS)
    check_counts([("shape.layers", sizes.layers)], 1, _MOST_LAYERS)
    if not isinstance(sizes.dropout, (int, float)) or not 0 <= sizes.dropout < 1:
        raise ManifestError("shape.dropout is no share")
    return sizes


def shape_of(sizes: StringSizes, model: StringModel) -> TaggerShape:
    """Return the shape of a network for a model's labels."""
    if sizes.engine not in STRING_ENGINES:
        known = ", ".join(STRING_ENGINES)
        raise SettingsError(f"unknown engine of strings {sizes.engine!r} (known: {known})")
    ids: tuple[int, ...] = (
        sizes.words,
        _HASHES.word,
        _HASHES.prefix,
        _HASHES.suffix,
        _HASHES.shape,
    )
    dims: tuple[int, ...] = _WORD_DIMS
    numbers = 1
    if sizes.has_features:
        ids += tuple(1 + size for size in COLUMNS.values())
        dims += (_CONTEXT_DIM,) * len(COLUMNS)
        numbers += len(FACTS)
    return TaggerShape(
        id_sizes=ids,
        id_dims=dims,
        numbers=numbers,
        engine="bilstm_crf",
        dense=sizes.dense,
        units=sizes.units,
        layers=sizes.layers,
        dropout=sizes.dropout,
        field_labels=len(model.labels),
        entry_labels=1,  # a string is one entry
    )


class StringInputs:
    """Makes a network's inputs of strings. Not for several threads at once."""

    def __init__(self, vocabulary: Sequence[str], sizes: StringSizes) -> None:
        self._table = StringTable(vocabulary, sizes.words, _HASHES)
        self._has_features = sizes.has_features

    def of(self, tokens: StringTokens) -> tuple[UInt16s, Int8s]:
        """Return the ids (n, K), of which 0 is padding, and the numbers (n, D) of n tokens."""
        texts = tokens.texts
        rows = self._table.rows(texts)
        starts, ends = np.array(tokens.starts), np.array((0, *tokens.ends[:-1]))
        numbers = [(starts > ends)[:, None].astype(np.float32)]
        ids = [self._table.ids[rows]]
        if self._has_features:
            ids.append(1 + np.array(context_of(tokens, texts), np.int32))
            numbers.append(self._table.facts[rows])
        scaled = np.rint(np.concatenate(numbers, axis=1) * SCALE)
        return np.concatenate(ids, axis=1).astype(np.uint16), scaled.astype(np.int8)
