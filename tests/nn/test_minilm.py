"""A real encoder: it is read, its tokens are the Rust library's, and it knows what is alike."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.nn.encoder import Encoder, read_encoder
from spv2_spark.nn.piece_inputs import padded_rows, piece_rows
from spv2_spark.nn.word_pieces import WordPieces
from spv2_spark.strings.tokens import tokenised

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "work/minilm"  # which git does not know: 83 MB are fetched once

# What `tokenizers` 0.23.3 makes of MiniLM's tokenizer.json, the token given as a word of its own.
# It agreed on all 51,378 distinct tokens of GROBID's strings.
RUST = {
    "Götteborg": (2288, 2618, 11755), "Université": (22176,), "İstanbul": (9960,),
    "ΣΟΦΟΣ": (1173, 29730, 29736, 29730, 29733), "Straße": (2358, 27807),
    "12345": (13138, 19961), "2011": (2249,), "北": (1781,), "ﬁbre": (1984, 13578),
    "Ǆ": (100,), "ª": (1076,), "№": (1578,), "—": (1517,), "“": (1523,), "_": (1035,),
    "Krzyżanowski": (1047, 28534, 24147, 10344), "हिन्दी": (1339, 29877, 29863, 29861, 29878),
    "Владимир": (1182, 29436, 10260, 29742, 10325, 29745, 10325, 16856), "\u200bab": (11113,),
    "Electrophysiological": (16175, 21281, 20763, 9966),
}  # fmt: skip


@pytest.fixture(scope="module")
def minilm() -> Encoder:
    if not (FOLDER / "model.safetensors").exists():
        command = ["bash", str(ROOT / "scripts/encoder.sh"), str(FOLDER)]
        environment = {**os.environ, "PYTHON": sys.executable}
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if told.returncode:
            pytest.skip(f"scripts/encoder.sh: {told.stderr.strip()[-200:]}")
    return read_encoder(FOLDER)


def test_a_folder_of_others_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("mine")
    command = ["bash", str(ROOT / "scripts/encoder.sh"), str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, "holds something already" in told.stderr) == (1, True)
    assert (tmp_path / "config.json").read_text() == "mine"


def test_its_tokens_are_the_rust_librarys(minilm: Encoder) -> None:
    pieces = WordPieces(minilm.pieces, minilm.shape.normaliser)
    assert {token: pieces.of(token) for token in RUST} == RUST


@pytest.mark.tf
def test_it_knows_what_is_alike(minilm: Encoder) -> None:
    pytest.importorskip("tensorflow")
    from spv2_spark.nn.backend import keras_with

    keras_with(1)
    from spv2_spark.nn import bert

    assert (minilm.shape.layers, minilm.shape.width, minilm.shape.heads) == (6, 384, 12)
    pieces = WordPieces(minilm.pieces, minilm.shape.normaliser)
    texts = ("The cat sat on the mat.", "A kitten rested on a rug.",
             "Inflation rates rose in spring.", "Prices went up faster in April.")  # fmt: skip
    rows = [piece_rows(pieces, tokenised(one).texts, 512)[0] for one in texts]
    inputs = padded_rows(rows)
    model = bert.build_encoder(minilm.shape)
    bert.assign(model, minilm.weights, "MiniLM")
    values = np.asarray(model({"pieces": inputs.pieces, "counts": inputs.counts}))
    # A sentence is the mean of its pieces, as MiniLM was trained.
    pairs = zip(values, inputs.counts, strict=True)
    means = np.stack([one[:count].mean(axis=0) for one, count in pairs])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    likeness = means @ means.T
    assert likeness[0, 1] > 0.5
    assert likeness[2, 3] > 0.5
    assert likeness[:2, 2:].max() < 0.2
