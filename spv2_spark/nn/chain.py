"""A linear-chain conditional random field in `keras.ops`: loss and marginals.

Shapes: emissions (B, T, L), lengths (B,), transitions (L, L) from the row's label to the
column's. Partial labels are allowed: a token labelled -1 may have any label, and the loss
is that of all paths through the labels that are sure (a constrained forward pass), so an
unsure token neither costs nor breaks the chain.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

_NEVER = -1e4  # a finite minus infinity: exp of it is 0 in float32, and gradients stay finite
_STRONGEST = 20.0  # of a transition: one in half a billion, far beyond what is learnt
_LEAST = 1e-30  # under which a sum of shares is no number to divide by


class Transitions(keras.layers.Layer):  # type: ignore[misc]
    """Holds the chain's weights inside a model; its output is its input."""

    def __init__(self, labels: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.labels = labels

    def build(self, shape: Any) -> None:
        """Create the transitions (L, L) and the scores of the first label (L,), all 0."""
        sizes = (self.labels, self.labels)
        self.transitions = self.add_weight(name="transitions", shape=sizes, initializer="zeros")
        self.first = self.add_weight(name="first", shape=sizes[:1], initializer="zeros")
        super().build(shape)

    def call(self, inputs: Any) -> Any:
        """Return the inputs."""
        return inputs


def negative_log_likelihood(emissions: Any, chain: Transitions, labels: Any, lengths: Any) -> Any:
    """Return the summed loss of a batch; labels int32 (B, T), -1 where any label may stand."""
    allowed = ops.one_hot(ops.maximum(labels, 0), emissions.shape[-1], dtype=emissions.dtype)
    sure = ops.cast(ops.expand_dims(labels >= 0, -1), emissions.dtype)
    constrained = emissions + (1.0 - allowed) * sure * _NEVER
    # Both sums over paths run in one pass, one under the other in the batch.
    both = ops.concatenate([emissions, constrained], axis=0)
    scales = _forward(both, chain, ops.concatenate([lengths, lengths], axis=0))[1]
    totals = ops.sum(scales, axis=1)  # (2B,)
    rows = ops.shape(emissions)[0]
    return ops.sum(totals[:rows]) - ops.sum(totals[rows:])


def log_marginals(emissions: Any, chain: Transitions, lengths: Any) -> Any:
    """Return (B, T, L): the log probability of each label at each token over all paths."""
    onward = _forward(emissions, chain, lengths)[0]
    shares = onward * _backward(emissions, chain, lengths)
    shares = ops.maximum(shares, _LEAST)
    return ops.log(shares / ops.sum(shares, axis=-1, keepdims=True))


def _forward(emissions: Any, chain: Transitions, lengths: Any) -> tuple[Any, Any]:
    """Return the forward shares (B, T, L), which sum to 1, and their log scales (B, T).

    The recursion runs over probabilities that are scaled to sum to 1 at each token: a step is
    one small matrix product, where the same in logarithms costs L times as many exponentials.
    The scales' sum is the log of the sum over all paths.
    """
    labels = emissions.shape[-1]
    by_time = _potentials(emissions, lengths)
    moves = _bounded(chain.transitions)
    start = _scaled(by_time[0, :, :labels] * _bounded(chain.first))

    def step(state: Any, now: Any) -> Any:
        share = state[:, :labels]
        inside = now[:, labels:] > 0
        moved = _scaled(ops.matmul(share, moves) * now[:, :labels])
        rest = ops.concatenate([share, ops.zeros_like(now[:, labels:])], axis=-1)
        state = ops.where(inside, moved, rest)
        return state, state

    whole = _scanned(step, start, by_time[1:])
    scales = whole[..., labels] + ops.max(emissions, axis=-1)
    return whole[..., :labels], scales * _inside(emissions, lengths)


def _backward(emissions: Any, chain: Transitions, lengths: Any) -> Any:
    """Return the backward shares (B, T, L), scaled to sum to 1 at each token."""
    labels = emissions.shape[-1]
    by_time = _potentials(emissions, lengths)
    moves = ops.transpose(_bounded(chain.transitions))
    last = ops.ones_like(by_time[0, :, :labels]) / labels

    def step(share: Any, following: Any) -> Any:
        moved = _scaled(ops.matmul(share * following[:, :labels], moves))[:, :labels]
        share = ops.where(following[:, labels:] > 0, moved, share)
        return share, share

    return _scanned(step, last, by_time[1:], reverse=True)


def _bounded(scores: Any) -> Any:
    """Return exp of scores within +-20, so that no token's sum of shares can come near 0."""
    return ops.exp(ops.clip(scores, -_STRONGEST, _STRONGEST))


def _scaled(shares: Any) -> Any:
    """Return (B, L + 1): shares that sum to 1, and the log of what they summed to before."""
    total = ops.maximum(ops.sum(shares, axis=-1, keepdims=True), _LEAST)
    return ops.concatenate([shares / total, ops.log(total)], axis=-1)


def _inside(emissions: Any, lengths: Any) -> Any:
    steps = ops.expand_dims(ops.arange(ops.shape(emissions)[1]), 0)  # (1, T)
    ends = ops.expand_dims(ops.cast(lengths, steps.dtype), 1)  # (B, 1)
    return ops.cast(steps < ends, emissions.dtype)  # (B, T)


def _potentials(emissions: Any, lengths: Any) -> Any:
    """Return (T, B, L + 1): exp of emissions less their peaks, and 1 inside a sequence, else 0.

    One array and not two, because Keras 3.15's scan on TensorFlow cannot take several of a
    length that is not known in advance.
    """
    values = ops.exp(emissions - ops.max(emissions, axis=-1, keepdims=True))
    mask = ops.expand_dims(_inside(values, lengths), -1)
    return ops.transpose(ops.concatenate([values, mask], axis=-1), (1, 0, 2))


def _scanned(step: Any, start: Any, by_time: Any, reverse: bool = False) -> Any:
    """Return (B, T, ...): `start` and the states that follow from it, by the tokens' order."""
    _, states = ops.scan(step, start, by_time, reverse=reverse)
    # The scan forgets its outputs' shapes on TensorFlow.
    states = ops.reshape(states, (-1, ops.shape(start)[0], start.shape[-1]))
    one = ops.expand_dims(start, 0)
    whole = ops.concatenate([states, one] if reverse else [one, states], axis=0)
    return ops.transpose(whole, (1, 0, 2))
