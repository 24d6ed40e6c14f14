from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.errors import ModelError, SettingsError
from spv2_spark.features.featurise import WIDE_NUMBERS
from spv2_spark.features.packages import Parts
from spv2_spark.features.shards import ShardFolders
from spv2_spark.features.statistics import TokenStatistics
from spv2_spark.nn.batch import BatchSettings
from spv2_spark.nn.cascade import CascadeTagger, without
from spv2_spark.nn.entries import BIB, OUTER, entries_in, found_entries
from spv2_spark.nn.package import Manifest, Package, read_files, read_package, write_package
from spv2_spark.nn.reference_parser import train_reference_parser
from spv2_spark.nn.schedule import TrainSettings
from spv2_spark.nn.shape import tagger_shape
from spv2_spark.nn.tagger import NeuralTagger, load_tagger
from spv2_spark.nn.train import train
from tests.nn.test_train import SMALL, state_of
from tests.nn.toy import SETTINGS, toy_document, toy_parts
from tests.nn.toy_references import paper_of, shard_of

LEARNS = replace(SMALL, steps=150, units=12, dense=24)


def parts_of_toys() -> Parts:
    return toy_parts([paper_of(seed)[0] for seed in range(20)])


@pytest.fixture(scope="module")
def toys(tmp_path_factory):
    """The parts, the shards, and a flat package that was trained on them."""
    folder = tmp_path_factory.mktemp("references")
    parts = parts_of_toys()
    shards = ShardFolders(
        [shard_of(folder / "train", range(40), parts)],
        [shard_of(folder / "dev", range(40, 46), parts)],
    )
    # Twice as long as its parser: bounds and the starts of titles are what it learns last.
    page = train(replace(LEARNS, steps=300), parts, *shards, folder / "page")
    assert page.manifest.metrics["entry_begin"] > 0.95
    return parts, shards, page, folder


@pytest.fixture(scope="module")
def cascade(toys):
    """A cascade's package, trained for the flat one."""
    parts, shards, page, folder = toys
    settings = replace(LEARNS, batch=BatchSettings(batch_tokens=1024))
    parts = replace(parts, version="toy-2")
    return train_reference_parser(settings, page, parts, shards, folder / "cascade")


def papers(seeds) -> tuple[list[Document], list[list[PageLabels]]]:
    made = [paper_of(seed, 5 + seed % 4) for seed in seeds]
    return [one for one, _ in made], [labels for _, labels in made]


@pytest.mark.tf
def test_a_reference_parser_learns_and_reads_references_in_a_cascade(toys, cascade):
    assert cascade.reference_parser.manifest.metrics["bib_year"] > 0.95
    assert cascade.reference_parser.manifest.metrics["bib_title"] > 0.95
    assert "title" not in cascade.reference_parser.manifest.metrics
    assert not {"entry_begin", "entry_inside"} & set(cascade.reference_parser.manifest.metrics)
    documents, labels = papers(range(46, 52))
    tagger = load_tagger(cascade)
    assert isinstance(tagger, CascadeTagger)
    assert tagger.version == "toy-2"
    assert "cell" in tagger.known_words
    tags = tagger.tag(documents)
    found = np.concatenate([page.field_logp.argmax(axis=1) for one in tags for page in one])
    gold = np.concatenate([page.field for one in labels for page in one])
    assert (found == gold).mean() > 0.95


@pytest.mark.tf
def test_a_cascade_changes_fields_only_and_rows_stay_distributions(toys, cascade):
    _, _, page, _ = toys
    documents, labels = papers(range(46, 49))
    ours, flat = load_tagger(cascade).tag(documents), load_tagger(page).tag(documents)
    assert [[one.number for one in pages] for pages in ours] == [[0, 1, 2]] * 3
    for pages, before, gold in zip(ours, flat, labels, strict=True):
        rows = np.concatenate([one.field_logp for one in pages])
        assert np.allclose(np.exp(rows).sum(axis=1), 1, atol=1e-5)
        assert all(
            np.array_equal(a.entry_logp, b.entry_logp) for a, b in zip(pages, before, strict=True)
        )
        tokens = entries_in(np.concatenate([one.entry for one in gold])).tokens
        outside = np.setdiff1d(np.arange(len(rows)), tokens)
        assert np.exp(rows[tokens][:, OUTER]).max() < 1e-9
        assert np.exp(rows[outside][:, BIB]).max() < 1e-9
        unread = np.concatenate([one.field_logp for one in before])
        assert np.allclose(rows[outside][:, OUTER], unread[outside][:, OUTER])


