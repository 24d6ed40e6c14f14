"""Linear chains: the best labels of many, and how likely each of these is over all labellings.

A chain of n tokens has scores (n, L), and transitions (L, L) add to them. Chains are worked
through side by side, the longest first, so that those which go on are always the first ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Float64s = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """B chains of T tokens at most, side by side, the longest first."""

    scores: Float64s  # (T, B, L); 0 behind a chain's end
    lengths: Ints  # (B,), falling

    @classmethod
    def of(cls, scores: Sequence[Float64s]) -> Chains:
        """Return chains of scores (n, L) each, n > 0 and falling."""
        lengths = np.array([len(one) for one in scores])
        together = np.zeros((lengths[0], len(scores), scores[0].shape[1]))
        for at, one in enumerate(scores):
            together[: len(one), at] = one
        return cls(together, lengths)

    def best(self, transitions: Float64s) -> Ints:
        """Return the labels (T, B) of the best labellings; 0 behind a chain's end."""
        length, count, _ = self.scores.shape
        into = np.ascontiguousarray(transitions.T)
        from_where = np.zeros(self.scores.shape, np.int64)
        reached = self.scores[0].copy()
        for at in range(1, length):
            going = self._going(at)
            ways = reached[:going, None, :] + into  # (going, L to, L from)
            ways_best = ways.argmax(axis=2, keepdims=True)
            from_where[at, :going] = ways_best[..., 0]
            most = np.take_along_axis(ways, ways_best, axis=2)[..., 0]  # faster than max
            reached[:going] = most + self.scores[at, :going]
        best = np.zeros((length, count), np.int64)
        chains = np.arange(count)
        last = reached.argmax(axis=1)
        for at in range(length - 1, -1, -1):
            going = self._going(at)
            best[at, :going] = last[:going]
            last[:going] = from_where[at, chains[:going], last[:going]]
        return best

    def likelihoods(self, transitions: Float64s, labels: Ints) -> Float64s:
        """Return how likely each of the labels (T, B) is at its token (T, B), over all of them."""
        length, count, _ = self.scores.shape
        steps = np.exp(transitions - transitions.max())
        # Each token's scores less the greatest: whatever is added to all labels changes nothing.
        here = np.exp(self.scores - self.scores.max(axis=2, keepdims=True))
        ahead = np.ones_like(here)  # scaled at each step, which changes nothing either
        for at in range(length - 2, -1, -1):
            going = self._going(at + 1)
            ahead[at, :going] = _scaled((ahead[at + 1, :going] * here[at + 1, :going]) @ steps.T)
        likely = np.zeros((length, count))
        behind = np.ones(here.shape[1:])
        for at in range(length):
            going = self._going(at)
            reached = _scaled((behind[:going] @ steps if at else behind) * here[at, :going])
            shares = reached * ahead[at, :going]
            own = np.take_along_axis(shares, labels[at, :going, None], axis=1)[:, 0]
            likely[at, :going] = own / shares.sum(axis=1)
            behind = reached
        return likely

    def _going(self, at: int) -> int:
        """Return how many chains have a token there."""
        return int((self.lengths > at).sum())


def _scaled(values: Float64s) -> Float64s:
    scaled: Float64s = values / values.sum(axis=1, keepdims=True)
    return scaled
