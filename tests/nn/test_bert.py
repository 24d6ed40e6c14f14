"""The encoder in Keras is the one of the paper; strings go through it in pieces and windows."""

from __future__ import annotations

from collections.abc import Mapping
from math import erf
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from spv2_spark.errors import ModelError
from spv2_spark.nn.encoder import Encoder, read_encoder
from spv2_spark.nn.piece_inputs import PieceRow, labelled_rows, padded_rows, piece_rows
from spv2_spark.nn.word_pieces import Normaliser, WordPieces
from tests.nn.encoders import CONFIG, PIECES, arrays_of, write_encoder

Floats = npt.NDArray[np.float64]
WORDS = WordPieces(PIECES, Normaliser())


def written_out(arrays: Mapping[str, Any], pieces: list[int]) -> Floats:
    """BERT of one sequence, (P, H), in NumPy and float64: Vaswani et al. and Devlin et al."""
    weight = {name: values.astype(np.float64) for name, values in arrays.items()}

    def norm(values: Floats, name: str) -> Floats:
        centred = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        made: Floats = centred / spread * weight[f"{name}.weight"] + weight[f"{name}.bias"]
        return made

    def dense(values: Floats, name: str) -> Floats:
        made: Floats = values @ weight[f"{name}.weight"].T + weight[f"{name}.bias"]
        return made

    def attended(values: Floats, layer: str) -> Floats:
        parts = {one: dense(values, f"{layer}.attention.self.{one}") for one in
                 ("query", "key", "value")}  # fmt: skip
        heads = []
        for columns in np.split(np.arange(values.shape[1]), 2):
            query, key, value = (parts[one][:, columns] for one in ("query", "key", "value"))
            shares = np.exp(query @ key.T / np.sqrt(len(columns)))
            heads.append(shares / shares.sum(axis=1, keepdims=True) @ value)
        return np.concatenate(heads, axis=1)

    gelu = np.vectorize(lambda x: x * (1 + erf(x / 2**0.5)) / 2)
    values = weight["embeddings.word_embeddings.weight"][pieces]
    values = values + weight["embeddings.position_embeddings.weight"][: len(pieces)]
    values = values + weight["embeddings.token_type_embeddings.weight"][0]
    values = norm(values, "embeddings.LayerNorm")
    for at in range(2):
        layer = f"encoder.layer.{at}"
        joined = dense(attended(values, layer), f"{layer}.attention.output.dense")
        values = norm(values + joined, f"{layer}.attention.output.LayerNorm")
        inner = gelu(dense(values, f"{layer}.intermediate.dense"))
        values = norm(values + dense(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    return values


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return read_encoder(write_encoder(tmp_path_factory.mktemp("encoder")))


@pytest.mark.tf
def test_it_is_the_encoder_of_the_paper(encoder: Encoder) -> None:
    pytest.importorskip("tensorflow")
    from spv2_spark.nn.backend import keras_with

    keras_with(1)
    from spv2_spark.nn import bert

    model = bert.build_encoder(encoder.shape)
    bert.assign(model, encoder.weights, "tiny")
    # Two windows of other lengths: padding is seen by nobody.
    rows = [piece_rows(WORDS, text.split(), 64)[0] for text in ("19 May 2011", "may")]
    inputs = padded_rows(rows)
    found = np.asarray(model({"pieces": inputs.pieces, "counts": inputs.counts}))
    for row, values in zip(rows, found, strict=True):
        wanted = written_out(arrays_of(CONFIG), row.pieces)
        assert np.allclose(values[: len(row.pieces)], wanted, atol=1e-5)
    with pytest.raises(ModelError, match=r"tiny: other weights than the shape has \(block_0/"):
        bert.assign(model, {}, "tiny")
    wrong = {**encoder.weights, "block_0/outer/bias": np.zeros(3, np.float32)}
    with pytest.raises(ModelError, match=r"tiny: block_0/outer/bias has shape \(3,\)"):
        bert.assign(model, wrong, "tiny")


def test_a_token_is_its_first_piece() -> None:
    (row,) = piece_rows(WORDS, ["Received", "2011", "May"], 64)
    assert [PIECES[one] for one in row.pieces] == [
        "[CLS]", "received", "20", "##1", "##1", "may", "[SEP]",
    ]  # fmt: skip
    assert row == PieceRow(row.pieces, [1, 2, 5], 0, 0, 3)
    assert piece_rows(WORDS, [], 64) == []


def test_a_long_string_is_cut_into_windows_that_tile_it() -> None:
    tokens = ["may", "2011", "."] * 20  # 100 pieces
    rows = piece_rows(WORDS, tokens, 32)
    assert all(len(row.pieces) <= 32 for row in rows)
    counted = [at for row in rows for at in range(row.start + row.first, row.start + row.last)]
    assert counted == [*range(60)]
    for row in rows:
        own = [row.pieces[at] for at in row.firsts]
        wanted = tokens[row.start : row.start + len(own)]
        assert own == [WORDS.of(one)[0] for one in wanted]
    # Within the string a token has three pieces of context or more at either side.
    middle = rows[1]
    assert middle.firsts[middle.first] - 1 >= 3
    assert len(middle.pieces) - 1 - middle.firsts[middle.last - 1] >= 3


def test_what_does_not_count_in_a_window_may_be_any_label() -> None:
    row = PieceRow([2, 5, 10, 39, 3], [1, 2, 3], 4, 1, 3)
    batch = labelled_rows([row], [[0, 0, 0, 0, 7, 8, 9]])
    assert batch.labels.tolist() == [[-1, 8, 9]]
    assert (batch.counts.tolist(), batch.lengths.tolist()) == ([5], [3])
    # A token alone is padded, for the chain needs a step.
    assert labelled_rows([PieceRow([2, 5, 3], [1], 0, 0, 1)], [[4]]).labels.tolist() == [[4, -1]]
