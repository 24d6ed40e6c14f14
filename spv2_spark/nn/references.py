"""References as training sequences: a shard's pages cut at the gold bounds of its entries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spv2_spark.domain.label import MASK, Labels, begin, field_of
from spv2_spark.features.pool import padded_length
from spv2_spark.features.shards import Shard
from spv2_spark.nn.batch import Batch, BatchSettings, Int32s, Int64s, Places, window_places
from spv2_spark.nn.entries import Entries, entries_in


class References:
    """The entries of shards. A shard's sequences are its entries' tokens put together.

    Entry labels are masked: where entries begin and end is the page model's task.
    """

    def __init__(self, shards: Sequence[Shard], settings: BatchSettings) -> None:
        self._shards = shards
        self._settings = settings
        self._entries = [shard_entries(shard) for shard in shards]

    def places(self) -> list[Places]:
        """Return every shard's windows of entries that have a field label that counts."""
        return [
            self._shard_places(index, shard.field[entries.tokens], entries)
            for index, (shard, entries) in enumerate(zip(self._shards, self._entries, strict=True))
        ]

    def batch(self, places: Places, rng: np.random.Generator | None = None) -> Batch:
        """Read windows into one padded batch; with `rng` some entries' bounds are put wrong."""
        moves = np.zeros((len(places), 2), np.int64) if rng is None else self._moves(places, rng)
        rows = [
            self._row(place, move)
            for place, move in zip(places.tolist(), moves.tolist(), strict=True)
        ]
        lengths = np.array([len(tokens) for tokens, _ in rows], np.int32)
        longest = padded_length(int(lengths.max()))
        one = self._shards[0]
        ids = np.zeros((len(rows), longest, one.ids.shape[1]), np.int32)
        numbers = np.zeros((len(rows), longest, one.numbers.shape[1]), np.int8)
        labels = np.full((len(rows), longest, 2), MASK, np.int32)
        for row, (index, (tokens, fields)) in enumerate(zip(places[:, 0], rows, strict=True)):
            shard = self._shards[index]
            ids[row, : len(tokens)] = shard.ids[tokens]
            numbers[row, : len(tokens)] = shard.numbers[tokens]
            labels[row, : len(tokens), 0] = fields
        return Batch(ids, numbers, lengths, labels)

    def _shard_places(self, index: int, fields: Labels, entries: Entries) -> Places:
        return window_places(index, entries.offsets, fields != MASK, fields > 0, self._settings)

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
        """Return a window's tokens in its shard, and their field labels."""
        index, start, stop, first, last, _ = place
        shard, tokens = self._shards[index], self._entries[index].tokens[start:stop]
        fields = np.full(len(tokens), MASK, np.int32)
        fields[first - start : last - start] = shard.field[tokens[first - start : last - start]]
        return _moved(shard, tokens, fields, move)


def shard_entries(shard: Shard) -> Entries:
    """Return the entries of a shard by its gold labels, over the page breaks of a paper.

    What goes on from a page that is not there, or from a token whose entry label is masked,
    is an entry of its own.
    """
    follows = (np.diff(shard.paper) == 0) & (np.diff(shard.number) == 1)
    of_page = np.concatenate([[0], np.cumsum(~follows)])[: len(shard.paper)]
    regions = np.repeat(of_page, shard.lengths) + np.cumsum(shard.entry == MASK)
    return entries_in(shard.entry, regions)


def _moved(
    shard: Shard, tokens: Int64s, fields: Int32s, move: Sequence[int]
) -> tuple[Int64s, Int32s]:
    """Move an entry's bounds; tokens beyond them are none of its fields, if that is sure."""
    front, back = move
    before = np.arange(max(int(tokens[0]) - max(front, 0), 0), tokens[0])
    behind = np.arange(tokens[-1] + 1, min(tokens[-1] + 1 + max(back, 0), len(shard.field)))
    kept = slice(max(-front, 0), len(tokens) - max(-back, 0))
    fields = fields[kept].copy()
    if front < 0 and fields[0] > 0:
        fields[0] = begin(field_of(int(fields[0])))  # what is cut off at its front begins here
    beyond = [np.where(shard.entry[one] == MASK, MASK, 0) for one in (before, behind)]
    return (
        np.concatenate([before, tokens[kept], behind]),
        np.concatenate([beyond[0], fields, beyond[1]]),
    )
