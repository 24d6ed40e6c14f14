"""Token-level scores: quick to have in training; spans are scored by the decoder's scorer."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.label import FIELD_LABELS, MASK, Field

_FLOOR = 1e-3

Counts = npt.NDArray[np.int64]


def confusion(gold: npt.NDArray[np.integer], found: npt.NDArray[np.integer], labels: int) -> Counts:
    """Return (labels, labels) counts, gold by found; MASKed tokens do not count."""
    sure = gold != MASK
    codes = gold[sure].astype(np.int64) * labels + found[sure]
    return np.bincount(codes, minlength=labels * labels).reshape(labels, labels)


def f1_of(counts: Counts) -> npt.NDArray[np.float64]:
    """Return every label's F1; not-a-number where neither gold nor prediction has it."""
    right = np.diag(counts)
    both = counts.sum(axis=0) + counts.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(both > 0, 2 * right / both, np.nan))


def token_scores(fields: Counts, entries: Counts) -> dict[str, float]:
    """Return F1 by field, by entry, and their "score".

    A field's is the mean of its begin and its inside label's, of those that the gold holds: a
    year is one token, its inside label is only ever found by mistake.
    The score is the harmonic mean over the fields that the gold holds, SPv2's measure for
    stopping, taken over tokens.
    """
    by_label = f1_of(fields)
    scores: dict[str, float] = {}
    for field in list(Field)[1:]:
        held = [one for one in (2 * field - 1, 2 * field) if fields[one].sum()]
        if held:
            scores[field.name.lower()] = float(by_label[held].mean())
    scores["score"] = harmonic(scores.values())
    by_entry = f1_of(entries)
    for name, place in (("entry_begin", 1), ("entry_inside", 2)):
        if entries[place].sum():
            scores[name] = float(by_entry[place])
    return scores


def harmonic(values: Iterable[float]) -> float:
    """Return the harmonic mean, 0 of nothing; values under 0.001 count as 0.001.

    The floor lets a run that has not found some field yet still be seen to get better.
    """
    found = [max(value, _FLOOR) for value in values]
    return len(found) / sum(1 / value for value in found) if found else 0.0


def empty_counts() -> tuple[Counts, Counts]:
    """Return confusion counts of fields and entries with nothing counted."""
    return np.zeros((FIELD_LABELS, FIELD_LABELS), np.int64), np.zeros((3, 3), np.int64)