@pytest.mark.tf
def test_batches_mix_the_references_of_documents(cascade, monkeypatch):
    documents, _ = papers(range(46, 52))
    documents.insert(2, toy_document(1, pages=0))
    batches: list[int] = []
    tagger = load_tagger(cascade, batch_tokens=4096)
    parser = tagger._parser  # type: ignore[attr-defined]
    real = parser._predict

    def counted(batch):
        batches.append(len(batch.ids))
        return real(batch)

    monkeypatch.setattr(parser, "_predict", counted)
    together = tagger.tag(documents)
    pages = tagger._pages.tag(documents)  # type: ignore[attr-defined]
    found = [len(found_entries(*one)) for one in zip(documents, pages, strict=True)]
    assert min(found[:2] + found[3:]) >= 3
    assert batches == [sum(found)]
    batches.clear()
    apart = [tagger.tag([document])[0] for document in documents]
    assert len(batches) == 6  # and none for the document without pages
    for one, other in zip(together, apart, strict=True):
        for left, right in zip(one, other, strict=True):
            assert np.allclose(left.field_logp, right.field_logp, atol=1e-4)
            assert np.array_equal(left.field_logp.argmax(axis=1), right.field_logp.argmax(axis=1))


@pytest.mark.tf
def test_a_parser_has_an_engine_of_its_own_and_the_whole_cascade_is_scored(toys, tmp_path):
    parts, shards, page, _ = toys
    documents, _ = papers([46])
    seen = []

    def evaluate(tagger):
        seen.append(type(tagger).__name__)
        return {"score": float(len(tagger.tag(documents)[0]))}

    settings = replace(TrainSettings(), engine="bilstm_crf", units=4, dense=8, steps=3, threads=1)
    package = train_reference_parser(settings, page, parts, shards, tmp_path, evaluate=evaluate)
    assert seen == ["CascadeTagger"]
    assert package.reference_parser is not None
    assert package.reference_parser.manifest.metrics["score"] == 3.0
    assert package.reference_parser.manifest.shape.engine == "bilstm_crf"
    rows = np.concatenate([one.field_logp for one in load_tagger(package).tag(documents)[0]])
    assert np.allclose(np.exp(rows).sum(axis=1), 1, atol=1e-4)


RUN = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from spv2_spark.nn import train as training
from spv2_spark.nn.package import read_package
from spv2_spark.nn.reference_parser import train_reference_parser
from spv2_spark.features.shards import ShardFolders
from tests.nn.test_cascade import parts_of_toys
from tests.nn.test_train import SMALL
real = training.Run._save
def save(run):
    real(run)
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[4] == "killed":
    training.Run._save = save
