from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.errors import ModelError
from spv2_spark.features.featurise import WIDE_NUMBERS
from spv2_spark.nn.package import Manifest, Package, read_files, read_package, write_package
from spv2_spark.nn.shape import tagger_shape
from tests.nn.toy import SETTINGS, toy_document, toy_parts


@pytest.fixture
def package() -> Package:
    parts = toy_parts([toy_document(1)])
    shape = tagger_shape("bilstm", SETTINGS, len(WIDE_NUMBERS), units=4, dense=8)
    manifest = Manifest("toy", "toy-1", shape, SETTINGS, 256, 32, "toys", {"score": 0.5})
    weights = {"dense/kernel": np.arange(6, dtype=np.float32).reshape(2, 3) / 8}
    return Package(manifest, weights, parts.vocabulary, parts.statistics)


def test_a_package_brings_back_what_was_written(tmp_path, package):
    manifest = write_package(tmp_path / "toy", package)
    found = read_package(tmp_path / "toy")
    assert found.manifest == manifest == dataclasses.replace(package.manifest, files=manifest.files)
    assert found.vocabulary == package.vocabulary
    assert found.statistics == package.statistics.only("size", "space")
    assert found.weights["dense/kernel"].tolist() == package.weights["dense/kernel"].tolist()
    assert found.weights["dense/kernel"].dtype == np.float32


def test_decoding_may_know_more_words_than_have_ids(tmp_path, package):
    assert package.known_words == frozenset(package.vocabulary)
    larger = dataclasses.replace(package, lexicon=(*package.vocabulary, "flavoprotein"))
    write_package(tmp_path / "toy", larger)
    found = read_package(tmp_path / "toy")
    assert found.vocabulary == package.vocabulary
    assert found.known_words == {*package.vocabulary, "flavoprotein"}


def test_writing_is_atomic_and_equal_packages_are_equal_bytes(tmp_path, package):
    write_package(tmp_path / "one", package)
    write_package(tmp_path / "one", package)
    write_package(tmp_path / "two", package)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_package_that_was_fetched_is_read_from_its_bytes(tmp_path, package):
    write_package(tmp_path / "toy", package)
    files = {path.name: path.read_bytes() for path in (tmp_path / "toy").iterdir()}
    assert read_files(files, "s3://models/toy").manifest.version == "toy-1"
    del files["vocabulary.txt"]
    with pytest.raises(ModelError, match=r"s3://models/toy: vocabulary.txt missing"):
        read_files(files, "s3://models/toy")


@pytest.mark.parametrize("name", ["weights.npz", "vocabulary.txt", "statistics.json"])
def test_a_changed_file_is_refused(tmp_path, package, name):
    write_package(tmp_path / "toy", package)
    data = bytearray((tmp_path / "toy" / name).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "toy" / name).write_bytes(data)
    with pytest.raises(ModelError, match=f"{name} is damaged"):
        read_package(tmp_path / "toy")


def test_a_missing_file_or_folder_is_named(tmp_path, package):
    write_package(tmp_path / "toy", package)
    (tmp_path / "toy" / "weights.npz").unlink()
    with pytest.raises(ModelError, match=r"weights.npz: No such file"):
        read_package(tmp_path / "toy")
    with pytest.raises(ModelError, match=r"nowhere.*manifest.json"):
        read_package(tmp_path / "nowhere")
    with pytest.raises(ModelError, match=r"packaged:unheard-of"):
        read_package("packaged:unheard-of")


def change(folder: Path, **values: object) -> None:
    table = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**table, **values}))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"format": 99}, "format 99"),
        ({"feature_version": 99}, "features 99"),
        ({"kind": "a cake"}, "it is a 'a cake'"),
        ({"surprise": 1}, "surprise"),
        ({"shape": {}}, r"manifest.json"),
    ],
)
def test_foreign_and_newer_packages_are_refused(tmp_path, package, values, message):
    write_package(tmp_path / "toy", package)
    change(tmp_path / "toy", **values)
    with pytest.raises(ModelError, match=message):
        read_package(tmp_path / "toy")


def test_another_programs_manifest_is_refused(tmp_path, package):
    write_package(tmp_path / "toy", package)
    (tmp_path / "toy" / "manifest.json").write_text("[]")
    with pytest.raises(ModelError, match="not a tagger's"):
        read_package(tmp_path / "toy")


def test_pickles_are_not_read(tmp_path, package):
    odd = {"dense/kernel": np.array([{"a": 1}], object)}
    with pytest.raises(ValueError, match="pickle"):
        write_package(tmp_path / "toy", dataclasses.replace(package, weights=odd))
    assert list(tmp_path.iterdir()) == []
