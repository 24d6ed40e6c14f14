from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.errors import ModelError, SettingsError
from spv2_spark.features.featurise import FeatureSettings
from spv2_spark.features.packages import Parts
from spv2_spark.features.shards import open_shard
from spv2_spark.nn import checkpoint
from spv2_spark.nn.batch import BatchSettings
from spv2_spark.nn.batches import dev_batches
from spv2_spark.nn.schedule import TrainSettings, learning_rate
from spv2_spark.nn.train import train
from tests.nn.toy import toy_document, toy_labels, toy_parts, toy_shard

SMALL = TrainSettings(
    units=8,
    dense=16,
    steps=12,
    rate=1e-2,
    warmup_steps=4,
    batch=BatchSettings(512, 64, 8, 0.1, 0.1, 0.01),
    average=0.9,
    checkpoint_every_steps=5,
    evaluate_every_steps=100,
    patience=0,
    threads=1,
)


@pytest.fixture(scope="module")
def toys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("toys")
    documents = [toy_document(seed) for seed in range(40)]
    parts = toy_parts(documents)
    return (
        parts,
        toy_shard(folder / "train", documents[:32], parts, weight=1.5),
        toy_shard(folder / "dev", documents[32:], parts),
        documents[32:],
    )


def test_the_rate_warms_up_and_falls():
    rates = [learning_rate(SMALL, step, step / 100) for step in range(101)]
    assert rates[0] == pytest.approx(SMALL.rate / 4, rel=0.01)
    assert max(rates) == rates[3]
    assert rates[100] == pytest.approx(SMALL.rate * SMALL.last_rate)


@pytest.mark.tf
@pytest.mark.parametrize("engine", ["bilstm", "bilstm_crf"])
def test_a_toy_problem_is_learnt_and_tagged_alike_in_another_process(toys, tmp_path, engine):
    parts, train_shard, dev_shard, documents = toys
    settings = replace(SMALL, engine=engine, steps=220, units=16, dense=32, threads=2)
    package = train(settings, parts, [train_shard], [dev_shard], tmp_path / "run")
    assert package.manifest.metrics["title"] > 0.95
    assert package.manifest.metrics["bib_year"] > 0.9

    from spv2_spark.nn.tagger import load_tagger

    tagger = load_tagger(tmp_path / "run" / "package", batch_tokens=700)
    tags = tagger.tag(documents)
    assert [[len(tag.field_logp) for tag in one] for one in tags] == [
        [len(page) for page in document.pages] for document in documents
    ]
    sums = np.exp(tags[0][0].field_logp).sum(axis=1)
    assert np.allclose(sums, 1, atol=1e-4)
    found = np.concatenate([tag.field_logp.argmax(axis=1) for one in tags for tag in one])
    gold = np.concatenate([toy_labels(page).field for one in documents for page in one.pages])
    assert (found == gold).mean() > 0.97
    assert tagger.version == "toy-1"
    assert "cell" in tagger.known_words

    elsewhere = in_another_process(tmp_path, {})
    assert (
        np.abs(elsewhere - np.concatenate([t.field_logp for one in tags for t in one])).max() < 1e-4
    )


@pytest.mark.tf
@pytest.mark.parametrize("engine", ["bilstm", "bilstm_crf"])
def test_another_backend_says_the_same(toys, tmp_path, engine):
    pytest.importorskip("jax")
    parts, train_shard, _, documents = toys
    train(replace(SMALL, engine=engine), parts, [train_shard], [], tmp_path / "run")
    one = in_another_process(tmp_path, {})
    two = in_another_process(tmp_path, {"KERAS_BACKEND": "jax"})
    assert one.shape == (sum(len(p) for d in documents for p in d.pages), 13)
    assert np.abs(one - two).max() < 1e-3


