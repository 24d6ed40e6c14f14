"""Neighbouring tokens that belong together: the pages, blocks and lines of a document."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Float32s

Bools = npt.NDArray[np.bool_]
Int64s = npt.NDArray[np.int64]


class Runs:
    """R runs over N tokens: `opens` marks the first token of each, so `opens[0]` is set.

    >>> lines = Runs(changes(np.array([0, 0, 1, 2, 2, 2])))
    >>> lines.sizes.tolist(), lines.of.tolist(), lines.place.tolist()
    ([2, 1, 3], [0, 0, 1, 2, 2, 2], [0, 1, 0, 0, 1, 2])
    >>> lines.tokens(2)
    range(3, 6)
    >>> lines.most(np.array([9, 8, 7, 6, 5, 4], np.float32)).tolist()
    [9.0, 7.0, 6.0]
    """

    def __init__(self, opens: Bools) -> None:
        self.opens = opens  # (N,)
        self.starts = np.flatnonzero(opens)  # (R,)
        self.of = np.cumsum(opens) - 1  # (N,): each token's run
        self.stops = np.append(self.starts, len(opens))[1:]  # (R,): one past each run's last token
        self.sizes = self.stops - self.starts  # (R,)

    def __len__(self) -> int:
        """Return the number of runs."""
        return len(self.starts)

    def tokens(self, run: int) -> range:
        """Return the tokens of a run."""
        return range(int(self.starts[run]), int(self.stops[run]))

    @property
    def ends(self) -> Int64s:
        """(R,): the last token of each run."""
        ends: Int64s = self.stops - 1
        return ends

    @cached_property
    def closes(self) -> Bools:
        """(N,): whether a token is the last of its run."""
        closes = np.zeros(len(self.opens), np.bool_)
        closes[self.ends] = True
        return closes

    @cached_property
    def place(self) -> Int64s:
        """(N,): a token's place in its run, from 0."""
        place: Int64s = np.arange(len(self.opens)) - self.starts[self.of]
        return place

    def least(self, values: Float32s) -> Float32s:
        """(R,): the minimum over each run."""
        return np.minimum.reduceat(values, self.starts)

    def most(self, values: Float32s) -> Float32s:
        """(R,): the maximum over each run."""
        return np.maximum.reduceat(values, self.starts)

    def any(self, values: Bools) -> Bools:
        """(R,): whether it holds for any token of each run."""
        return np.logical_or.reduceat(values, self.starts)

    def count(self, values: Bools) -> Int64s:
        """(R,): for how many tokens of each run it holds."""
        return np.add.reduceat(values.astype(np.int64), self.starts)


def changes(values: npt.NDArray[np.generic]) -> Bools:
    """(N,): whether each value differs from the one before it; the first does."""
    changed = np.ones(len(values), np.bool_)
    changed[1:] = values[1:] != values[:-1]
    return changed
