"""An encoder's folder is read as it says, or refused in a line; its tokens are cut as BERT's."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from spv2_spark.errors import ModelError
from spv2_spark.features.manifest import ManifestError
from spv2_spark.nn.encoder import read_encoder
from spv2_spark.nn.encoder_shape import encoder_shape_from
from spv2_spark.nn.safetensors import SafetensorsError, read_floats
from spv2_spark.nn.word_pieces import Normaliser, WordPieces
from tests.nn.encoders import (
    CONFIG,
    PIECES,
    TOKENIZER,
    arrays_of,
    file_of,
    safetensors,
    write_encoder,
)


def test_a_folder_is_read_as_it_says(tmp_path: Path) -> None:
    arrays: dict[str, npt.NDArray[Any]] = {"embeddings.position_ids": np.arange(64)}
    arrays |= arrays_of(CONFIG)
    encoder = read_encoder(write_encoder(tmp_path / "one", arrays=arrays))
    assert (encoder.shape.vocabulary, encoder.shape.positions) == (CONFIG["vocab_size"], 64)
    assert encoder.pieces == PIECES
    inner = encoder.weights["block_1/inner/kernel"]
    assert (inner == arrays["encoder.layer.1.intermediate.dense.weight"].T).all()
    assert len(encoder.weights) == 5 + 2 * 16
    # Older files call the same otherwise, and have a head that nobody asks for.
    old: dict[str, Any] = {
        f"bert.{name}".replace("Norm.weight", "Norm.gamma").replace("Norm.bias", "Norm.beta"): one
        for name, one in arrays.items()
    }
    old["cls.predictions.bias"] = np.zeros(3, np.float32)
    same = read_encoder(write_encoder(tmp_path / "two", arrays=old))
    assert same.digest == encoder.digest
    other = read_encoder(write_encoder(tmp_path / "three", arrays=arrays_of(CONFIG, seed=2)))
    assert other.digest != encoder.digest


def test_halves_become_float32(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(safetensors({"half": np.array([0.5, -2], np.float16)}))
    assert read_floats(path, lambda _: True)["half"].tolist() == [0.5, -2]
    header = json.dumps({"b": {"dtype": "BF16", "shape": [2], "data_offsets": [0, 4]}}).encode()
    path.write_bytes(file_of(header, np.array([0x3F00, 0xC000], "<u2").tobytes()))
    found = read_floats(path, lambda _: True)["b"]
    assert found.dtype == np.float32
    assert found.tolist() == [0.5, -2]


def entry(dtype: Any = "F32", shape: Any = (2,), offsets: Any = (0, 8)) -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "its header is longer than it"),
        (b"\xff" * 20, "its header is longer than it"),
        (file_of(b"{", b""), "its header is no JSON"),
        (file_of(b"[" * 100_000, b""), "its header is no JSON"),
        (file_of(b"[]", b""), "its header is no table"),
        ({"a": 3}, "tells no array of 'a'"),
        ({"a": entry(dtype="F33")}, "tells no array of 'a'"),
        ({"a": entry(dtype=["F32"])}, "tells no array of 'a'"),
        ({"a": entry(shape=[3])}, "'a' is not as long as its header says"),
        ({"a": entry(shape=[-1, -2])}, "'a' is not as long"),
        ({"a": entry(shape=[True, 2])}, "'a' is not as long"),
        ({"a": entry(shape=[1] * 9)}, "'a' is not as long"),
        ({"a": entry(offsets=[0, 2**70], shape=[2**68])}, r"its arrays have \d+ bytes"),
        ({"a": entry(offsets=[4, 12])}, "lie upon each other, or leave room"),
        ({"a": entry(), "b": entry()}, "lie upon each other"),
        ({"a": entry(shape=[1], offsets=[0, 4])}, "its arrays have 4 bytes, and it has 8"),
        ({"a": entry(dtype="I64", shape=[1])}, "'a' is of I64, and no float"),
    ],
)  # fmt: skip
def test_a_header_that_lies_is_told(tmp_path: Path, data: Any, told: str) -> None:
    path = tmp_path / "model.safetensors"
    header = data if isinstance(data, bytes) else file_of(json.dumps(data).encode(), b"8 bytes.")
    path.write_bytes(header)
    with pytest.raises(SafetensorsError, match=told):
        read_floats(path, lambda _: True)


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"hidden_size": 9}, "hidden_size is no multiple of num_attention_heads"),
        ({"hidden_size": None}, "hidden_size is not from 1 to"),
        ({"num_hidden_layers": 10**9}, "num_hidden_layers is not from 1 to 48"),
        ({"hidden_act": "swiglu"}, "hidden_act is 'swiglu', not one of gelu, "),
        ({"layer_norm_eps": 0.0}, "layer_norm_eps is not between"),
        ({"model_type": "roberta"}, "model_type is 'roberta', not bert"),
        ({"position_embedding_type": "relative_key"}, "position_embedding_type 'relative_key'"),
        ({"vocab_size": 9}, "91 pieces, and vocab_size 9"),
        ({"vocab_size": 10**6, "hidden_size": 4096}, "more than 256,000,000 weights"),
        ({"intermediate_size": 16}, r"dense.weight has shape \(8, 12\), not \(8, 16\)"),
        ({"num_hidden_layers": 3}, "no encoder.layer.2.attention.self.query.weight"),
    ],
)  # fmt: skip
def test_sizes_are_held_against_the_weights(
    tmp_path: Path, config: dict[str, Any], told: str
) -> None:
    folder = write_encoder(tmp_path)
    (folder / "config.json").write_text(json.dumps({**CONFIG, **config}))
    assert_refused(folder, told)


@pytest.mark.parametrize(
    ("part", "change", "told"),
    [
        ("normalizer", {"type": "Lowercase"}, "no BertNormalizer"),
        ("normalizer", {"lowercase": "yes"}, "the normaliser's settings are not true or false"),
        ("model", {"type": "BPE"}, "'BPE' with '##', not WordPiece"),
        ("model", {"vocab": None}, "no vocabulary"),
        ("model", {"vocab": {"[UNK]": 0, "[CLS]": 2}}, "the ids of its pieces are not 0, 1, 2"),
        ("model", {"vocab": {"[UNK]": [0]}}, "the ids of its pieces are not 0, 1, 2"),
        ("model", {"vocab": {"[UNK]": 0, "[CLS]": 1}}, r"the vocabulary has no \[SEP\]"),
        ("model", {"vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "a\nb": 3}}, "no line"),
    ],
)
def test_a_tokeniser_of_another_kind_is_refused(
    tmp_path: Path, part: str, change: dict[str, Any], told: str
) -> None:
    told_of: dict[str, Any] = {**TOKENIZER}
    told_of[part] = {**told_of[part], **change}
    assert_refused(write_encoder(tmp_path, tokenizer=told_of), told)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_file_that_is_missing_or_none_is_told(tmp_path: Path, name: str) -> None:
    folder = write_encoder(tmp_path)
    (folder / name).write_bytes(b"\x00")
    assert_refused(folder, f"{name}: ")
    (folder / name).unlink()
    assert_refused(folder, f"{name}: No such file or directory")
    with (folder / name).open("wb") as file:
        file.truncate(3 << 30)  # a hole, which takes no room
    assert_refused(folder, rf"{name}: more than \d+ bytes")
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert_refused(folder, f"{name}: not a regular file")


def test_a_weight_that_is_no_number_is_told(tmp_path: Path) -> None:
    arrays = arrays_of(CONFIG)
    arrays["embeddings.LayerNorm.bias"][2] = np.nan
    assert_refused(write_encoder(tmp_path, arrays=arrays), "LayerNorm.bias is not finite")


def assert_refused(folder: Path, told: str) -> None:
    with pytest.raises(ModelError, match=told) as caught:
        read_encoder(folder)
    assert str(caught.value).startswith(f"encoder {folder}: ")
    assert "\n" not in str(caught.value)


def test_a_shape_with_a_surprise_is_refused() -> None:
    with pytest.raises(ManifestError, match="surprise"):
        encoder_shape_from({"surprise": 1})


def test_words_are_cut_greedily() -> None:
    pieces = WordPieces(PIECES, Normaliser())

    def cut(token: str) -> list[str]:
        return [PIECES[one] for one in pieces.of(token)]

    assert cut("May") == ["may"]
    assert cut("2011") == ["20", "##1", "##1"]
    assert cut("Júly") == ["j", "##u", "##l", "##y"]
    assert cut("ß") == ["[UNK]"]
    assert cut("Maß") == ["[UNK]"]
    assert cut("a" * 101) == ["[UNK]"]
    assert cut("\u0301") == ["[UNK]"]  # an accent alone leaves nothing
    assert cut("may.june") == ["may", ".", "june"]
    cased = WordPieces(
        (*PIECES, "M", "##ä", "生"), Normaliser(lowercase=False, strip_accents=False)
    )
    assert [len(cased.of(one)) for one in ("Mä", "生生", "May")] == [2, 2, 3]
