from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.domain.label import MASK, PageLabels
from spv2_spark.errors import SettingsError
from spv2_spark.features.featurise import PageFeatures
from spv2_spark.features.shards import LabelledPaper, Shard, ShardInfo, open_shard, write_shard
from spv2_spark.nn.batch import BatchSettings, layout_of
from spv2_spark.nn.batches import dev_batches, training_batches
from spv2_spark.nn.sequences import Sequences, shard_entries

EXACT = BatchSettings(512, 0, 0, 0.0, 0.0, 0.0, unit="entry", bound_noise=0.0)
NO_LAYOUT = layout_of((), ())


def page(number: int, fields: list[int], entries: list[int]) -> tuple[PageFeatures, PageLabels]:
    """A page of tokens whose ids are 100 times the page's number, and on."""
    ids = 100 * number + np.arange(len(fields)) + 1
    features = PageFeatures(
        number, np.stack([ids, ids], 1).astype(np.uint16), np.zeros((len(fields), 3), np.int8)
    )
    return features, PageLabels(number, np.array(fields, np.int8), np.array(entries, np.int8))


def paper(name: str, *pages: tuple[PageFeatures, PageLabels]) -> LabelledPaper:
    return LabelledPaper(name, [one for one, _ in pages], [labels for _, labels in pages])


@pytest.fixture
def shard(tmp_path) -> Shard:
    papers = [
        paper(
            "one",
            # an entry with a venue and a year, one that goes on over the page's end,
            page(0, [0, 9, 10, 11, 7, 8], [0, 1, 2, 2, 1, 2]),
            # behind a running head; and one without gold.
            page(1, [0, 5, 6, MASK, MASK], [0, 2, 2, 1, 2]),
        ),
        # It begins on a page that was not read; then one whose start is not sure.
        paper("two", page(2, [11], [1]), page(7, [6, 11, 0, MASK, 7], [2, 2, 0, MASK, 2])),
    ]
    write_shard(tmp_path / "shard", papers, ShardInfo("toy", 1.0, "digest"))
    return open_shard(tmp_path / "shard")


def test_entries_are_cut_over_page_breaks_of_one_paper(shard):
    found = shard_entries(shard).members()
    ids = [shard.ids[tokens, 0].tolist() for tokens in found]
    assert ids == [[2, 3, 4], [5, 6, 102, 103], [104, 105], [201], [701, 702], [705]]


def test_entries_without_a_sure_field_are_left_out_and_masks_stay(shard):
    (batch,) = dev_batches([shard], EXACT)
    rows = {
        tuple(ids[:length].tolist()): fields[:length].tolist()
        for ids, fields, length in zip(
            batch.ids[..., 0], batch.labels[..., 0], batch.lengths, strict=True
        )
    }
    assert rows == {
        (2, 3, 4): [9, 10, 11],
        (5, 6, 102, 103): [7, 8, 5, 6],
        (201,): [11],
        (701, 702): [6, 11],
        (705,): [7],
    }
    assert (batch.labels[..., 1] == MASK).all()
    padding = np.arange(batch.ids.shape[1]) >= batch.lengths[:, None]
    assert (batch.labels[padding] == MASK).all()
    assert (batch.ids[padding] == 0).all()


def long_shard(tmp_path: Path) -> Shard:
    """300 entries of 2 to 40 tokens with a token outside before each."""
    rng = np.random.default_rng(3)
    fields, entries = [], []
    for _ in range(300):
        tokens = int(rng.integers(2, 41))
        fields += [0, 7] + [8] * (tokens - 1)
        entries += [0, 1] + [2] * (tokens - 1)
    labels = PageLabels(0, np.array(fields, np.int8), np.array(entries, np.int8))
    ids = np.arange(len(fields)) + 1
    features = PageFeatures(
        0, np.stack([ids, ids], 1).astype(np.uint16), np.zeros((len(ids), 3), np.int8)
    )
    write_shard(
        tmp_path / "long", [LabelledPaper("a", [features], [labels])], ShardInfo("t", 1.0, "d")
    )
    return open_shard(tmp_path / "long")


def test_batches_are_a_function_of_the_seed_and_can_be_skipped(tmp_path):
    shards = [long_shard(tmp_path)]
    settings = replace(EXACT, bound_noise=0.3, bound_tokens=4)
    runs = [training_batches(shards, NO_LAYOUT, settings, seed) for seed in (1, 1, 2)]
    one, two, three = ([next(run) for _ in range(40)] for run in runs)  # more than two epochs
    later = training_batches(shards, NO_LAYOUT, settings, 1, skip=30)
    for left, right in (*zip(one, two, strict=True), *zip(one[30:], later, strict=False)):
        assert np.array_equal(left.ids, right.ids)
        assert np.array_equal(left.labels, right.labels)
    assert any(
        a.ids.shape != b.ids.shape or (a.ids != b.ids).any()
        for a, b in zip(one, three, strict=True)
    )


def test_some_bounds_are_put_wrong_and_what_is_beyond_them_is_no_field(tmp_path):
    shard = long_shard(tmp_path)
    settings = replace(EXACT, batch_tokens=100_000, bound_noise=0.5, bound_tokens=3)
    batch = next(training_batches([shard], NO_LAYOUT, settings, 1))
    first, last = batch.ids[:, 0, 0], batch.ids[np.arange(300), batch.lengths - 1, 0]
    entries = shard_entries(shard)
    starts = set((entries.tokens[entries.offsets[:-1]] + 1).tolist())
    ends = set((entries.tokens[entries.offsets[1:] - 1] + 1).tolist())
    assert 0.4 < np.mean([one in starts for one in first.tolist()]) < 0.75
    assert 0.4 < np.mean([one in ends for one in last.tolist()]) < 0.75
    assert set(batch.labels[:, 0, 0].tolist()) == {0, 7}  # a span that is cut begins later
    for row, length in enumerate(batch.lengths.tolist()):
        labels = batch.labels[row, :length, 0].tolist()
        inner = [label for label in labels if label]
        at = labels.index(7)
        assert labels == [0] * at + inner + [0] * (length - at - len(inner))
        assert inner == [7] + [8] * (len(inner) - 1)
        assert at <= 3
        assert length - at - len(inner) <= 3


def test_without_noise_bounds_are_the_golds(tmp_path):
    shard = long_shard(tmp_path)
    batches = training_batches([shard], NO_LAYOUT, EXACT, 1)
    labels = np.concatenate([next(batches).labels[:, 0, 0] for _ in range(20)])
    assert set(labels.tolist()) == {7}


def test_long_entries_are_read_in_windows(tmp_path):
    shard = long_shard(tmp_path)
    settings = replace(EXACT, window=16, context=4)
    counted = sum(int((one.labels[..., 0] != MASK).sum()) for one in dev_batches([shard], settings))
    assert counted == len(shard_entries(shard).tokens)
    assert max(one.ids.shape[1] for one in dev_batches([shard], settings)) <= 32
    places = Sequences([shard], settings).places()[0]
    assert len(places) > 300


def test_an_unknown_unit_is_refused(shard):
    with pytest.raises(SettingsError, match="unknown unit 'word'"):
        next(dev_batches([shard], replace(EXACT, unit="word")))
    with pytest.raises(SettingsError, match="no labelled token"):
        next(training_batches([], NO_LAYOUT, EXACT, 1))