def in_another_process(tmp_path: Path, environment: dict[str, str]) -> np.ndarray:
    """Tag the dev documents with the package of `tmp_path` and return all log probabilities."""
    code = (
        "import sys, numpy as np\n"
        "from spv2_spark.nn.tagger import load_tagger\n"
        "from tests.nn.toy import toy_document\n"
        "tags = load_tagger(sys.argv[1]).tag([toy_document(seed) for seed in range(32, 40)])\n"
        "np.save(sys.argv[2], np.concatenate([t.field_logp for one in tags for t in one]))\n"
    )
    out = tmp_path / "found.npy"
    command = [sys.executable, "-c", code, str(tmp_path / "run" / "package"), str(out)]
    subprocess.run(command, check=True, env={**os.environ, **environment})
    found: np.ndarray = np.load(out)
    return found


def state_of(run: Path) -> dict[str, np.ndarray]:
    table = json.loads(np.load(run / "checkpoint.npz")["progress"].tobytes())
    kept = checkpoint.load(run / "checkpoint.npz", table["digest"])
    assert kept is not None
    return kept[0]


RUN = """
import os, signal, sys
from pathlib import Path
from spv2_spark.nn import train as training
from tests.nn.test_train import SMALL
from tests.nn.toy import toy_document, toy_parts
real = training.Run._save
def save(run):
    real(run)
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[3] == "killed":
    training.Run._save = save
parts = toy_parts([toy_document(seed) for seed in range(40)])
training.train(SMALL, parts, [Path(sys.argv[1])], [], Path(sys.argv[2]))
"""


@pytest.mark.tf
def test_a_run_killed_in_mid_epoch_goes_on_to_the_same_state(toys, tmp_path):
    _, train_shard, _, _ = toys

    def run(folder: str, how: str) -> int:
        # In processes of their own: sums depend on the number of threads, which a process fixes.
        command = [sys.executable, "-c", RUN, str(train_shard), str(tmp_path / folder), how]
        return subprocess.run(command, check=False).returncode

    assert run("whole", "whole") == 0
    assert run("half", "killed") == -signal.SIGKILL
    assert not (tmp_path / "half" / "package").exists()
    assert run("half", "whole") == 0
    one, two = state_of(tmp_path / "whole"), state_of(tmp_path / "half")
    assert one["step"] == two["step"] == 12
    assert set(one) == set(two)
    assert all(np.array_equal(one[name], two[name]) for name in one)


@pytest.mark.tf
def test_a_finished_run_is_not_trained_again(toys, tmp_path):
    parts, train_shard, _, _ = toys
    train(SMALL, parts, [train_shard], [], tmp_path)
    before, written = state_of(tmp_path), (tmp_path / "checkpoint.npz").stat().st_mtime_ns
    train(SMALL, parts, [train_shard], [], tmp_path)
    assert (tmp_path / "checkpoint.npz").stat().st_mtime_ns == written
    assert all(np.array_equal(before[name], value) for name, value in state_of(tmp_path).items())


@pytest.mark.tf
def test_another_runs_folder_is_refused(toys, tmp_path):
    parts, train_shard, _, _ = toys
    train(SMALL, parts, [train_shard], [], tmp_path)
    with pytest.raises(SettingsError, match="other settings or shards"):
        train(replace(SMALL, seed=2), parts, [train_shard], [], tmp_path)


def test_a_run_needs_a_budget_and_shards_of_its_features(toys, tmp_path):
    parts, train_shard, _, _ = toys
    with pytest.raises(SettingsError, match="budget"):
        train(replace(SMALL, steps=0), parts, [train_shard], [], tmp_path)
    other: Parts = replace(parts, features=FeatureSettings())
    with pytest.raises(SettingsError, match="featurised under other settings"):
        train(SMALL, other, [train_shard], [], tmp_path)


