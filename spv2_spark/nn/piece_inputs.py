"""Strings as an encoder reads them: word pieces between a begin and an end, in windows.

NumPy only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.label import MASK
from spv2_spark.nn.windows import windows_of
from spv2_spark.nn.word_pieces import WordPieces

Int32s = npt.NDArray[np.int32]

_ENDS = 2  # a piece before a window's others, and one behind
_FEWEST = 2  # tokens of a padded batch: a chain without a step is none that TensorFlow can scan


class PieceRow(NamedTuple):
    """A window of a string: its P pieces, and the T tokens of which it has the first piece."""

    pieces: list[int]  # P, with begin and end
    firsts: list[int]  # T places in the pieces
    start: int  # which token of the string is the first of the T
    first: int  # tokens first..last (excluded) of the T are labelled here
    last: int


class PieceInputs(NamedTuple):
    """A padded batch of B windows of at most P pieces and T tokens."""

    pieces: Int32s  # (B, P)
    counts: Int32s  # (B,) pieces
    firsts: Int32s  # (B, T) places of the tokens' first pieces; 0 behind the last
    lengths: Int32s  # (B,) tokens


class PieceBatch(NamedTuple):
    """A batch for training: the inputs, and what their tokens are."""

    pieces: Int32s
    counts: Int32s
    firsts: Int32s
    lengths: Int32s
    labels: Int32s  # (B, T), MASK where any label may stand


def piece_rows(pieces: WordPieces, tokens: Sequence[str], positions: int) -> list[PieceRow]:
    """Return a string's windows of at most `positions` pieces; each token is labelled in one.

    A longer string is cut into windows that overlap by a third, half of it at either side: a token
    counts where it has the most around it.
    """
    ids = [pieces.of(one) for one in tokens]
    flat = [piece for one in ids for piece in one]
    starts = np.cumsum([0, *map(len, ids)])[:-1]
    most = positions - _ENDS
    rows = []
    for window in windows_of(len(flat), most * 2 // 3, most // 6):
        start, stop, first, last = np.searchsorted(starts, window).tolist()
        if first == last:
            continue  # the rest of a very long token
        places = (starts[start:stop] - window.start + 1).tolist()
        inside = [pieces.begin, *flat[window.start : window.stop], pieces.end]
        rows.append(PieceRow(inside, places, start, first - start, last - start))
    return rows


def padded_rows(rows: Sequence[PieceRow]) -> PieceInputs:
    """Put windows into one batch, as long as its longest: a date has six pieces."""
    counts = np.array([len(one.pieces) for one in rows], np.int32)
    lengths = np.array([len(one.firsts) for one in rows], np.int32)
    pieces = np.zeros((len(rows), int(counts.max())), np.int32)
    firsts = np.zeros((len(rows), max(int(lengths.max()), _FEWEST)), np.int32)
    for at, row in enumerate(rows):
        pieces[at, : counts[at]] = row.pieces
        firsts[at, : lengths[at]] = row.firsts
    return PieceInputs(pieces, counts, firsts, lengths)


def labelled_rows(rows: Sequence[PieceRow], labels: Sequence[Sequence[int]]) -> PieceBatch:
    """Return the batch of windows, given the labels of the whole string that each is of."""
    inputs = padded_rows(rows)
    padded = np.full(inputs.firsts.shape, MASK, np.int32)
    for at, (row, of_string) in enumerate(zip(rows, labels, strict=True)):
        own = of_string[row.start : row.start + len(row.firsts)]
        padded[at, row.first : row.last] = own[row.first : row.last]
    return PieceBatch(*inputs, padded)
