"""Approximate search of a folded pattern in a folded text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.gold.chains import is_apart

TOLERANCE = 0.2  # SPv2's: edits per character of the pattern

_SEED = 10  # characters; an exact piece of this length leads to a candidate
_SHORTEST = 4  # characters: shorter patterns must be exact
_COMMON = 40  # a piece found more often than this leads nowhere
_MAX_WINDOWS = 24


class Match(NamedTuple):
    """`text[start:end]` matches the pattern with `cost` edits per character of the pattern."""

    start: int
    end: int
    cost: float


def exact_hits(text: str, pattern: str, low: int, high: int) -> list[Match]:
    """Return every occurrence of the pattern within [low, high), overlapping ones included."""
    hits = []
    found = text.find(pattern, low, high) if pattern else -1
    while found >= 0:
        hits.append(Match(found, found + len(pattern), 0.0))
        found = text.find(pattern, found + 1, high)
    return hits


def find(
    text: str, pattern: str, low: int, high: int, tolerance: float, *, everywhere: bool = False
) -> list[Match]:
    """Return the pattern's hits within [low, high) of at most `tolerance`, best first.

    Exact ones if there are any; else, or if `everywhere`, a hit for every place that shares
    an exact piece of the pattern. Hits do not overlap.
    """
    found = exact_hits(text, pattern, low, high)
    if len(pattern) < _SHORTEST or (found and not everywhere):
        return _apart(found)
    slack = max(4, len(pattern) // 4)
    for start in _candidates(text, pattern, low, high):
        left, right = max(low, start - slack), min(high, start + len(pattern) + slack)
        hit = best_window(pattern, text[left:right])
        if hit.cost <= tolerance:
            found.append(Match(hit.start + left, hit.end + left, hit.cost))
    return _apart(sorted(found, key=lambda hit: (hit.cost, hit.start)))


def best_window(pattern: str, text: str) -> Match:
    """Return the substring of `text` nearest to the pattern in edit distance (Sellers 1980)."""
    codes, pattern_codes = _codes(text), _codes(pattern)
    ends = _last_row(pattern_codes, codes, np.zeros(len(codes) + 1, np.int32))
    end = int(ends.argmin())
    # The same backwards from the end that was found gives the start.
    backwards = np.arange(end + 1, dtype=np.int32)
    starts = _last_row(pattern_codes[::-1], codes[:end][::-1], backwards)
    start = end - int(starts.argmin())
    return Match(start, end, float(ends[end]) / max(1, len(pattern)))


def _last_row(
    pattern: npt.NDArray[np.uint32], text: npt.NDArray[np.uint32], row: npt.NDArray[np.int32]
) -> npt.NDArray[np.int32]:
    """Return the last row of the edit distance table whose first row is `row`."""
    steps = np.arange(len(text) + 1, dtype=np.int32)
    for number, code in enumerate(pattern, start=1):
        current = np.empty_like(row)
        current[0] = number
        np.minimum(row[:-1] + (text != code), row[1:] + 1, out=current[1:])
        # A run of insertions from the left, for the whole row at once.
        row = np.minimum.accumulate(current - steps) + steps
    return row


def _candidates(text: str, pattern: str, low: int, high: int) -> list[int]:
    """Return likely starts of the pattern, at most _MAX_WINDOWS, the best supported first."""
    size = min(_SEED, max(4, len(pattern) // 3))
    votes: dict[int, int] = {}
    width = max(8, len(pattern) // 4)
    for offset in range(0, len(pattern) - size + 1, max(1, size // 2)):
        places = exact_hits(text, pattern[offset : offset + size], low, high)
        if len(places) > _COMMON:
            continue
        for place in places:
            start = place.start - offset
            near = next((one for one in votes if abs(one - start) < width), start)
            votes[near] = votes.get(near, 0) + 1
    return sorted(votes, key=lambda start: (-votes[start], start))[:_MAX_WINDOWS]


def _apart(hits: list[Match]) -> list[Match]:
    kept: list[Match] = []
    for hit in hits:
        if is_apart(hit, kept):
            kept.append(hit)
    return kept


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
