from __future__ import annotations

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spv2_spark.decode import path as paths
from spv2_spark.decode.states import (
    ENTRY_OF_STATE,
    FIELD_OF_STATE,
    STATES,
    first_costs,
    move_costs,
)
from spv2_spark.domain.label import Entry, Field, begin, inside

MOVES, FIRST = move_costs(), first_costs()


def random_logp(rng: np.random.Generator, n: int, classes: int, sharp: float) -> np.ndarray:
    raw = rng.normal(size=(n, classes)) * sharp
    logp: np.ndarray = raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))
    return logp.astype(np.float32)


def states_of(path: paths.Path) -> np.ndarray:
    index = {pair: at for at, pair in enumerate(STATES)}
    return np.array([index[int(e), int(f)] for f, e in zip(path.field, path.entry, strict=True)])


def path_score(scores: np.ndarray, states: np.ndarray, at_break: np.ndarray) -> float:
    """Return a path's log probability less the cost of its moves."""
    emitted = scores[np.arange(len(states)), states].sum()
    moves = MOVES[at_break[1:].astype(int), states[:-1], states[1:]].sum()
    return float(emitted - moves - FIRST[states[0]])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4), st.sampled_from([0.3, 1.0, 3.0]))
def test_best_path_equals_brute_force(seed: int, n: int, sharp: float) -> None:
    rng = np.random.default_rng(seed)
    fields, entries = random_logp(rng, n, 13, sharp), random_logp(rng, n, 3, sharp)
    at_break = rng.random(n) < 0.3
    scores = paths.emissions(fields, entries)
    every = itertools.product(range(len(STATES)), repeat=min(n, 3))
    tail = scores[3:].argmax(axis=1) if n > 3 else np.zeros(0, dtype=np.int64)
    best = max(path_score(scores, np.array([*path, *tail]), at_break) for path in every)
    found = states_of(paths.best_path(fields, entries, at_break))
    assert path_score(scores, found, at_break) >= best - 1e-3
    if n <= 3:
        assert path_score(scores, found, at_break) == pytest.approx(best, abs=1e-3)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 200))
def test_segments_find_what_one_long_recursion_finds(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    sharp = rng.choice([0.5, 8.0], size=(n, 1), p=[0.2, 0.8])
    fields = random_logp(rng, n, 13, 1.0) * sharp
    entries = random_logp(rng, n, 3, 1.0) * sharp
    at_break = rng.random(n) < 0.1
    scores = paths.emissions(fields, entries)
    whole = scores.argmax(axis=1)
    paths._solve(scores, whole, at_break, [(0, n)])
    found = states_of(paths.best_path(fields, entries, at_break))
    loss = path_score(scores, whole, at_break) - path_score(scores, found, at_break)
    assert -1e-2 <= loss <= 1e-2


def test_illegal_greedy_path_is_repaired() -> None:
    """A title's inside label cannot follow an author's; the doubtful token gives way."""
    fields = np.full((4, 13), -9.0, dtype=np.float32)
    fields[0, begin(Field.TITLE)] = fields[1, inside(Field.TITLE)] = -0.01
    fields[2, begin(Field.AUTHOR)], fields[2, inside(Field.TITLE)] = -0.6, -0.9
    fields[3, inside(Field.TITLE)] = -0.01
    entries = np.full((4, 3), -9.0, dtype=np.float32)
    entries[:, Entry.OUTSIDE] = -0.01
    path = paths.best_path(fields, entries, np.zeros(4, dtype=np.bool_))
    assert path.field.tolist() == [1, 2, 2, 2]
    assert path.entry.tolist() == [0, 0, 0, 0]


def test_bib_fields_pull_their_entry_with_them() -> None:
    fields = np.full((3, 13), -7.0, dtype=np.float32)
    fields[0, begin(Field.BIB_TITLE)] = -0.01
    fields[1:, inside(Field.BIB_TITLE)] = -0.01
    entries = np.log(np.array([[0.4, 0.35, 0.25]] * 3, dtype=np.float32))
    path = paths.best_path(fields, entries, np.zeros(3, dtype=np.bool_))
    assert path.entry.tolist() == [Entry.BEGIN, Entry.INSIDE, Entry.INSIDE]


def test_states_pair_fields_with_their_place() -> None:
    for entry, label in zip(ENTRY_OF_STATE.tolist(), FIELD_OF_STATE.tolist(), strict=True):
        assert (label in (1, 2, 3, 4)) <= (entry == Entry.OUTSIDE)
        assert (label >= 5) <= (entry != Entry.OUTSIDE)


def test_ten_thousand_tokens_are_quick() -> None:
    rng = np.random.default_rng(0)
    fields = np.full((10_000, 13), -12.0, dtype=np.float32)
    fields[:, 0] = -1e-4
    entries = np.full((10_000, 3), -12.0, dtype=np.float32)
    entries[:, 0] = -1e-4
    doubtful = rng.choice(10_000, 300, replace=False)
    fields[doubtful] = random_logp(rng, 300, 13, 1.0)
    at_break = rng.random(10_000) < 0.02
    times = []
    for _ in range(5):
        start = time.process_time()
        paths.best_path(fields, entries, at_break)
        times.append(time.process_time() - start)
    assert min(times) < 0.1  # about 10 ms on an idle machine
