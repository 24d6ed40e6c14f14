"""bert_crf: it learns a toy set, goes on after a kill, and is read alike elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("tensorflow")

from spv2_spark.config import Settings, SourceSettings, load_settings
from spv2_spark.config.strings import StringTrainingSettings
from spv2_spark.engines.strings import open_strings, string_tagger_of, train_strings
from spv2_spark.errors import ModelError, SettingsError
from spv2_spark.nn import string_run
from spv2_spark.nn.bert_sizes import BertSizes
from spv2_spark.nn.bert_tagger import BertTagger, tagger_on
from spv2_spark.nn.device import Device
from spv2_spark.nn.encoder import read_encoder
from spv2_spark.nn.piece_inputs import PieceInputs
from spv2_spark.nn.string_run import Learnt, scored
from spv2_spark.nn.string_tagger import package_of
from spv2_spark.strings.models import model_called
from spv2_spark.strings.package import StringManifest, StringPackage, write_package
from spv2_spark.strings.tokens import tokenised
from tests.nn.encoders import CONFIG, write_encoder
from tests.strings.dates import date_strings

DATE = model_called("date")
MANIFEST = StringManifest("dates", "dates-1", "date", "")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> StringTrainingSettings:
    """Those of a tiny encoder of 64 places, which reads long strings in windows."""
    config = {**CONFIG, "hidden_size": 16, "intermediate_size": 32}
    folder = write_encoder(tmp_path_factory.mktemp("encoder"), config)
    return StringTrainingSettings(
        engine="bert_crf", encoder=str(folder), encoder_epochs=10, encoder_rate=0.01,
        head_rate=0.02, encoder_dropout=0.0, average=0.9, threads=1,
    )  # fmt: skip


@pytest.fixture(scope="module")
def trained(
    settings: StringTrainingSettings, tmp_path_factory: pytest.TempPathFactory
) -> tuple[StringPackage, Path]:
    out = tmp_path_factory.mktemp("trained")
    return train_strings(DATE, date_strings(120), settings, MANIFEST, out), out / "package"


@pytest.mark.tf
def test_it_learns_and_a_fresh_process_reads_its_package_alike(
    trained: tuple[StringPackage, Path],
) -> None:
    package, folder = trained
    tagger = string_tagger_of(package, Device(threads=1), 64)
    held = Learnt.of(date_strings(30, seed=9))
    found = tagger.labels(held.tokens)
    assert scored(found, held).f1() > 0.8  # random weights know no word before
    assert package.manifest.metrics["dev_f1"] > 0.8
    assert package.manifest.engine == "bert_crf"
    assert "/" not in str(package.manifest.settings["encoder"])  # no path of this machine
    assert sorted(path.name for path in folder.iterdir()) == [
        "manifest.json", "vocabulary.txt", "weights.npz",
    ]  # fmt: skip
    # Batches change nothing; a string without a token has no label.
    alone = [tagger.labels([one])[0] for one in held.tokens[:3]]
    assert alone == found[:3]
    assert tagger.labels([tokenised("")]) == [[]]
    script = (
        "import json, sys\n"
        "from spv2_spark.config import SourceSettings\n"
        "from spv2_spark.engines.strings import open_strings, string_tagger_of\n"
        "from spv2_spark.nn.device import Device\n"
        "from spv2_spark.strings.models import model_called\n"
        "from spv2_spark.strings.tokens import tokenised\n"
        "package = open_strings(sys.argv[1], SourceSettings(), model_called('date'))\n"
        "tagger = string_tagger_of(package, Device(threads=1), 64)\n"
        "print(json.dumps(tagger.labels([tokenised(t) for t in json.loads(sys.argv[2])])))"
    )
    texts = json.dumps([one.text for one in held.tokens])
    told = subprocess.run(
        [sys.executable, "-c", script, str(folder), texts],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert json.loads(told) == found


def test_a_string_in_windows_is_read_as_its_parts(tmp_path: Path) -> None:
    encoder = read_encoder(write_encoder(tmp_path, {**CONFIG, "max_position_embeddings": 16}))
    sizes = BertSizes(encoder.shape)
    manifest = replace(MANIFEST, engine="bert_crf", shape=sizes.table)
    package = package_of(manifest, encoder.pieces, encoder.weights)
    seen = []

    def predict(inputs: PieceInputs) -> npt.NDArray[np.float32]:
        """Say what a token is by its first piece, and of others that they are days."""
        seen.append(inputs)
        pieces = np.take_along_axis(inputs.pieces, inputs.firsts, axis=1)
        shares = np.full((*pieces.shape, len(DATE.labels)), 0.01, np.float32)
        shares[..., DATE.labels.index("B-day")] = 0.5
        for piece, label in (("may", "B-month"), ("20", "B-year"), (";", "O")):
            shares[pieces == encoder.pieces.index(piece), DATE.labels.index(label)] = 0.9
        return np.log(shares)

    tagger = BertTagger(package, predict, batch_pieces=64)
    long = tokenised(" ; ".join(["17 May 2011"] * 20))
    short = tokenised("17 May 2011")
    found = tagger.likely_labels([long, tokenised(""), short, long])
    date = ["B-day", "B-month", "B-year"]
    assert [one.labels for one in found] == [[*date, "O"] * 19 + date, [], date, found[0].labels]
    assert found[0].probabilities == pytest.approx([0.5, 0.9, 0.9, 0.9] * 19 + [0.5, 0.9, 0.9])
    assert max(inputs.counts.max() for inputs in seen) <= 16
    assert max(inputs.pieces.size for inputs in seen) <= 64


@pytest.mark.tf
def test_a_killed_run_ends_as_one_that_was_not(
    settings: StringTrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strings, few = date_strings(40), replace(settings, encoder_epochs=3, patience=0)
    whole = train_strings(DATE, strings, few, MANIFEST, tmp_path / "whole")

    class KilledError(Exception):
        pass

    def killed(self: string_run.StringRun, loss: float) -> None:
        judge(self, loss)
        if self._progress.step == 2:
            raise KilledError

    judge = string_run.StringRun._judge
    monkeypatch.setattr(string_run.StringRun, "_judge", killed)
    with pytest.raises(KilledError):
        train_strings(DATE, strings, few, MANIFEST, tmp_path / "killed")
    monkeypatch.undo()
    again = train_strings(DATE, strings, few, MANIFEST, tmp_path / "killed")
    assert again.files == whole.files
    moved = replace(few, encoder=str(write_encoder(tmp_path / "other", CONFIG)))
    with pytest.raises(SettingsError, match="belongs to a run with other settings"):
        train_strings(DATE, strings, moved, MANIFEST, tmp_path / "killed")


def test_an_engine_without_its_encoder_is_told(tmp_path: Path) -> None:
    told = "string_training.encoder names no folder"
    with pytest.raises(SettingsError, match=told):
        load_settings([], ["string_training.engine=bert_crf"])
    alone = StringTrainingSettings(engine="bert_crf")
    with pytest.raises(SettingsError, match=told):
        train_strings(DATE, date_strings(4), alone, MANIFEST, tmp_path)
    with pytest.raises(ModelError, match=r"no/such: config.json: No such file or directory"):
        train_strings(DATE, date_strings(4), replace(alone, encoder="no/such"), MANIFEST, tmp_path)
    assert isinstance(load_settings([], ["string_training.encoder=x"]), Settings)


@pytest.mark.tf
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"engine_version": 99}, "inputs 99"),
        ({"shape": {"engine": "bert_crf"}}, "shape is not an engine, an encoder and a dropout"),
        ({"dropout": 2}, "shape.dropout is no share"),
        ({"vocabulary": 20}, "91 pieces, and vectors of 20|has shape"),
        ({"width": 8}, "has shape"),
        ({"layers": 3}, "other weights than the shape has"),
        ({"weights.npz": b"none"}, "weights"),
        ({"weights.npz": None}, "'weights.npz'"),
        ({"vocabulary.txt": b"may\n"}, r"the vocabulary has no \[UNK\]"),
        ({"vocabulary.txt": b"\xff\n"}, "decode"),
    ],
)
def test_a_package_that_does_not_fit_together_is_told(
    trained: tuple[StringPackage, Path], tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    package, _ = trained
    files, manifest = dict(package.files), package.manifest
    for name, value in change.items():
        if name in files:
            files = {k: value if k == name else v for k, v in files.items() if k != name or value}
        elif name in ("engine_version", "shape"):
            manifest = replace(manifest, **{name: value})
        elif name == "dropout":
            manifest = replace(manifest, shape={**manifest.shape, name: value})
        else:
            encoder = {**manifest.shape["encoder"], name: value}
            manifest = replace(manifest, shape={**manifest.shape, "encoder": encoder})
    damaged = StringPackage(manifest, files)
    write_package(tmp_path / "package", damaged)
    opened = open_strings(str(tmp_path / "package"), SourceSettings(), DATE)
    with pytest.raises(ModelError, match=told) as caught:
        tagger_on(Device(threads=1), opened, 64)
    assert str(caught.value).startswith("model package dates: ")


@pytest.mark.tf
def test_half_precision_turns_few_labels(trained: tuple[StringPackage, Path]) -> None:
    package, _ = trained
    held = Learnt.of(date_strings(10, seed=9))
    whole = string_tagger_of(package, Device(threads=1), 64).labels(held.tokens)
    half = string_tagger_of(package, Device(threads=1, precision="float16"), 64)
    pairs = [
        pair
        for one, other in zip(whole, half.labels(held.tokens), strict=True)
        for pair in zip(one, other, strict=True)
    ]
    assert np.mean([one == other for one, other in pairs]) > 0.9
    with pytest.raises(SettingsError, match="unknown precision 'int4'"):
        string_tagger_of(package, Device(threads=1, precision="int4"), 64)
