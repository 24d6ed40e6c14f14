from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.crf.package import CrfPackage, read_files, read_package, write_package
from spv2_spark.crf.tagger import CrfTagger
from spv2_spark.engines.packages import open_package
from spv2_spark.errors import ModelError
from spv2_spark.nn import package as nn_package

FILES = ["manifest.json", "model.crfsuite", "statistics.json", "vocabulary.txt"]


@pytest.fixture
def folder(tmp_path: Path, package: CrfPackage) -> Path:
    write_package(tmp_path / "toy", package)
    return tmp_path / "toy"


def test_a_package_brings_back_what_was_written(folder, package):
    assert sorted(path.name for path in folder.iterdir()) == FILES
    found = read_package(folder)
    assert found.manifest == package.manifest
    assert (found.model, found.vocabulary) == (package.model, package.vocabulary)
    assert found.statistics == package.statistics.only("size", "space")


@pytest.mark.parametrize("name", FILES[1:])
def test_a_changed_file_is_refused(folder, name):
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ModelError, match=f"{name} is damaged"):
        read_package(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name}: No such file"):
        read_package(folder)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"format": 99}, "format 99"),
        ({"feature_version": 99}, "features 99"),
        ({"attribute_version": 99}, "attributes 99"),
        ({"kind": "a cake"}, "it is a 'a cake'"),
        ({"surprise": 1}, "surprise"),
        ({"files": {}}, "model.crfsuite missing"),
        ({"files": {"../toy/model.crfsuite": "0"}}, "not a tagger's"),
    ],
)
def test_foreign_and_newer_packages_are_refused(folder, values, message):
    table = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**table, **values}))
    with pytest.raises(ModelError, match=message):
        read_package(folder)


def test_a_model_that_is_none_is_refused(package):
    with pytest.raises(ModelError, match="toy: Invalid model"):
        CrfTagger(replace(package, model=b"a cake, and not a CRF's model at all, of 48 bytes"))


def test_the_manifest_says_which_engine_reads_and_which_files_are_fetched(folder, package):
    for name in (str(folder), folder.as_uri()):
        assert open_package(name, SourceSettings()).manifest == package.manifest
    with pytest.raises(ModelError, match="it is a 'spv2-spark crf tagger'"):
        nn_package.read_package(folder)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    del files["vocabulary.txt"]
    with pytest.raises(ModelError, match=r"s3://models/toy: vocabulary.txt missing"):
        read_files(files, "s3://models/toy")
    missing = (folder.parent / "nowhere").as_uri()
    with pytest.raises(ModelError, match=r"nowhere: manifest.json: "):
        open_package(missing, SourceSettings())
