"""Encoders with a chain at work on strings: batches of like length over all strings that come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from spv2_spark.domain.page import Float32s
from spv2_spark.errors import ModelError
from spv2_spark.features.manifest import ManifestError
from spv2_spark.nn.bert_sizes import BERT_INPUTS_VERSION, BertSizes, bert_sizes_from
from spv2_spark.nn.device import PRECISIONS, Device, check_precision
from spv2_spark.nn.encoder_shape import check_pieces
from spv2_spark.nn.piece_inputs import PieceInputs, PieceRow, padded_rows, piece_rows
from spv2_spark.nn.string_tagger import VOCABULARY, WEIGHTS, batches_of, likely_paths
from spv2_spark.nn.weights import from_npz
from spv2_spark.nn.word_pieces import WordPieces
from spv2_spark.strings.package import StringPackage
from spv2_spark.strings.tagging import LikelyLabels
from spv2_spark.strings.tokens import StringTokens

Predict = Callable[[PieceInputs], Float32s]


def sizes_of(package: StringPackage) -> BertSizes:
    """Return the sizes of a package's network; ModelError for such as none has."""
    manifest = package.manifest
    try:
        if manifest.engine_version != BERT_INPUTS_VERSION:
            raise ManifestError(f"inputs {manifest.engine_version}")  # noqa: TRY301
        return bert_sizes_from(manifest.shape)
    except ManifestError as error:
        raise ModelError(f"model package {manifest.name}: {error}") from error


def pieces_of(package: StringPackage) -> tuple[str, ...]:
    """Return the vocabulary of a package's encoder; ModelError for what is none."""
    try:
        pieces = tuple(package.files[VOCABULARY].decode().split("\n")[:-1])
        check_pieces(pieces)
    except (KeyError, ValueError, ManifestError) as error:
        raise ModelError(f"model package {package.manifest.name}: {error}") from error
    if len(pieces) > (rows := sizes_of(package).encoder.vocabulary):
        told = f"{len(pieces)} pieces, and vectors of {rows}"
        raise ModelError(f"model package {package.manifest.name}: {told}")
    return pieces


def tagger_on(device: Device, package: StringPackage, batch_pieces: int) -> BertTagger:
    """Load Keras for a device, and return a package's tagger on it.

    Raises ModelError for a package that does not fit together, SettingsError for an unknown
    precision.
    """
    sizes, name = sizes_of(package), f"model package {package.manifest.name}"
    check_precision(device.precision)
    from spv2_spark.nn.backend import keras_on

    keras_on(device)
    from spv2_spark.nn import bert
    from spv2_spark.nn.model import policy

    with policy(PRECISIONS[device.precision][0]):
        network = bert.build_tagger(sizes.encoder, len(package.model.labels), sizes.dropout)
    try:
        weights = from_npz(package.files[WEIGHTS])
    except (KeyError, ValueError) as error:
        raise ModelError(f"{name}: {error}") from error
    bert.assign(network, weights, name)
    return BertTagger(package, bert.predict_with(network), batch_pieces)


class _Place(NamedTuple):
    """Which window of which string."""

    string: int
    row: PieceRow
    is_whole: bool


class BertTagger:
    """A package's network behind the `StringTagger` protocol. Not for several threads at once."""

    def __init__(self, package: StringPackage, predict: Predict, batch_pieces: int = 8_192) -> None:
        self.version = package.manifest.version
        encoder = sizes_of(package).encoder
        self._pieces = WordPieces(pieces_of(package), encoder.normaliser)
        self._positions = encoder.positions
        self._predict, self._batch_pieces = predict, batch_pieces
        self._names = np.array(package.model.labels)

    def labels(self, strings: Sequence[StringTokens]) -> list[list[str]]:
        """Return the labels of each string's tokens, in the order of the strings."""
        return [one.labels for one in self.likely_labels(strings)]

    def likely_labels(self, strings: Sequence[StringTokens]) -> list[LikelyLabels]:
        """Return the labels of each string's tokens, with their probabilities.

        The path of a string in several windows is that of the marginals of all of them.
        """
        found = [LikelyLabels([], []) for _ in strings]
        places = [place for at, one in enumerate(strings) for place in self._places(at, one)]
        parts: dict[int, Float32s] = {}
        lengths = [len(place.row.pieces) for place in places]
        for batch in batches_of(lengths, self._batch_pieces):
            inside = [places[at] for at in batch]
            inputs = padded_rows([place.row for place in inside])
            logp = self._predict(inputs)
            likely = likely_paths(logp, inputs.lengths.tolist(), self._names)
            for place, one, own in zip(inside, likely, logp, strict=True):
                at, row = place.string, place.row
                if place.is_whole:
                    found[at] = one
                    continue
                whole = parts.setdefault(at, np.zeros((len(strings[at]), len(self._names)), "f4"))
                whole[row.start + row.first : row.start + row.last] = own[row.first : row.last]
        for at, whole in parts.items():
            (found[at],) = likely_paths(whole[None], [len(whole)], self._names)
        return found

    def _places(self, at: int, string: StringTokens) -> list[_Place]:
        rows = piece_rows(self._pieces, string.texts, self._positions)
        return [_Place(at, row, len(rows) == 1) for row in rows]
