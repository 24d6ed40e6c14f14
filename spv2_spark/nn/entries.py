"""The bibliography's entries in a run of tokens: from entry labels, or from a page model's tags.

NumPy only. Decoding finds entries too, but on the joint path over both labels; here they have
to be known before the fields are read. Of the moves between entry labels only one costs
anything (an entry taken up again, OUTSIDE to INSIDE), so the best path is mostly each token's
own best label, and the recursion is needed only where that pays for such a move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.label import (
    RESUME,
    RESUME_AT_BREAK,
    Entry,
    Field,
    Labels,
    begin,
    inside,
)
from spv2_spark.domain.page import Document, Float32s
from spv2_spark.domain.tagging import PageTags

Int64s = npt.NDArray[np.int64]

OUTER = [mark(one) for one in (Field.TITLE, Field.AUTHOR) for mark in (begin, inside)]
_BIB_FIELDS = (Field.BIB_TITLE, Field.BIB_AUTHOR, Field.BIB_VENUE, Field.BIB_YEAR)
BIB = [mark(one) for one in _BIB_FIELDS for mark in (begin, inside)]
# The field labels that a token may have outside, at the beginning and inside of an entry.
_FIELDS_OF_ENTRY = ([0, *OUTER], [0, *map(begin, _BIB_FIELDS)], [0, *BIB])


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Entries in their order; an entry may have gaps (a running head between its parts)."""

    tokens: Int64s  # (M,): ascending places of the entries' tokens in the run
    offsets: Int64s  # (E + 1,): entry e is tokens[offsets[e]:offsets[e + 1]]

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self.offsets) - 1

    def members(self) -> list[Int64s]:
        """Return each entry's tokens."""
        return np.split(self.tokens, self.offsets[1:-1]) if len(self) else []


def entries_in(labels: Labels, regions: npt.NDArray[np.integer] | None = None) -> Entries:
    """Return the entries of a run of entry labels (n,).

    BEGIN opens an entry, INSIDE goes on with the last one, whatever stands between. The first
    label of an entry may be INSIDE, too, at the run's start and where a new one of the
    `regions` (n,) begins.
    """
    tokens = np.flatnonzero((labels == Entry.BEGIN) | (labels == Entry.INSIDE))
    opens = labels[tokens] == Entry.BEGIN
    opens[:1] = True
    if regions is not None:
        opens[1:] |= regions[tokens[1:]] != regions[tokens[:-1]]
    return Entries(tokens, np.append(np.flatnonzero(opens), len(tokens)))


def found_entries(document: Document, tags: Sequence[PageTags]) -> Entries:
    """Return the entries that a page model's tags of a document's pages speak for.

    The tokens are those of all pages, one after the other.
    """
    if not sum(len(page) for page in document.pages):
        return Entries(np.zeros(0, np.int64), np.zeros(1, np.int64))
    scores = np.concatenate([_scores(one) for one in tags])
    # A page's first token opens a block, too.
    at_break = np.concatenate([np.diff(page.block, prepend=-1) != 0 for page in document.pages])
    costs = np.where(at_break, np.float32(RESUME_AT_BREAK), np.float32(RESUME))
    return entries_in(best_labels(scores, costs))


def best_labels(scores: Float32s, costs: Float32s) -> Labels:
    """Return the entry labels (n,) of the best path over their log probabilities (n, 3).

    `costs` (n,) is what INSIDE costs at a token behind OUTSIDE, or as the very first.
    """
    labels: Labels = scores.argmax(axis=1).astype(np.int8)
    before = np.concatenate([[int(Entry.OUTSIDE)], labels[:-1]])
    if not ((labels == Entry.INSIDE) & (before == Entry.OUTSIDE)).any():
        return labels
    return _recursion(scores.tolist(), costs.tolist())


def _recursion(scores: Sequence[Sequence[float]], costs: Sequence[float]) -> Labels:
    # In plain floats: three numbers are too few for an array operation a token to pay.
    o, b, i = 0.0, -np.inf, -np.inf  # before the first token all is outside
    came: list[tuple[int, int]] = []  # the label before OUTSIDE or BEGIN, and before INSIDE
    for (outside, begins, within), cost in zip(scores, costs, strict=True):
        free = 0 if o >= b and o >= i else 1 if b >= i else 2
        best = (o, b, i)[free]
        resumed = o - cost
        to_inside = 0 if resumed > b and resumed > i else 1 if b >= i else 2
        came.append((free, to_inside))
        o, b, i = best + outside, best + begins, (resumed, b, i)[to_inside] + within
    labels = np.zeros(len(came), np.int8)
    label = int(np.argmax([o, b, i]))
    for place in range(len(came) - 1, -1, -1):
        labels[place] = label
        label = came[place][label == Entry.INSIDE]
    return labels


def _scores(tags: PageTags) -> Float32s:
    """(n, 3): each entry label with the best field that may stand there."""
    best = [tags.field_logp[:, fields].max(axis=1) for fields in _FIELDS_OF_ENTRY]
    scores: Float32s = tags.entry_logp + np.stack(best, axis=1)
    return scores
