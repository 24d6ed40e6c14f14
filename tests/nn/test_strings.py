"""Networks of strings: they learn a toy set, go on after a kill, and are read alike elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow")

from spv2_spark.config.strings import _STRING_NETWORKS, StringTrainingSettings
from spv2_spark.errors import ModelError, SettingsError
from spv2_spark.features.manifest import ManifestError
from spv2_spark.nn import string_run
from spv2_spark.nn.device import Device
from spv2_spark.nn.string_run import Learnt, scored
from spv2_spark.nn.string_shape import (
    STRING_ENGINES,
    StringInputs,
    StringSizes,
    shape_of,
    sizes_from,
)
from spv2_spark.nn.string_tagger import best_labels, tagger_on
from spv2_spark.nn.string_train import StringTrainSettings, settings_from, train
from spv2_spark.strings.context import COLUMNS
from spv2_spark.strings.models import model_called
from spv2_spark.strings.package import StringManifest, StringPackage, write_package
from spv2_spark.strings.tokens import tokenised
from tests.strings.dates import date_strings

DATE = model_called("date")
MANIFEST = StringManifest("dates", "dates-1", "date", "")
SMALL = StringTrainSettings(
    units=16, dense=16, layers=1, epochs=8, rate=0.02, average=0.9, threads=1
)


@pytest.mark.tf
@pytest.mark.parametrize("engine", STRING_ENGINES)
def test_it_learns_and_a_fresh_process_reads_its_package_alike(engine: str, tmp_path: Path) -> None:
    package = train(DATE, date_strings(120), replace(SMALL, engine=engine), MANIFEST, tmp_path)
    tagger = tagger_on(Device(threads=1), package, 64)
    held = Learnt.of(date_strings(30, seed=9))
    found = tagger.labels(held.tokens)
    assert scored(found, held).f1() > 0.9
    assert package.manifest.metrics["dev_f1"] > 0.9
    # Batches change nothing; a string without a token has no label.
    alone = [tagger.labels([one])[0] for one in held.tokens[:3]]
    assert alone == found[:3]
    assert tagger.labels([tokenised("")]) == [[]]
    script = (
        "import json, sys\n"
        "from spv2_spark.nn.device import Device\n"
        "from spv2_spark.nn.string_tagger import tagger_on\n"
        "from spv2_spark.strings.package import read_package\n"
        "from spv2_spark.strings.tokens import tokenised\n"
        "tagger = tagger_on(Device(threads=1), read_package(sys.argv[1]), 64)\n"
        "print(json.dumps(tagger.labels([tokenised(t) for t in json.loads(sys.argv[2])])))"
    )
    texts = json.dumps([one.text for one in held.tokens])
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "package"), texts],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert json.loads(told) == found


@pytest.mark.tf
def test_a_killed_run_ends_as_one_that_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strings, settings = date_strings(40), replace(SMALL, epochs=3, patience=0)
    whole = train(DATE, strings, settings, MANIFEST, tmp_path / "whole")

    class KilledError(Exception):
        pass

    def killed(self: string_run.StringRun, loss: float) -> None:
        judge(self, loss)
        if self._progress.step == 2:
            raise KilledError

    judge = string_run.StringRun._judge
    monkeypatch.setattr(string_run.StringRun, "_judge", killed)
    with pytest.raises(KilledError):
        train(DATE, strings, settings, MANIFEST, tmp_path / "killed")
    monkeypatch.undo()
    again = train(DATE, strings, settings, MANIFEST, tmp_path / "killed")
    assert again.files == whole.files
    with pytest.raises(SettingsError, match="belongs to a run with other settings"):
        train(DATE, strings[1:], settings, MANIFEST, tmp_path / "killed")


def test_the_best_labels_go_on_only_with_what_is_begun() -> None:
    # O, B-x, I-x: the second token alone would be I-x behind O.
    shares = np.array([[[0.5, 0.4, 0.1], [0.1, 0.2, 0.7]]])
    assert best_labels(np.log(shares).astype(np.float32)).tolist() == [[1, 2]]
    surely = np.array([[[0.9, 0.05, 0.05], [0.3, 0.3, 0.4]]])
    assert best_labels(np.log(surely).astype(np.float32)).tolist()[0][1] != 2


def test_what_a_network_sees_fits_its_shape() -> None:
    for engine in STRING_ENGINES:
        sizes = StringSizes(engine, words=3)
        shape = shape_of(sizes, DATE)
        ids, numbers = StringInputs(["may"], sizes).of(tokenised("19 May (2011)"))
        assert ids.shape == (5, len(shape.id_sizes))
        assert numbers.shape == (5, shape.numbers)
        assert (ids > 0).all()
        assert (ids < np.array(shape.id_sizes)).all()
    assert len(shape.id_sizes) == 5 + len(COLUMNS)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"engine": "crf"}, "shape.engine is not one of"),
        ({"units": 10**9}, "shape.units is not from 1 to"),
        ({"words": "many"}, "shape.words is not from 2 to"),
        ({"dropout": 2}, "shape.dropout is no share"),
        ({"colour": 1}, "colour"),
    ],
)
def test_sizes_are_checked(change: dict[str, object], told: str) -> None:
    with pytest.raises(ManifestError, match=told):
        sizes_from({"engine": "bilstm_crf", "words": 10, **change})


@pytest.mark.tf
def test_a_package_without_weights_is_told(tmp_path: Path) -> None:
    manifest = replace(MANIFEST, engine="bilstm_crf", shape={"engine": "bilstm_crf", "words": 3})
    package = StringPackage(manifest, {"vocabulary.txt": b"may\n"})
    write_package(tmp_path / "package", package)
    with pytest.raises(ModelError, match=r"model package dates: 'weights\.npz'"):
        tagger_on(Device(threads=1), package, 64)


def test_settings_are_the_networks() -> None:
    told = settings_from(StringTrainingSettings(engine="bilstm_crf", units=7))
    assert (told.engine, told.units) == ("bilstm_crf", 7)
    assert _STRING_NETWORKS == STRING_ENGINES
