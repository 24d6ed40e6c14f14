"""Training sequences out of shards: stretches of a page whose labels are all sure.

CRFsuite knows no partial labels, so a page is cut at its masked tokens, and these teach
nothing. What is kept is a function of (shards, settings) and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from spv2_spark.crf.attributes import STATES, AttributeTable, Item
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS, MASK
from spv2_spark.errors import SettingsError
from spv2_spark.features.shards import Shard

Places = npt.NDArray[np.int64]  # (S, 4): shard, page, start, stop; tokens of the shard

_SHARD, _PAGE, _START, _STOP = range(4)
_NAMES = np.array([*STATES], dtype=object).reshape(FIELD_LABELS, ENTRY_LABELS)


@dataclass(frozen=True, slots=True)
class SampleSettings:
    """How much is learnt from.

    CRFsuite holds all `tokens` in memory, at 1.4 to 1.9 kB each. Of the stretches without any
    label but "none", two thirds of a paper's pages, a share of `blank` is kept.
    """

    tokens: int = 4_000_000
    blank: float = 0.4
    seed: int = 1


def stretches_of(shards: Sequence[Shard]) -> tuple[Places, npt.NDArray[np.bool_]]:
    """Return the stretches of all pages, and which of them are blank (S,)."""
    places: list[tuple[int, int, int, int]] = []
    blank: list[bool] = []
    for index, shard in enumerate(shards):
        field, entry = np.asarray(shard.field), np.asarray(shard.entry)
        sure = (field != MASK) & (entry != MASK)
        labelled = np.concatenate([[0], np.cumsum((field > 0) | (entry > 0))])
        # A stretch ends before a masked token and at a page's end.
        opens = np.zeros(len(sure) + 1, np.bool_)
        opens[shard.offsets] = True
        starts = np.flatnonzero(sure & (opens[:-1] | ~np.concatenate([[False], sure[:-1]])))
        stops = 1 + np.flatnonzero(sure & (opens[1:] | ~np.concatenate([sure[1:], [False]])))
        pages = np.searchsorted(shard.offsets, starts, side="right") - 1
        places += [(index, *row) for row in np.stack([pages, starts, stops], axis=1).tolist()]
        blank += (labelled[stops] == labelled[starts]).tolist()
    return np.array(places, np.int64).reshape(-1, 4), np.array(blank, np.bool_)


def chosen(shards: Sequence[Shard], settings: SampleSettings) -> Places:
    """Return the stretches to learn from in the order of the shards, some more than once.

    A stretch counts as often as its shard's weight says; where that is more than
    `settings.tokens`, a random part of them all is kept.
    """
    places, blank = stretches_of(shards)
    if blank.all():
        raise SettingsError("the training shards hold no labelled token")
    rng = np.random.default_rng(settings.seed)
    weights = np.array([shard.info.weight for shard in shards])
    rates = weights[places[:, _SHARD]] * np.where(blank, settings.blank, 1.0)
    times = (rates + rng.random(len(rates))).astype(np.int64)
    rows = rng.permutation(np.repeat(np.arange(len(places)), times))
    sizes = places[rows, _STOP] - places[rows, _START]
    kept: Places = places[np.sort(rows[np.cumsum(sizes) <= settings.tokens])]
    return kept


def sequences(
    shards: Sequence[Shard], places: Places, table: AttributeTable
) -> Iterator[tuple[list[Item], list[str]]]:
    """Yield the attributes and the states of each stretch; neighbours are the page's."""
    for (index, page), rows in groupby(places.tolist(), lambda row: (row[_SHARD], row[_PAGE])):
        shard = shards[index]
        first, last = shard.offsets[page : page + 2].tolist()
        items = table.items(shard.ids[first:last], shard.numbers[first:last])
        for _, _, start, stop in rows:
            states = _NAMES[shard.field[start:stop], shard.entry[start:stop]]
            yield items[start - first : stop - first], states.tolist()
