"""A linear-chain conditional random field in `keras.ops`: loss, marginals, best path.

Shapes: emissions (B, T, L), lengths (B,), transitions (L, L) from the row's label to the
column's. Partial labels are allowed: a token labelled -1 may have any label, and the loss
is that of all paths through the labels that are sure (a constrained forward pass), so an
unsure token neither costs nor breaks the chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import ops

_NEVER = -1e4  # a finite minus infinity: exp of it is 0 in float32, and gradients stay finite


@dataclass(frozen=True, slots=True)
class ChainWeights:
    """The chain's own weights."""

    transitions: Any  # (L, L)
    first: Any  # (L,): score of a label at the start


@keras.saving.register_keras_serializable("spv2_spark")
class Transitions(keras.layers.Layer):  # type: ignore[misc]
    """Holds the chain's weights inside a model; its output is its input."""

    def __init__(self, labels: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.labels = labels

    def build(self, shape: Any) -> None:
        """Create the transitions and the scores of the first label, all 0."""
        self.transitions = self.add_weight(
            name="transitions", shape=(self.labels, self.labels), initializer="zeros"
        )
        self.first = self.add_weight(name="first", shape=(self.labels,), initializer="zeros")
        super().build(shape)

    def call(self, inputs: Any) -> Any:
        """Return the inputs."""
        return inputs

    def get_config(self) -> dict[str, Any]:
        """Return the arguments of the constructor."""
        return {**super().get_config(), "labels": self.labels}


def weights_of(model: Any) -> ChainWeights:
    """Return the weights of a model's layer named "chain"."""
    layer = model.get_layer("chain")
    return ChainWeights(
        ops.convert_to_tensor(layer.transitions), ops.convert_to_tensor(layer.first)
    )


def negative_log_likelihood(
    emissions: Any, weights: ChainWeights, labels: Any, lengths: Any
) -> Any:
    """Return the summed loss of a batch; labels int32 (B, T), -1 where any label may stand."""
    allowed = ops.one_hot(ops.maximum(labels, 0), emissions.shape[-1], dtype=emissions.dtype)
    sure = ops.cast(ops.expand_dims(labels >= 0, -1), emissions.dtype)
    constrained = emissions + (1.0 - allowed) * sure * _NEVER
    return ops.sum(
        _partition(emissions, weights, lengths) - _partition(constrained, weights, lengths)
    )


def log_marginals(emissions: Any, weights: ChainWeights, lengths: Any) -> Any:
    """Return (B, T, L): the log probability of each label at each token over all paths."""
    onward = _forward(emissions, weights, lengths)
    backward = _backward(emissions, weights, lengths)
    return ops.log_softmax(onward + backward, axis=-1)


def best_path(
    logp: npt.NDArray[np.float32], transitions: npt.NDArray[np.float32]
) -> npt.NDArray[np.int64]:
    """Return the labels (T,) of the best path through scores (T, L), by Viterbi's algorithm."""
    steps = len(logp)
    back = np.zeros((steps, logp.shape[1]), np.int64)
    score = logp[0]
    for step in range(1, steps):
        through = score[:, None] + transitions
        back[step] = through.argmax(axis=0)
        score = through.max(axis=0) + logp[step]
    path = [int(score.argmax())]
    for step in range(steps - 1, 0, -1):
        path.append(int(back[step, path[-1]]))
    return np.array(path[::-1], np.int64)


def _partition(emissions: Any, weights: ChainWeights, lengths: Any) -> Any:
    # Behind a sequence's end the forward scores are carried on, so the last row is the end's.
    return ops.logsumexp(_forward(emissions, weights, lengths)[:, -1], axis=-1)


def _forward(emissions: Any, weights: ChainWeights, lengths: Any) -> Any:
    labels = emissions.shape[-1]
    by_time = _with_mask(emissions, lengths)
    first = by_time[0, :, :labels] + weights.first

    def step(score: Any, now: Any) -> Any:
        through = ops.expand_dims(score, 2) + weights.transitions
        moved = ops.logsumexp(through, axis=1) + now[:, :labels]
        score = ops.where(now[:, labels:] > 0, moved, score)
        return score, score

    return _by_batch(_scanned(step, first, by_time[1:]), first, at_start=True)


def _backward(emissions: Any, weights: ChainWeights, lengths: Any) -> Any:
    labels = emissions.shape[-1]
    by_time = _with_mask(emissions, lengths)
    last = ops.zeros_like(by_time[0, :, :labels])

    def step(score: Any, following: Any) -> Any:
        through = weights.transitions + ops.expand_dims(following[:, :labels] + score, 1)
        score = ops.where(following[:, labels:] > 0, ops.logsumexp(through, axis=2), score)
        return score, score

    return _by_batch(_scanned(step, last, by_time[1:], reverse=True), last, at_start=False)


def _with_mask(emissions: Any, lengths: Any) -> Any:
    """Return (T, B, L + 1): emissions by time, and 1 inside a sequence or 0 behind its end.

    One array and not two, because Keras 3.15's scan on TensorFlow cannot take several of a
    length that is not known in advance.
    """
    steps = ops.expand_dims(ops.arange(ops.shape(emissions)[1]), 0)  # (1, T)
    inside = steps < ops.expand_dims(ops.cast(lengths, steps.dtype), 1)  # (B, T)
    mask = ops.cast(ops.expand_dims(inside, -1), emissions.dtype)
    return ops.transpose(ops.concatenate([emissions, mask], axis=-1), (1, 0, 2))


def _scanned(step: Any, start: Any, by_time: Any, reverse: bool = False) -> Any:
    _, scores = ops.scan(step, start, by_time, reverse=reverse)
    # The scan forgets its outputs' shapes on TensorFlow.
    return ops.reshape(scores, (-1, ops.shape(start)[0], start.shape[-1]))


def _by_batch(scores: Any, end: Any, at_start: bool) -> Any:
    one = ops.expand_dims(end, 0)
    whole = ops.concatenate([one, scores] if at_start else [scores, one], axis=0)
    return ops.transpose(whole, (1, 0, 2))
