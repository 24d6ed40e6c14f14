"""A CRF of strings: learnt from a few, kept as a package, read again."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pycrfsuite")

from spv2_spark.config import SourceSettings
from spv2_spark.config.strings import StringTrainingSettings
from spv2_spark.crf.strings import StringCrfSettings, StringCrfTagger, train
from spv2_spark.engines import strings as engines
from spv2_spark.engines.strings import open_strings, string_tagger_of
from spv2_spark.errors import ModelError, SettingsError
from spv2_spark.nn.device import Device
from spv2_spark.strings.models import model_called
from spv2_spark.strings.package import StringManifest, StringPackage, read_package, write_package
from spv2_spark.strings.spans import LabelledString
from spv2_spark.strings.tagging import found_in
from spv2_spark.strings.tokens import tokenised
from tests.strings.dates import date_strings

DATE = model_called("date")
MANIFEST = StringManifest("dates", "dates-1", "date", "crf", "invented dates")


@pytest.fixture(scope="module")
def package() -> StringPackage:
    return train(DATE, date_strings(60), StringCrfSettings(iterations=30), MANIFEST)


def test_it_reads_what_it_never_saw(package: StringPackage) -> None:
    tagger = StringCrfTagger(package)
    found = found_in(tagger, ["Published 17 June 1987", " Published  17 June 1987", ""])
    text, spans = found["Published 17 June 1987"]
    assert [(one.field, text[one.start : one.end]) for one in spans] == [
        ("day", "17"), ("month", "June"), ("year", "1987"),
    ]  # fmt: skip
    assert found[" Published  17 June 1987"] == (text, spans)
    assert found[""] == ("", [])


def test_a_fresh_process_reads_the_package_alike(package: StringPackage, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    manifest = write_package(folder, package)
    assert manifest.files.keys() == package.files.keys()
    assert not [*folder.glob("*.pkl")]
    texts = [one.text for one in date_strings(20, seed=7)]
    script = (
        "import json, sys\n"
        "from spv2_spark.crf.strings import StringCrfTagger\n"
        "from spv2_spark.strings.package import read_package\n"
        "from spv2_spark.strings.tokens import tokenised\n"
        "tagger = StringCrfTagger(read_package(sys.argv[1]))\n"
        "print(json.dumps(tagger.labels([tokenised(t) for t in json.loads(sys.argv[2])])))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(folder), json.dumps(texts)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert json.loads(told) == StringCrfTagger(package).labels([tokenised(t) for t in texts])


def test_training_is_the_engines(tmp_path: Path) -> None:
    settings = StringTrainingSettings(engine="crf", iterations=20)
    made = engines.train_strings(DATE, date_strings(30), settings, MANIFEST, tmp_path)
    assert made.manifest.trained_on == "invented dates"
    assert made.manifest.settings["iterations"] == 20
    opened = open_strings(str(tmp_path / "package"), SourceSettings(), DATE)
    assert asdict(opened.manifest) == asdict(made.manifest)
    tagger = string_tagger_of(opened, Device(), 100)
    assert tagger.version == "dates-1"


def test_a_package_of_another_model_is_refused(package: StringPackage, tmp_path: Path) -> None:
    write_package(tmp_path / "package", package)
    with pytest.raises(ModelError, match="it reads a date, not a reference as printed"):
        open_strings(str(tmp_path / "package"), SourceSettings(), model_called("citation"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"engine": "wapiti"}, "engine 'wapiti'"),
        ({"engine_version": 99}, "attributes 99"),
    ],
)
def test_what_no_engine_reads_is_refused(
    package: StringPackage, change: dict[str, Any], told: str
) -> None:
    other = replace(package, manifest=replace(package.manifest, **change))
    with pytest.raises(ModelError, match=told):
        string_tagger_of(other, Device(), 100)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"string_version": 0}, "format 1 with strings 0; this version reads"),
        ({"model": "poem"}, "unknown model 'poem'"),
        ({"fields": ["day"]}, "other fields than date has"),
        ({"surprise": 1}, "surprise"),
        ({"kind": "a cake"}, "it is a 'a cake'"),
        ({"version": "a/b"}, "version is no name of a file"),
    ],
)
def test_a_manifest_is_checked(
    package: StringPackage, tmp_path: Path, change: dict[str, object], told: str
) -> None:
    folder = tmp_path / "package"
    write_package(folder, package)
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ModelError, match=told):
        read_package(folder)


def test_a_damaged_file_is_told(package: StringPackage, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    write_package(folder, package)
    with (folder / "model.crfsuite").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=r"model\.crfsuite is damaged"):
        read_package(folder)


def test_labels_of_another_model_are_refused(package: StringPackage) -> None:
    other = replace(package, manifest=replace(package.manifest, model="name-header"))
    with pytest.raises(ModelError, match="no labels of name-header"):
        StringCrfTagger(other)


def test_a_string_without_gold_teaches_nothing_wrong() -> None:
    strings = [*date_strings(30), LabelledString("no date here", ())]
    tagger = StringCrfTagger(train(DATE, strings, StringCrfSettings(iterations=20), MANIFEST))
    assert tagger.labels([tokenised("no date here")]) == [["O", "O", "O"]]


def test_an_unknown_model_names_those_there_are() -> None:
    with pytest.raises(SettingsError, match="unknown model 'poem' \\(known: citation, "):
        model_called("poem")
