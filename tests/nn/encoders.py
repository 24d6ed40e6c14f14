"""Small encoders with random weights, in folders as Hugging Face keeps them."""

from __future__ import annotations

import json
import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = Mapping[str, npt.NDArray[Any]]

PIECES = (
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "may", "june", "march", "received", "##ary",
    "20", "19", *string.digits, *(f"##{one}" for one in string.digits), *string.ascii_lowercase,
    *(f"##{one}" for one in string.ascii_lowercase), *",.:;()-",
)  # fmt: skip
CONFIG = {
    "model_type": "bert", "vocab_size": len(PIECES) + 3, "hidden_size": 8, "num_hidden_layers": 2,
    "num_attention_heads": 2, "intermediate_size": 12, "hidden_act": "gelu",
    "layer_norm_eps": 1e-12, "max_position_embeddings": 64, "type_vocab_size": 2,
}  # fmt: skip
TOKENIZER = {
    "normalizer": {
        "type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
        "strip_accents": None, "lowercase": True,
    },
    "model": {
        "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
        "vocab": {piece: at for at, piece in enumerate(PIECES)},
    },
}  # fmt: skip


def arrays_of(config: Mapping[str, Any], seed: int = 1) -> dict[str, npt.NDArray[np.float32]]:
    """Return random weights by the names of the file, for the sizes of a config.json."""
    width, inner = config["hidden_size"], config["intermediate_size"]
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (config["vocab_size"], width),
        "embeddings.position_embeddings.weight": (config["max_position_embeddings"], width),
        "embeddings.token_type_embeddings.weight": (config["type_vocab_size"], width),
        "embeddings.LayerNorm.weight": (width,),
        "embeddings.LayerNorm.bias": (width,),
    }
    for at in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{at}"
        dense = {
            "attention.self.query": (width, width), "attention.self.key": (width, width),
            "attention.self.value": (width, width), "attention.output.dense": (width, width),
            "intermediate.dense": (inner, width), "output.dense": (width, inner),
        }  # fmt: skip
        for name, shape in dense.items():
            shapes |= {f"{layer}.{name}.weight": shape, f"{layer}.{name}.bias": shape[:1]}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{layer}.{name}.weight": (width,), f"{layer}.{name}.bias": (width,)}
    rng = np.random.default_rng(seed)
    return {
        name: rng.normal(float("Norm.weight" in name), 0.3, shape).astype(np.float32)
        for name, shape in shapes.items()
    }


def safetensors(arrays: Arrays) -> bytes:
    """Return arrays of float32, float16 and int64 as a safetensors file."""
    names = {"float32": "F32", "float16": "F16", "int64": "I64"}
    table: dict[str, dict[str, Any]] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, values in arrays.items():
        begin = len(data)
        data += values.tobytes()
        table[name] = {
            "dtype": names[values.dtype.name], "shape": list(values.shape),
            "data_offsets": [begin, len(data)],
        }  # fmt: skip
    return file_of(json.dumps(table).encode(), data)


def file_of(header: bytes, data: bytes) -> bytes:
    """Return a safetensors file of a header, whatever it says, and what follows it."""
    return len(header).to_bytes(8, "little") + header + data


def write_encoder(
    folder: Path,
    config: Mapping[str, Any] = CONFIG,
    tokenizer: Mapping[str, Any] = TOKENIZER,
    arrays: Arrays | None = None,
) -> Path:
    """Write a folder of an encoder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    kept = arrays_of(config) if arrays is None else arrays
    (folder / "model.safetensors").write_bytes(safetensors(kept))
    return folder
