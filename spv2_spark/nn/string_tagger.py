"""The networks that read strings at work: batches of like length over all strings that come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Float32s
from spv2_spark.errors import ModelError
from spv2_spark.features.manifest import ManifestError
from spv2_spark.nn.device import Device
from spv2_spark.nn.string_shape import (
    STRING_INPUTS_VERSION,
    StringInputs,
    StringSizes,
    shape_of,
    sizes_from,
)
from spv2_spark.nn.weights import Weights, from_npz, to_npz
from spv2_spark.nn.windows import Inputs, padded
from spv2_spark.strings.package import StringManifest, StringPackage
from spv2_spark.strings.tagging import LikelyLabels
from spv2_spark.strings.tokens import StringTokens

WEIGHTS, VOCABULARY = "weights.npz", "vocabulary.txt"

Predict = Callable[[Inputs], Float32s]


def package_of(
    manifest: StringManifest, vocabulary: Sequence[str], weights: Weights
) -> StringPackage:
    """Return a network's package in memory; its weights become float16.

    `vocabulary` has the words, or an encoder's pieces of words, in the order of their ids.
    """
    words = "".join(f"{word}\n" for word in vocabulary).encode()
    return StringPackage(manifest, {WEIGHTS: to_npz(weights), VOCABULARY: words})


def sizes_of(package: StringPackage) -> StringSizes:
    """Return the sizes of a package's network; ModelError for such as none has."""
    manifest = package.manifest
    try:
        if manifest.engine_version != STRING_INPUTS_VERSION:
            raise ManifestError(f"inputs {manifest.engine_version}")  # noqa: TRY301
        return sizes_from(manifest.shape)
    except ManifestError as error:
        raise ModelError(f"model package {manifest.name}: {error}") from error


def tagger_on(device: Device, package: StringPackage, batch_tokens: int) -> StringNetworkTagger:
    """Load Keras for a device, and return a package's tagger on it."""
    from spv2_spark.nn.backend import keras_on

    keras_on(device)
    from spv2_spark.nn import model as models

    shape, name = shape_of(sizes_of(package), package.model), package.manifest.name
    network = models.build_model(shape)
    try:
        weights = from_npz(package.files[WEIGHTS])
    except (KeyError, ValueError) as error:
        raise ModelError(f"model package {name}: {error}") from error
    models.assign_weights(network, weights, name)
    return StringNetworkTagger(package, models.predict_with(shape, network), batch_tokens)


class StringNetworkTagger:
    """A package's network behind the `StringTagger` protocol. Not for several threads at once."""

    def __init__(self, package: StringPackage, predict: Predict, batch_tokens: int = 8_192) -> None:
        self.version = package.manifest.version
        words = package.files[VOCABULARY].decode().split("\n")[:-1]
        self._inputs = StringInputs(words, sizes_of(package))
        self._predict, self._batch_tokens = predict, batch_tokens
        self._names = np.array(package.model.labels)

    def labels(self, strings: Sequence[StringTokens]) -> list[list[str]]:
        """Return the labels of each string's tokens, in the order of the strings."""
        return [one.labels for one in self.likely_labels(strings)]

    def likely_labels(self, strings: Sequence[StringTokens]) -> list[LikelyLabels]:
        """Return the labels of each string's tokens, with their probabilities."""
        found = [LikelyLabels([], []) for _ in strings]
        for batch in batches_of([len(one) for one in strings], self._batch_tokens):
            inputs = padded([self._inputs.of(strings[at]) for at in batch])
            logp = self._predict(inputs)[..., : len(self._names)]
            likely = likely_paths(logp, [len(strings[at]) for at in batch], self._names)
            for at, one in zip(batch, likely, strict=True):
                found[at] = one
        return found


def likely_paths(
    logp: Float32s, lengths: Sequence[int], names: npt.NDArray[np.str_]
) -> Iterator[LikelyLabels]:
    """Yield the best labels of each of B strings, and their probabilities.

    `logp` (B, T, 2L + 1) are log probabilities of the labels that are called `names`.
    """
    paths = best_labels(logp)
    chances = np.exp(np.take_along_axis(logp, paths[..., None], axis=2)[..., 0])
    for path, chance, count in zip(paths, chances, lengths, strict=True):
        yield LikelyLabels(names[path[:count]].tolist(), chance[:count].tolist())


def batches_of(lengths: Sequence[int], batch_tokens: int) -> Iterator[list[int]]:
    """Yield the places of strings by their lengths: runs whose padded size is within a budget.

    Strings without a token are in none; a string that is longer than the budget is alone.

    >>> list(batches_of([3, 0, 1, 3], batch_tokens=6))
    [[2, 0], [3]]
    """
    batch: list[int] = []
    for at in sorted((one for one, n in enumerate(lengths) if n), key=lengths.__getitem__):
        if batch and lengths[at] * (len(batch) + 1) > batch_tokens:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def best_labels(logp: Float32s) -> npt.NDArray[np.int64]:
    """Return (B, T) labels: the most probable ones of which none goes on with what is not begun.

    `logp` (B, T, 2L + 1) are log probabilities of O, and of begin and inside of each of L fields.
    """
    count, length, labels = logp.shape
    begins, insides = np.arange(1, labels, 2), np.arange(2, labels, 2)
    rows = np.arange(count)[:, None]
    score = logp[:, 0].astype(np.float64)
    score[:, insides] = -np.inf
    came = np.zeros((length, count, labels), np.int64)  # from which label
    for at in range(1, length):
        came[at] = score.argmax(axis=1)[:, None]
        came[at][:, insides] = np.where(score[:, begins] >= score[:, insides], begins, insides)
        score = score[rows, came[at]] + logp[:, at]
    path = np.zeros((count, length), np.int64)
    path[:, -1] = score.argmax(axis=1)
    for at in range(length - 1, 0, -1):
        path[:, at - 1] = came[at][np.arange(count), path[:, at]]
    return path
