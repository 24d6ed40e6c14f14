from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.crf.package import read_package
from spv2_spark.crf.tagger import CrfTagger
from spv2_spark.crf.train import CrfSettings, iterations_in, train
from spv2_spark.domain.tagging import Tagger
from spv2_spark.errors import ModelError, SettingsError
from spv2_spark.features.featurise import FeatureSettings
from tests.nn.toy import toy_document, toy_labels

DOCUMENTS = [toy_document(seed) for seed in range(32, 40)]


def test_a_toy_problem_is_learnt(package) -> None:
    assert package.manifest.metrics["title"] > 0.99
    assert package.manifest.metrics["bib_year"] > 0.99
    assert package.manifest.settings["iterations_reached"] > 3


def test_documents_are_tagged_page_by_page(package) -> None:
    tagger: Tagger = CrfTagger(package)
    empty = toy_document(99, pages=2, tokens=0)
    tags = tagger.tag([*DOCUMENTS, empty])
    for document, one in zip([*DOCUMENTS, empty], tags, strict=True):
        assert [tag.number for tag in one] == [page.number for page in document.pages]
        assert [tag.field_logp.shape for tag in one] == [(len(p), 13) for p in document.pages]
        assert [tag.entry_logp.shape for tag in one] == [(len(p), 3) for p in document.pages]
    for logp in (tags[0][0].field_logp, tags[0][0].entry_logp):
        assert logp.dtype == np.float32
        assert np.allclose(np.exp(logp).sum(axis=1), 1, atol=1e-5)
    labels = [toy_labels(page) for one in DOCUMENTS for page in one.pages]
    found = [tag for one in tags for tag in one]
    for tag, gold in zip(found, labels, strict=False):
        assert (tag.field_logp.argmax(axis=1) == gold.field).mean() > 0.97
        assert (tag.entry_logp.argmax(axis=1) == gold.entry).mean() > 0.97
    assert (tagger.version, "cell" in tagger.known_words) == ("toy-1", True)


def test_a_long_page_is_tagged_in_pieces(package, monkeypatch) -> None:
    whole = np.exp(CrfTagger(package).tag(DOCUMENTS[:1])[0][1].field_logp)
    monkeypatch.setattr("spv2_spark.crf.tagger._MOST_TOKENS", 10)
    pieces = np.exp(CrfTagger(package).tag(DOCUMENTS[:1])[0][1].field_logp)
    assert pieces.shape == whole.shape
    assert np.abs(pieces - whole).mean() < 0.05


def test_another_process_says_the_same_without_tensorflow(tmp_path, package, parts, shards):
    train(CrfSettings(iterations=30), parts, [shards[0]], [], tmp_path / "run")
    code = (
        "import sys, numpy as np\n"
        "from spv2_spark.config import Settings, overridden\n"
        "from spv2_spark.pipeline.workers.tagging import tagging_of\n"
        "from tests.nn.toy import toy_document\n"
        "named = {'model': {'package': sys.argv[1]}}\n"
        "tagging = tagging_of(overridden(Settings(), named, 'test'))\n"
        "tags = tagging.load().tag([toy_document(seed) for seed in range(32, 40)])\n"
        "np.save(sys.argv[2], np.concatenate([t.field_logp for one in tags for t in one]))\n"
        "print(tagging.version, *{'tensorflow', 'keras', 'jax'} & set(sys.modules))\n"
    )
    out = tmp_path / "found.npy"
    command = [sys.executable, "-c", code, str(tmp_path / "run" / "package"), str(out)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    assert [one.partition(".t")[0] for one in told.stdout.split()] == ["toy-1"]
    tags = CrfTagger(package).tag(DOCUMENTS)
    assert np.array_equal(np.load(out), np.concatenate([t.field_logp for one in tags for t in one]))


def test_the_callers_measure_decides(tmp_path, parts, shards) -> None:
    settings = CrfSettings(iterations=5)
    package = train(
        settings, parts, [shards[0]], [shards[1]], tmp_path, evaluate=lambda _: {"title": 0.5}
    )
    metrics = package.manifest.metrics
    assert (metrics["score"], metrics["title"]) == (0.5, 0.5)
    assert "token_title" in metrics


def test_what_fits_a_budget_is_told_by_a_trial() -> None:
    # The first iteration took 5 s, the others 2 s each.
    assert iterations_in(25.0, 100.0, [105.0, 107.0, 109.0]) == 11
    assert iterations_in(4.0, 100.0, [105.0, 107.0, 109.0]) == 1
    assert iterations_in(25.0, 100.0, [105.0]) == 0


def test_a_time_budget_bounds_the_iterations(tmp_path, parts, shards) -> None:
    told: list[str] = []
    settings = CrfSettings(iterations=1_000_000, c2=1e-6)
    package = train(
        settings, parts, [shards[0]], [], tmp_path, time_budget_s=2.0, report=told.append
    )
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert len(lines) == len(told)
    losses = [line["loss"] for line in lines if "loss" in line]
    assert losses[-1] < losses[0]
    assert 1 <= package.manifest.settings["iterations_reached"] < 1_000_000


def test_a_budget_too_small_for_more_leaves_the_trials_model(tmp_path, parts, shards) -> None:
    package = train(CrfSettings(), parts, [shards[0]], [], tmp_path, time_budget_s=1e-3)
    assert package.manifest.settings["iterations_reached"] == 4
    assert CrfTagger(read_package(tmp_path / "package")).tag(DOCUMENTS[:1])


def test_shards_of_other_features_are_refused(tmp_path: Path, parts, shards) -> None:
    other = replace(parts, features=FeatureSettings())
    with pytest.raises(SettingsError, match="other settings"):
        train(CrfSettings(), other, [shards[0]], [], tmp_path)


def test_a_folder_by_the_name_of_the_package_is_seen_before_training(tmp_path, parts):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "thesis.tex").touch()
    with pytest.raises(ModelError, match="package is no model package; choose another place"):
        train(CrfSettings(), parts, [tmp_path / "no-shard"], [], tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["package", "thesis.tex"]
