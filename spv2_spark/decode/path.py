"""The best joint path over both label sequences of a document.

Where every token's own best state is also a free move from the one before, that is the best
path, and no recursion is needed. So the recursion runs only around costly moves, in segments
that reach to the nearest tokens which are certain, all segments of a document side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.decode.states import ENTRY_OF_STATE, FIELD_OF_STATE, first_costs, move_costs
from spv2_spark.domain.label import Labels
from spv2_spark.domain.page import Float32s
from spv2_spark.layout.runs import Bools

CERTAIN = 9.0  # nats between a token's best and second best state
LONGEST = 256  # tokens of a segment; a longer one is cut at its most certain tokens

_MOVES = move_costs()
_FIRST = first_costs()

States = npt.NDArray[np.int64]
Segment = tuple[int, int]  # from, to (exclusive)


class Path(NamedTuple):
    """The chosen labels of n tokens."""

    field: Labels  # (n,): 0..12
    entry: Labels  # (n,): 0..2


def best_path(field_logp: Float32s, entry_logp: Float32s, at_break: Bools) -> Path:
    """Return the labels of the most probable legal path.

    `field_logp` is (n, 13), `entry_logp` (n, 3), `at_break` (n,) marks tokens at which a
    block, a column or a page begins. Exact up to ties, unless an uncertain stretch is longer
    than LONGEST or a token that is CERTAIN (e^9 : 1) would have to change.
    """
    scores = emissions(field_logp, entry_logp)
    states = scores.argmax(axis=1) if len(scores) else np.zeros(0, dtype=np.int64)
    if len(states):
        segments = _segments(scores, states, at_break)
        _solve(scores, states, at_break, segments)
    return Path(FIELD_OF_STATE[states], ENTRY_OF_STATE[states])


def emissions(field_logp: Float32s, entry_logp: Float32s) -> Float32s:
    """Return (n, states): the sum of both sequences' log probabilities."""
    summed: Float32s = field_logp[:, FIELD_OF_STATE] + entry_logp[:, ENTRY_OF_STATE]
    return summed


def _segments(scores: Float32s, states: States, at_break: Bools) -> list[Segment]:
    """Return the stretches, in order and apart, around the greedy path's costly moves."""
    n = len(states)
    costs = _MOVES[at_break[1:].astype(int), states[:-1], states[1:]]
    costly = np.concatenate([[_FIRST[states[0]] > 0], costs > 0])
    if not costly.any():
        return []
    top_two = np.partition(scores, -2, axis=1)[:, -2:]
    margin = top_two[:, 1] - top_two[:, 0]
    certain = np.flatnonzero(margin >= CERTAIN)
    segments: list[Segment] = []
    for at in np.flatnonzero(costly).tolist():
        place = int(np.searchsorted(certain, at))
        # Both sides of the costly move must be free, so the anchors lie beyond them.
        left = int(certain[place - 2]) if place >= 2 else 0  # noqa: PLR2004
        right_place = int(np.searchsorted(certain, at, side="right"))
        right = int(certain[right_place]) + 1 if right_place < len(certain) else n
        segments.append((left, right))
    return _short(_merged(segments), margin)


def _merged(segments: Sequence[Segment]) -> list[Segment]:
    merged: list[Segment] = []
    for start, stop in segments:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _short(segments: Sequence[Segment], margin: Float32s) -> list[Segment]:
    """Cut segments longer than LONGEST where their tokens are surest, with one token shared."""
    short: list[Segment] = []
    for start, stop in segments:
        while stop - start > LONGEST:
            half = start + LONGEST // 2
            cut = half + int(margin[half : start + LONGEST].argmax())
            short.append((start, cut + 1))
            start = cut  # noqa: PLW2901 - the rest of the same segment
        short.append((start, stop))
    return short


def _solve(scores: Float32s, states: States, at_break: Bools, segments: Sequence[Segment]) -> None:
    """Write the best path of every segment into `states`; inner ends stay as they are."""
    order = sorted(segments, key=lambda one: one[0] - one[1])
    starts = np.array([one[0] for one in order], dtype=np.int64)
    lengths = np.array([one[1] - one[0] for one in order], dtype=np.int64)
    if not order:
        return
    ends = starts + lengths - 1
    anchored = scores.copy()
    fixed = np.concatenate([starts[starts > 0], ends[ends < len(states) - 1]])
    kept = anchored[fixed, states[fixed]]
    anchored[fixed] = -1e6
    anchored[fixed, states[fixed]] = kept
    delta = anchored[starts] - np.where((starts == 0)[:, None], _FIRST, 0)  # (segments, states)
    backs: list[npt.NDArray[np.int64]] = []
    for step in range(1, int(lengths[0])):
        live = int(np.searchsorted(-lengths, -step, side="left"))
        at = starts[:live] + step
        reached = delta[:live, :, None] - _MOVES[at_break[at].astype(int)]
        back = reached.argmax(axis=1)  # (live, states)
        backs.append(back)
        best = np.take_along_axis(reached, back[:, None, :], axis=1)[:, 0]
        delta[:live] = best + anchored[at]
    _trace(states, starts, lengths, delta.argmax(axis=1), backs)


def _trace(
    states: States,
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    last: npt.NDArray[np.int64],
    backs: Sequence[npt.NDArray[np.int64]],
) -> None:
    states[starts + lengths - 1] = last
    current = last.copy()
    for step in range(int(lengths[0]) - 1, 0, -1):
        live = int(np.searchsorted(-lengths, -step, side="left"))
        current[:live] = backs[step - 1][np.arange(live), current[:live]]
        states[starts[:live] + step - 1] = current[:live]
