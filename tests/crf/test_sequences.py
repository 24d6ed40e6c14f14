from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.crf.attributes import AttributeTable
from spv2_spark.crf.sequences import SampleSettings, chosen, sequences, stretches_of
from spv2_spark.domain.label import MASK
from spv2_spark.errors import SettingsError
from spv2_spark.features.featurise import WIDE_NUMBERS
from spv2_spark.features.shards import Shard, ShardInfo
from tests.nn.toy import SETTINGS

ALL = SampleSettings(blank=1.0)


def shard_of(pages: list[tuple[list[int], list[int]]], weight: float = 1.0) -> Shard:
    """A shard of pages of (field, entry) labels; a token's word is its place in the shard."""
    field = np.array([label for page in pages for label in page[0]], np.int8)
    entry = np.array([label for page in pages for label in page[1]], np.int8)
    n = len(field)
    ids = np.zeros((n, 6), np.uint16)
    ids[:, 0] = 2 + np.arange(n)
    return Shard(
        ShardInfo("toy", weight, "", tokens=n, pages=len(pages)),
        ids,
        np.zeros((n, len(WIDE_NUMBERS)), np.int8),
        field,
        entry,
        np.cumsum([0, *(len(page[0]) for page in pages)]),
        np.zeros(len(pages), np.int32),
        np.arange(len(pages), dtype=np.int32),
    )


def test_pages_are_cut_at_masked_tokens() -> None:
    shard = shard_of(
        [
            ([0, 1, MASK, MASK, 0], [0, 0, 0, 1, 0]),
            ([], []),
            ([0, 0], [0, MASK]),
            ([MASK], [0]),
            ([3, 4, 0], [0, 0, 0]),
        ]
    )
    places, blank = stretches_of([shard])
    assert places.tolist() == [[0, 0, 0, 2], [0, 0, 4, 5], [0, 2, 5, 6], [0, 4, 8, 11]]
    assert blank.tolist() == [False, True, True, False]


def test_sequences_hold_every_sure_token_once_and_see_across_the_cut() -> None:
    shard = shard_of([([1, MASK, 0], [0, 0, 0]), ([0, 7], [0, 1])])
    table = AttributeTable(SETTINGS, WIDE_NUMBERS)
    made = list(sequences([shard], chosen([shard], ALL), table))
    assert [states for _, states in made] == [["1.0"], ["0.0"], ["0.0", "7.1"]]
    # Column 2 is the token's own word, column 1 the word before: the masked one is seen.
    assert b"2:4" in made[1][0][0]
    assert b"1:3" in made[1][0][0]


def test_masked_tokens_do_not_teach() -> None:
    sure = shard_of([([1, 2, 0], [0, 0, 0])])
    masked = shard_of([([MASK, MASK], [MASK, 2]), ([MASK], [1])])
    assert chosen([sure, masked], ALL).tolist() == chosen([sure], ALL).tolist()
    with pytest.raises(SettingsError, match="no labelled token"):
        chosen([masked], ALL)


def test_blank_stretches_are_sampled_and_weights_count() -> None:
    shard = shard_of([([0] * 5, [0] * 5)] * 1000 + [([1] * 5, [0] * 5)] * 1000)
    places = chosen([shard], SampleSettings(blank=0.25))
    pages = places[:, 1]
    assert 200 < (pages < 1000).sum() < 300
    assert (pages >= 1000).sum() == 1000
    heavy = chosen([replace(shard, info=replace(shard.info, weight=2.5))], SampleSettings())
    assert 2400 < (heavy[:, 1] >= 1000).sum() < 2600


def test_no_more_than_the_tokens_that_memory_takes_are_kept_always_the_same() -> None:
    shard = shard_of([([1] * 5, [0] * 5)] * 1000)
    places = chosen([shard], SampleSettings(tokens=1002))
    assert (places[:, 3] - places[:, 2]).sum() == 1000
    assert places.tolist() == sorted(places.tolist())
    assert places[-1, 1] > 900
    assert chosen([shard], SampleSettings(tokens=1002)).tolist() == places.tolist()
    assert chosen([shard], SampleSettings(tokens=1002, seed=2)).tolist() != places.tolist()