@pytest.mark.tf
def test_a_step_without_a_finite_gradient_changes_nothing_but_the_count(toys):
    from spv2_spark.nn.shape import tagger_shape
    from spv2_spark.nn.steps import Trainer, tagger_of

    parts, folder, _, _ = toys
    shard = open_shard(folder)
    shape = tagger_shape("bilstm", parts.features, shard.numbers.shape[1], 4, 8)
    trainer = Trainer(lambda: tagger_of(shape), seed=1)
    batch = next(dev_batches([shard], SMALL.batch))
    _, taken = trainer.step(batch, 1e-2)
    assert taken
    trainer.weights[-1].assign(np.full(trainer.weights[-1].shape, np.nan, np.float32))
    before = trainer.state()
    _, taken = trainer.step(batch, 1e-2)
    assert not taken
    after = trainer.state()
    moved = [
        name for name in before if not np.array_equal(before[name], after[name], equal_nan=True)
    ]
    assert all(after[name].dtype.kind in "iu" for name in moved)  # the seeds of dropout


@pytest.mark.tf
def test_a_callers_measure_decides_and_time_is_a_budget(toys, tmp_path):
    parts, train_shard, _, documents = toys
    seen: list[int] = []

    def evaluate(tagger):
        seen.append(len(tagger.tag(documents)))
        return {"score": 1.0 / len(seen)}

    settings = replace(SMALL, steps=0, evaluate_every_steps=3, patience=2)
    package = train(settings, parts, [train_shard], [], tmp_path, 60.0, evaluate)
    assert seen == [8, 8, 8]  # the first was the best, then patience ran out
    assert package.manifest.metrics["score"] == 1.0
    assert package.manifest.settings["step_reached"] == 3
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["dev_score"] for line in lines if "dev_score" in line] == [1.0, 0.5, 0.33333]


@pytest.mark.tf
def test_weights_of_another_shape_are_refused(toys, tmp_path):
    from spv2_spark.nn.package import read_package
    from spv2_spark.nn.tagger import load_tagger

    parts, train_shard, _, _ = toys
    train(SMALL, parts, [train_shard], [], tmp_path)
    package = read_package(tmp_path / "package")
    shape = replace(package.manifest.shape, units=9)
    with pytest.raises(ModelError, match="has shape"):
        load_tagger(replace(package, manifest=replace(package.manifest, shape=shape)))
    with pytest.raises(ModelError, match="other weights"):
        load_tagger(replace(package, weights={}))


def test_a_folder_by_the_name_of_the_package_is_seen_before_training(tmp_path, toys):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "thesis.tex").touch()
    with pytest.raises(ModelError, match="package is no model package; choose another place"):
        train(SMALL, toys[0], [tmp_path / "no-shard"], [], tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["package", "thesis.tex"]


PROGRESS = checkpoint.Progress("digest", 3)


def test_a_checkpoint_is_replaced_and_nothing_beside_it(tmp_path):
    (tmp_path / "checkpoint.half").write_text("years of work")
    for value in (1.0, 2.0):
        checkpoint.save(tmp_path / "checkpoint.npz", {"w": np.full(2, value)}, PROGRESS)
    assert (tmp_path / "checkpoint.half").read_text() == "years of work"
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["checkpoint.half", "checkpoint.npz"]
    state, progress = checkpoint.load(tmp_path / "checkpoint.npz", "digest") or ({}, None)
    assert (state["w"].tolist(), progress) == ([2.0, 2.0], PROGRESS)


def test_a_checkpoint_that_cannot_be_written_leaves_the_old_one(tmp_path):
    checkpoint.save(tmp_path / "checkpoint.npz", {"w": np.ones(2)}, PROGRESS)
    with pytest.raises(ValueError, match="pickle"):
        checkpoint.save(tmp_path / "checkpoint.npz", {"w": np.array([{}], object)}, PROGRESS)
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.npz"]
    assert checkpoint.load(tmp_path / "checkpoint.npz", "digest") is not None


@pytest.mark.parametrize("data", [b"", b"years of work", b"PK", "array"])
def test_another_file_is_no_checkpoint(tmp_path, data):
    path = tmp_path / "checkpoint.npz"
    if data == "array":
        with path.open("wb") as file:
            np.save(file, np.ones(3))
    else:
        path.write_bytes(data)
    with pytest.raises(SettingsError, match="not a checkpoint"):
        checkpoint.load(path, "digest")
