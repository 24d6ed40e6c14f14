"""The joint states of the two label sequences, and what a move between two of them costs."""

from __future__ import annotations

import numpy as np

from spv2_spark.domain.label import (
    RESUME,
    RESUME_AT_BREAK,
    Entry,
    Field,
    begin,
    field_of,
    inside,
    is_begin,
)
from spv2_spark.domain.page import Float32s

_OUTSIDE_FIELDS = (Field.TITLE, Field.AUTHOR)
_BIB_FIELDS = (Field.BIB_TITLE, Field.BIB_AUTHOR, Field.BIB_VENUE, Field.BIB_YEAR)

# (entry label, field label) of every state that a token may be in: title and author stand
# outside the bibliography, its fields inside an entry, and an entry's first token can only
# begin a field.
STATES: tuple[tuple[int, int], ...] = (
    (Entry.OUTSIDE, 0),
    *((Entry.OUTSIDE, mark(one)) for one in _OUTSIDE_FIELDS for mark in (begin, inside)),
    (Entry.BEGIN, 0),
    *((Entry.BEGIN, begin(one)) for one in _BIB_FIELDS),
    (Entry.INSIDE, 0),
    *((Entry.INSIDE, mark(one)) for one in _BIB_FIELDS for mark in (begin, inside)),
)
ENTRY_OF_STATE = np.array([entry for entry, _ in STATES], dtype=np.int8)
FIELD_OF_STATE = np.array([label for _, label in STATES], dtype=np.int8)

FORBIDDEN = 20.0  # nats, as RESUME


def move_costs() -> Float32s:
    """Return the cost (2, states, states) of a move from row to column; [1] at a block's start."""
    costs = [
        [[_cost(source, target, at_break) for target in STATES] for source in STATES]
        for at_break in (False, True)
    ]
    return np.array(costs, dtype=np.float32)


def _cost(source: tuple[int, int], target: tuple[int, int], at_break: bool) -> float:
    resume = RESUME_AT_BREAK if at_break else RESUME
    (from_entry, from_label), (to_entry, to_label) = source, target
    cost = 0.0
    if to_entry == Entry.INSIDE and from_entry == Entry.OUTSIDE:
        if from_label:
            return FORBIDDEN
        cost = resume
    if to_label == 0 or is_begin(to_label):
        return cost
    if field_of(from_label) == field_of(to_label):
        return cost
    if from_label:
        return FORBIDDEN
    # The entry's own resumption pays for the field's.
    return max(cost, resume)


def first_costs() -> Float32s:
    """Return the cost (states,) of standing first: a first page that begins inside is odd."""
    source = (int(Entry.OUTSIDE), 0)
    return np.array([_cost(source, target, True) for target in STATES], dtype=np.float32)
