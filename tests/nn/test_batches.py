"""Training batches out of shards: windows, epochs, seeds, what is disturbed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.domain.label import MASK
from spv2_spark.features.shards import open_shard
from spv2_spark.nn.batch import BatchSettings, layout_of
from spv2_spark.nn.batches import _epoch, dev_batches, training_batches
from spv2_spark.nn.sequences import Sequences
from spv2_spark.nn.windows import windows_of
from tests.nn.toy import toy_document, toy_parts, toy_shard

BATCH = BatchSettings(512, 64, 8, 0.1, 0.1, 0.01)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    documents = [toy_document(seed) for seed in range(32)]
    return toy_shard(
        tmp_path_factory.mktemp("toys") / "train", documents, toy_parts(documents), 1.5
    )


def test_windows_tile_a_page():
    for tokens in (1, 95, 96, 97, 640, 1000):
        windows = windows_of(tokens, 64, 8)
        assert [place for w in windows for place in range(w.first, w.last)] == list(range(tokens))
        assert all(w.first - w.start <= 8 and w.stop - w.last <= 8 for w in windows)
    assert len(windows_of(96, 64, 8)) == 1
    assert windows_of(5000, 0, 8) == [(0, 5000, 0, 5000)]
    assert windows_of(0, 64, 8) == []


def test_places_know_whether_they_hold_labels(folder):
    shard = open_shard(folder)
    labelled = (shard.field > 0) | (shard.entry > 0)
    for *_, first, last, holds in Sequences([shard], BATCH).places()[0].tolist():
        assert bool(holds) == bool(labelled[first:last].any())


@pytest.mark.parametrize(
    ("share", "least", "most"), [(0.0, 60, 60), (0.5, 70, 90), (1.0, 100, 100)]
)
def test_an_epoch_takes_a_share_of_the_windows_without_labels(share, least, most):
    places = np.zeros((100, 6), np.int64)
    places[:60, 5] = 1
    order = _epoch([places], [1.0], share, np.random.default_rng(1))
    assert least <= len(order) <= most
    assert int(order[:, 5].sum()) == 60


def test_batches_are_a_function_of_the_seed_and_can_be_skipped(folder):
    shards, layout = [open_shard(folder)], layout_of(("word", "font"), ())
    runs = [training_batches(shards, layout, BATCH, seed) for seed in (1, 1, 2)]
    one, two, three = ([next(run) for _ in range(30)] for run in runs)
    skipped = next(training_batches(shards, layout, BATCH, 1, skip=29))
    for left, right in (*zip(one, two, strict=True), (one[29], skipped)):
        assert np.array_equal(left.ids, right.ids)
        assert np.array_equal(left.numbers, right.numbers)
        assert np.array_equal(left.labels, right.labels)
    assert any(a.ids.shape != b.ids.shape for a, b in zip(one, three, strict=True))


def test_every_label_counts_once_and_only_inside_its_window(folder):
    shard = open_shard(folder)
    labels = [batch.labels for batch in dev_batches([shard], BATCH)]
    counted = sum(int((one[..., 0] != MASK).sum()) for one in labels)
    assert counted == shard.info.tokens
    place = Sequences([shard], BATCH).places()[0][1:2]
    batch = Sequences([shard], BATCH).batch(place)
    _, start, stop, first, last, _ = place[0].tolist()
    assert np.array_equal(batch.ids[0, : stop - start], shard.ids[start:stop])
    assert (batch.labels[0, : first - start] == MASK).all()
    assert np.array_equal(batch.labels[0, first - start : last - start, 0], shard.field[first:last])


def test_dropped_words_are_unknown_and_padding_stays(folder):
    layout = layout_of(("word", "hash", "prefix", "suffix", "shape", "font"), ("known",))
    settings = replace(BATCH, word_dropout=0.5, font_dropout=1.0, number_noise=0.0)
    batch = next(training_batches([open_shard(folder)], layout, settings, 1))
    inside = np.arange(batch.ids.shape[1]) < batch.lengths[:, None]
    assert 0.4 < (batch.ids[..., 0][inside] == 1).mean() < 0.6
    assert (batch.ids[..., 5][inside] == 1).all()
    assert (batch.ids[~inside] == 0).all()
    assert (batch.ids[..., 3][inside] > 1).all()


def test_a_weight_of_one_and_a_half_is_an_epoch_and_a_half(folder):
    places = [np.arange(600).reshape(100, 6)]
    order = _epoch(places, [1.5], 1.0, np.random.default_rng(1))
    counts = np.bincount(order[:, 0] // 6, minlength=100)
    assert set(counts.tolist()) == {1, 2}
    assert 130 < len(order) < 170
