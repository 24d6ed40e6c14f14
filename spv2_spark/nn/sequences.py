"""What shards are cut into for a tagger: pages, or entries at their gold bounds; in windows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spv2_spark.domain.label import MASK, begin, field_of
from spv2_spark.errors import SettingsError
from spv2_spark.features.shards import Shard
from spv2_spark.nn.batch import Batch, BatchSettings, Bools, Int32s, Int64s
from spv2_spark.nn.entries import Entries, entries_in
from spv2_spark.nn.windows import padded, windows_of

# (W, 6): shard; start, stop, first, last in its sequences; whether any of the tokens is part of
# a field or an entry.
Places = Int64s


class Sequences:
    """The sequences of shards, of the settings' unit: pages, or entries put together.

    Of an entry's labels only the fields count: where entries begin and end is the page model's
    task. Raises SettingsError for an unknown unit.
    """

    def __init__(self, shards: Sequence[Shard], settings: BatchSettings) -> None:
        if settings.unit not in ("page", "entry"):
            raise SettingsError(f"unknown unit {settings.unit!r} (page, entry)")
        self._shards = shards
        self._settings = settings
        # None: the sequences are the shard's pages, and their places its tokens.
        self._entries: list[Entries | None] = [
            shard_entries(shard) if settings.unit == "entry" else None for shard in shards
        ]

    def places(self) -> list[Places]:
        """Return every shard's windows that have at least one label that counts."""
        found = []
        for index, (shard, entries) in enumerate(zip(self._shards, self._entries, strict=True)):
            if entries is None:
                labels, offsets = [shard.field, shard.entry], shard.offsets
            else:
                labels, offsets = [shard.field[entries.tokens]], entries.offsets
            sure = np.logical_or.reduce([one != MASK for one in labels])
            holds = np.logical_or.reduce([one > 0 for one in labels])
            found.append(_windows(index, offsets, sure, holds, self._settings))
        return found

    def batch(self, places: Places, rng: np.random.Generator | None = None) -> Batch:
        """Read windows into one padded batch; with `rng` some entries' bounds are put wrong."""
        moves = np.zeros((len(places), 2), np.int64)
        if rng is not None and self._settings.unit == "entry":
            moves = self._moves(places, rng)
        pairs = zip(places.tolist(), moves.tolist(), strict=True)
        rows = [self._row(place, move) for place, move in pairs]
        shards = [self._shards[index] for index in places[:, 0].tolist()]
        told = zip(shards, rows, strict=True)
        inputs = padded([(one.ids[tokens], one.numbers[tokens]) for one, (tokens, _) in told])
        labels = np.full((*inputs.ids.shape[:2], 2), MASK, np.int32)
        for place, (_, of_tokens) in enumerate(rows):
            labels[place, : len(of_tokens)] = of_tokens
        return Batch(*inputs, labels)

    def _moves(self, places: Places, rng: np.random.Generator) -> Int64s:
        """(W, 2): by how many tokens start and end are moved, outwards if above 0."""
        most = self._settings.bound_tokens
        moves = rng.integers(-most, most + 1, (len(places), 2))
        moved: Int64s = moves * (rng.random(moves.shape) < self._settings.bound_noise)
        _, start, stop, first, last, _ = places.T
        # Context in front or behind: there the window ends, not the entry.
        moved[:, 0] *= first == start
        moved[:, 1] *= last == stop
        # A short entry keeps the half of its tokens.
        kept: Int64s = np.maximum(moved, -((stop - start) // 4)[:, None])
        return kept

    def _row(self, place: Sequence[int], move: Sequence[int]) -> tuple[Int64s, Int32s]:
        """Return a window's tokens in its shard, and their labels (n, 2)."""
        index, start, stop, first, last, _ = place
        shard, entries = self._shards[index], self._entries[index]
        tokens = np.arange(start, stop) if entries is None else entries.tokens[start:stop]
        labels = np.full((len(tokens), 2), MASK, np.int32)
        counted = slice(first - start, last - start)
        labels[counted, 0] = shard.field[tokens[counted]]
        if entries is not None:
            return _moved(shard, tokens, labels, move)
        labels[counted, 1] = shard.entry[tokens[counted]]
        return tokens, labels


def shard_entries(shard: Shard) -> Entries:
    """Return the entries of a shard by its gold labels, over the page breaks of a paper.

    What goes on from a page that is not there, or from a token whose entry label is masked,
    is an entry of its own.
    """
    follows = (np.diff(shard.paper) == 0) & (np.diff(shard.number) == 1)
    of_page = np.concatenate([[0], np.cumsum(~follows)])[: len(shard.paper)]
    regions = np.repeat(of_page, shard.lengths) + np.cumsum(shard.entry == MASK)
    return entries_in(shard.entry, regions)


def _windows(
    index: int, offsets: Int64s, sure: Bools, holds: Bools, settings: BatchSettings
) -> Places:
    """Return the windows of a shard's sequences that have at least one label that counts.

    Sequence s is offsets[s]..offsets[s + 1]; `sure` says which tokens' labels count, and
    `holds` which are part of a field or an entry.
    """
    rows = [
        (index, *(start + bound for bound in window), 0)
        for start, length in zip(offsets[:-1].tolist(), np.diff(offsets).tolist(), strict=True)
        for window in windows_of(length, settings.window, settings.context)
    ]
    places = np.array(rows, np.int64).reshape(-1, 6)
    places[:, 5] = _any_within(holds, places)
    return places[_any_within(sure, places)]


def _any_within(holds: Bools, places: Places) -> Bools:
    """(W,): whether it holds for any of the tokens of each place that count."""
    counted = np.concatenate([[0], np.cumsum(holds)])
    within: Bools = counted[places[:, 4]] > counted[places[:, 3]]
    return within


def _moved(
    shard: Shard, tokens: Int64s, labels: Int32s, move: Sequence[int]
) -> tuple[Int64s, Int32s]:
    """Move an entry's bounds; tokens beyond them are none of its fields, if that is sure."""
    front, back = move
    before = np.arange(max(int(tokens[0]) - max(front, 0), 0), tokens[0])
    behind = np.arange(tokens[-1] + 1, min(tokens[-1] + 1 + max(back, 0), len(shard.field)))
    kept = slice(max(-front, 0), len(tokens) - max(-back, 0))
    moved = np.concatenate([before, tokens[kept], behind])
    found = np.full((len(moved), 2), MASK, np.int32)
    found[shard.entry[moved] != MASK, 0] = 0
    found[len(before) : len(moved) - len(behind)] = labels[kept]
    if front < 0 and found[0, 0] > 0:
        found[0, 0] = begin(field_of(int(found[0, 0])))  # what is cut off at its front begins here
    return moved, found
