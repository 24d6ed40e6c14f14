from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.errors import SettingsError
from spv2_spark.features.featurise import FeatureSettings
from spv2_spark.nn.batch import Batch
from spv2_spark.nn.shape import tagger_shape
from spv2_spark.nn.train import train
from spv2_spark.nn.windows import Inputs
from tests.nn.test_train import SMALL
from tests.nn.toy import toy_document, toy_parts, toy_shard


def spv2_batch(shape) -> Batch:
    rng = np.random.default_rng(2)
    ids = np.stack([rng.integers(1, size, (2, 32)) for size in shape.id_sizes], axis=-1)
    numbers = rng.integers(-127, 128, (2, 32, shape.numbers)).astype(np.int8)
    labels = np.stack([rng.integers(-1, 13, (2, 32)), rng.integers(-1, 3, (2, 32))], axis=-1)
    return Batch(
        ids.astype(np.int32), numbers, np.array([32, 20], np.int32), labels.astype(np.int32)
    )


def test_spv2s_sizes_are_its_own():
    shape = tagger_shape("spv2", FeatureSettings("spv2"), 17)
    assert (shape.dense, shape.units, shape.layers, shape.field_labels) == (1024, 512, 2, 7)
    assert shape.id_dims == (100, 10, 8, 8)
    with pytest.raises(SettingsError, match="unknown tagger"):
        tagger_shape("elmo", FeatureSettings(), 1)


@pytest.mark.tf
def test_spv2_learns_its_seven_labels_and_speaks_bio():
    from spv2_spark.nn.model import predict_with
    from spv2_spark.nn.steps import Trainer, tagger_of

    whole = tagger_shape("spv2", FeatureSettings("spv2", word_ids=50), 17)
    shape = replace(whole, dense=16, units=8, dropout=0.0)
    trainer, batch = Trainer(lambda: tagger_of(shape), seed=3), spv2_batch(whole)
    losses = [trainer.step(batch, 1e-2)[0] for _ in range(20)]
    assert losses[-1] < 0.7 * losses[0]
    logp = predict_with(shape, trainer.model)(Inputs(batch.ids, batch.numbers, batch.lengths))
    assert logp.shape == (2, 32, 16)
    assert np.allclose(np.exp(logp[0, :, :13]).sum(axis=-1), 1, atol=1e-4)
    assert np.allclose(np.exp(logp[0, :, 13:]).sum(axis=-1), 1, atol=1e-4)
    assert set(logp[0, :, :13].argmax(axis=-1)) <= {0, 2, 4, 6, 8, 10, 12}


@pytest.mark.tf
def test_spv2s_labels_have_no_begin():
    from spv2_spark.nn.model import without_begin

    labels = np.array(without_begin(np.arange(-1, 13))).tolist()
    assert labels == [-1, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]


@pytest.mark.tf
def test_training_writes_curves(tmp_path):
    documents = [toy_document(seed) for seed in range(4)]
    parts = toy_parts(documents)
    shard = toy_shard(tmp_path / "shard", documents, parts)
    train(replace(SMALL, steps=2, report_every_s=0.0), parts, [shard], [], tmp_path / "run")
    (events,) = (tmp_path / "run" / "tensorboard").iterdir()
    assert b"tokens_per_s" in events.read_bytes()
