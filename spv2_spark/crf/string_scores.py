"""The scores of a string's labels: the sums of the weights of each token's attributes.

The attributes are those of `string_attributes`. What a word adds to the scores of its neighbours
is summed once and kept, by the word for the words that the model knows, and by shape and classes
for the others. What few tokens have is looked up, each token's anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from spv2_spark.crf.string_attributes import (
    AROUND,
    COLUMN_NAMES,
    EDGE,
    Context,
    Item,
    Word,
    numbers_of,
    place_of,
    shape_in_place,
    shapes_together,
    words_together,
)
from spv2_spark.crf.weights import CrfWeights, Float64s
from spv2_spark.strings.context import context_of
from spv2_spark.strings.tokens import StringTokens

_MOST_ROWS = 16_384  # of a table of sums: 5 MB each with 37 labels, the words' seven times that
_MOST_WORDS = 32_768
_FAR = max(AROUND)

Key = tuple[bytes | int, ...]


class _Known(NamedTuple):
    """A word that came, and the rows of its sums."""

    around: int  # what it adds to its neighbours' scores and to its own
    own: int  # what its letters add to its own
    word: bytes
    shape: bytes


class _Sums:
    """Sums of weights by a key, each made once. Row 0 is 0."""

    def __init__(self, *shape: int) -> None:
        self._rows: dict[Key, int] = {}
        self.values = np.zeros((256, *shape))  # (rows, *shape)

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, key: Key) -> int:
        """Return the row of a key, or 0 if it has none yet."""
        return self._rows.get(key, 0)

    def keep(self, key: Key, sums: Float64s) -> int:
        """Keep the sums of a key; return their row."""
        row = self._rows[key] = len(self._rows) + 1
        if row == len(self.values):
            self.values = np.concatenate([self.values, np.zeros_like(self.values)])
        self.values[row] = sums
        return row


class StringScores:
    """Scores by weights with L labels. Not for several threads at once."""

    def __init__(self, weights: CrfWeights) -> None:
        self._weights = weights
        self._columns = [self._states(names) for names in COLUMN_NAMES]
        self._begin()

    def _begin(self) -> None:
        count = len(self._weights.labels)
        self._words: dict[str, _Known] = {}
        self._around = _Sums(len(AROUND), count)
        self._own, self._shapes, self._places = _Sums(count), _Sums(count), _Sums(count)

    def of(self, strings: Sequence[StringTokens]) -> Float64s:
        """Return the scores (N, L) of the labels at the N tokens of all strings, none empty."""
        tables = (self._around, self._shapes, self._places)
        if len(self._words) > _MOST_WORDS or any(len(one) > _MOST_ROWS for one in tables):
            self._begin()
        texts = [one.texts for one in strings]
        words = [[self._known(text) for text in some] for some in texts]
        rows = [context_of(*one) for one in zip(strings, texts, strict=True)]
        scores = self._of_words(words)
        for column, values in zip(self._columns, np.concatenate(rows).T, strict=True):
            scores += column[values]
        shapes, places = self._of_shapes(words, rows)
        scores += self._shapes.values[shapes]
        scores += self._places.values[places]
        found, starts = self._rare(words, rows)
        scores += np.add.reduceat(self._weights.states[found], starts)
        return scores

    def _of_words(self, words: Sequence[Sequence[_Known]]) -> Float64s:
        """Return the sums (N, L) of what each token's word and its neighbours' add."""
        edge = [0] * _FAR
        padded: list[int] = [*edge]
        inside: list[int] = []
        for some in words:
            inside += range(len(padded), len(padded) + len(some))
            padded += [one.around for one in some]
            padded += edge
        sums, at = np.array(padded), np.array(inside)
        scores = self._own.values[[one.own for some in words for one in some]]
        for k, offset in enumerate(AROUND):
            scores += self._around.values[sums[at + offset], k]
        return scores

    def _of_shapes(
        self, words: Sequence[Sequence[_Known]], rows: Sequence[Sequence[Context]]
    ) -> tuple[list[int], list[int]]:
        """Return the rows of what each token's shape is with its neighbours', and in its place."""
        together, placed = [], []
        for some, contexts in zip(words, rows, strict=True):
            shapes = [EDGE, *(one.shape for one in some), EDGE]
            for at, row in enumerate(contexts):
                key = (shapes[at], shapes[at + 1], shapes[at + 2])
                together.append(
                    self._shapes.row(key)
                    or self._shapes.keep(key, self._sum(shapes_together(*key)))
                )
                there = (shapes[at + 1], *place_of(row))
                placed.append(
                    self._places.row(there)
                    or self._places.keep(there, self._sum(shape_in_place(*there)))
                )
        return together, placed

    def _rare(
        self, words: Sequence[Sequence[_Known]], rows: Sequence[Sequence[Context]]
    ) -> tuple[list[int], list[int]]:
        """Return the rows of what is looked up, and where those of each token begin."""
        known, nothing = self._weights.attributes, self._weights.nothing
        found: list[int] = []
        starts: list[int] = []
        for some, contexts in zip(words, rows, strict=True):
            numbers = dict(numbers_of(contexts))
            ends = [EDGE, *(one.word for one in some), EDGE]
            for at, row in enumerate(contexts):
                starts.append(len(found))
                # No token is without any: that is how its sum is none of its neighbour's.
                found.append(known.get(numbers[at], nothing) if at in numbers else nothing)
                found += [
                    known[name]
                    for name in words_together(ends[at], ends[at + 1], ends[at + 2], row)
                    if name in known
                ]
        return found, starts

    def _known(self, text: str) -> _Known:
        found = self._words.get(text)
        if found is None:
            word = Word(text)
            own = self._own.keep((len(self._own),), self._sum(word.parts()))
            found = self._words[text] = _Known(self._around_of(word), own, word.word, word.shape)
        return found

    def _around_of(self, word: Word) -> int:
        """Return the row of a word's sums; words that the model does not know share theirs."""
        known = self._weights.attributes
        is_known = any(name in known for at in AROUND for name in word.itself(at))
        key = (word.shape, *word.classes, *([b"=", word.word] if is_known else []))
        if row := self._around.row(key):
            return row
        sums = [self._sum([*word.kind(at), *word.itself(at)]) for at in AROUND]
        return self._around.keep(key, np.stack(sums))

    def _sum(self, names: Item) -> Float64s:
        sums: Float64s = self._states(names).sum(axis=0)
        return sums

    def _states(self, names: Sequence[bytes]) -> Float64s:
        known, nothing = self._weights.attributes, self._weights.nothing
        return self._weights.states[[known.get(name, nothing) for name in names]]
