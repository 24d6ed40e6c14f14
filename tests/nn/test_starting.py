from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.errors import SettingsError
from spv2_spark.nn.schedule import TrainSettings
from spv2_spark.nn.starting import starting_weights
from spv2_spark.nn.train import train
from tests.nn.test_train import SMALL
from tests.nn.toy import toy_document, toy_parts, toy_shard

pytestmark = pytest.mark.tf


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("start")
    documents = [toy_document(seed) for seed in range(12)]
    parts = toy_parts(documents)
    shard = toy_shard(folder / "shard", documents, parts)
    settings = replace(SMALL, steps=3, threads=1)
    package = train(settings, parts, [shard], [shard], folder / "run")
    return package, parts, shard, folder, settings


def test_a_run_goes_on_from_a_packages_weights(trained, tmp_path):
    package, parts, shard, folder, settings = trained
    start = str(folder / "run" / "package")
    still = replace(settings, start=start, rate=0.0, steps=1, seed=9)
    again = train(still, parts, [shard], [shard], tmp_path / "again")
    for name, values in package.weights.items():
        used = len(parts.vocabulary) + 2 if name == "embedding_0/embeddings" else None
        assert np.array_equal(again.weights[name][:used], values[:used]), name
    manifest = again.manifest
    assert manifest.settings["start"] == f"{parts.name} {parts.version}"
    other = train(replace(still, start=""), parts, [shard], [shard], tmp_path / "other")
    assert not np.array_equal(other.weights["dense/kernel"], package.weights["dense/kernel"])


def test_words_follow_their_rows_and_new_numbers_have_no_say(trained):
    package, _, _, _, _ = trained
    shape = package.manifest.shape
    old = package.vocabulary
    vocabulary = ("unheard", *old[1:], old[0])
    dense = package.weights["dense/kernel"]
    fresh = {name: np.full_like(values, 7.0) for name, values in package.weights.items()}
    fresh["dense/kernel"] = np.full((len(dense) + 2, dense.shape[1]), 7.0, np.float32)
    wider = replace(shape, numbers=shape.numbers + 2)
    taken = starting_weights(package, wider, vocabulary, fresh)
    words, own = taken["embedding_0/embeddings"], package.weights["embedding_0/embeddings"]
    assert (words[2] == 7.0).all()
    assert np.array_equal(words[3], own[3])
    assert np.array_equal(words[2 + len(old)], own[2])
    assert np.array_equal(taken["dense/kernel"][:-2], dense)
    assert not taken["dense/kernel"][-2:].any()


def test_other_sizes_are_refused(trained, tmp_path):
    _, parts, shard, folder, settings = trained
    start = str(folder / "run" / "package")
    wrong: list[TrainSettings] = [
        replace(settings, start=start, units=settings.units + 1),
        replace(settings, start=start, dense=settings.dense + 1),
        replace(settings, start=start, engine="bilstm_crf"),
    ]
    for number, one in enumerate(wrong):
        with pytest.raises(SettingsError, match=r"training\.start"):
            train(one, parts, [shard], [shard], tmp_path / str(number))