shards = ShardFolders([Path(sys.argv[1])], [])
page = read_package(sys.argv[2])
train_reference_parser(SMALL, page, parts_of_toys(), shards, Path(sys.argv[3]))
"""


@pytest.mark.tf
def test_a_killed_reference_parser_goes_on_to_the_same_state(toys, tmp_path):
    _, shards, _, folder = toys

    def run(out: str, how: str) -> int:
        paths = [str(shards.train[0]), str(folder / "page" / "package"), str(tmp_path / out)]
        command = [sys.executable, "-c", RUN, *paths, how]
        return subprocess.run(command, check=False, env=os.environ).returncode

    assert run("whole", "whole") == 0
    assert run("half", "killed") == -signal.SIGKILL
    assert not (tmp_path / "half" / "package").exists()
    assert run("half", "whole") == 0
    one, two = (state_of(tmp_path / name / "reader") for name in ("whole", "half"))
    assert one["step"] == two["step"] == 12
    assert all(np.array_equal(one[name], two[name]) for name in one)
    packages = [tmp_path / name / "package" for name in ("whole", "half")]
    assert len({(path / "reader.npz").read_bytes() for path in packages}) == 1
    # The page model's weights went through untouched.
    weights = (folder / "page" / "package" / "weights.npz").read_bytes()
    assert {(path / "weights.npz").read_bytes() for path in packages} == {weights}


def test_a_page_model_of_other_statistics_or_without_entries_is_refused(tmp_path):
    parts, page = parts_of_toys(), small_package()
    shards = ShardFolders([], [])
    other = replace(parts, vocabulary=("other",))
    with pytest.raises(SettingsError, match="other statistics or features"):
        train_reference_parser(SMALL, page, other, shards, tmp_path)
    other = replace(parts, statistics=TokenStatistics())
    with pytest.raises(SettingsError, match="other statistics or features"):
        train_reference_parser(SMALL, page, other, shards, tmp_path)
    shape = replace(page.manifest.shape, engine="spv2", field_labels=7)
    seven = replace(page, manifest=replace(page.manifest, shape=shape))
    with pytest.raises(SettingsError, match="spv2 tagger finds no entries"):
        train_reference_parser(SMALL, seven, parts, shards, tmp_path)


def small_package(units: int = 4) -> Package:
    parts = parts_of_toys()
    shape = tagger_shape("bilstm", SETTINGS, len(WIDE_NUMBERS), units=units, dense=8)
    weights = {"dense/kernel": np.full((2, units), 0.5, np.float32)}
    manifest = Manifest("toy", "toy-1", shape, SETTINGS, 256, 32, "toys", {"score": 0.5})
    return Package(manifest, weights, parts.vocabulary, parts.statistics.only("size", "space"))


def test_a_cascades_package_is_one_folder(tmp_path):
    page, parser = small_package(4), small_package(6)
    facts = replace(parser.manifest, window=64, context=8, metrics={"bib_year": 1.0})
    package = replace(page, reference_parser=replace(parser, manifest=facts))
    write_package(tmp_path / "cascade", package)
    assert {path.name for path in (tmp_path / "cascade").iterdir()} == {
        "manifest.json", "weights.npz", "vocabulary.txt", "statistics.json", "reader.npz",
    }  # fmt: skip
    found = read_package(tmp_path / "cascade")
    assert found.manifest.metrics == {"score": 0.5}
    read = found.reference_parser
    assert read is not None
    assert replace(read.manifest, files={}) == facts
    assert (read.manifest.window, read.manifest.context) == (64, 8)
    assert read.manifest.shape.units == 6
    assert read.weights["dense/kernel"].shape == (2, 6)
    assert found.weights["dense/kernel"].shape == (2, 4)

    files = {path.name: path.read_bytes() for path in (tmp_path / "cascade").iterdir()}
    assert read_files(files, "s3://m").manifest == found.manifest
    with pytest.raises(ModelError, match=r"reader\.npz is damaged"):
        read_files({**files, "reader.npz": files["weights.npz"]}, "s3://m")
    del files["reader.npz"]
    with pytest.raises(ModelError, match=r"reader\.npz missing"):
        read_files(files, "s3://m")


def test_a_flat_package_says_nothing_of_a_reader(tmp_path):
    write_package(tmp_path / "flat", small_package())
    assert "reader" not in json.loads((tmp_path / "flat" / "manifest.json").read_text())
    found = read_package(tmp_path / "flat")
    assert found.reference_parser is None


@pytest.mark.tf
def test_the_released_flat_package_still_loads():
    tagger = load_tagger("packaged:default")
    assert isinstance(tagger, NeuralTagger)
    (tags,) = tagger.tag([toy_document(1)])
    assert [len(one.field_logp) for one in tags] == [100, 107]


def test_what_cannot_be_is_nones():
    logp = np.log(np.array([[0.01, 0.02, *[0.0] * 3, 0.97, *[0.0] * 7]], np.float32) + 1e-12)
    kept = np.exp(without(logp, BIB))
    assert kept[0, :2].tolist() == pytest.approx([0.98, 0.02], abs=1e-6)
    assert kept.sum() == pytest.approx(1)
    assert np.exp(without(logp, OUTER))[0, 5] == pytest.approx(0.97)
