"""An encoder as BERT: its sizes and its vocabulary, out of a folder as Hugging Face keeps them.

    config.json        the sizes
    tokenizer.json     WordPiece, with BERT's normaliser
    model.safetensors  the weights

Nobody vouches for a folder: what stands in it is held against bounds, and against the rest. No
TensorFlow here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from spv2_spark.errors import ModelError
from spv2_spark.features.manifest import ManifestError
from spv2_spark.features.package_files import UnreadableError, read_regular
from spv2_spark.nn.encoder_shape import SIZES, EncoderShape, check_pieces, encoder_shape_from
from spv2_spark.nn.encoder_weights import Weights, weights_of
from spv2_spark.nn.safetensors import SafetensorsError, read_floats

CONFIG, TOKENIZER, WEIGHTS = "config.json", "tokenizer.json", "model.safetensors"

_MOST_CONFIG, _MOST_TOKENIZER = 1 << 20, 32 << 20  # bytes

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """An encoder that was read: its weights by our names, and the hash of all of its files."""

    shape: EncoderShape
    pieces: tuple[str, ...]  # in the order of their ids
    weights: Weights
    digest: str


def read_encoder(folder: Path) -> Encoder:
    """Read an encoder from its folder; ModelError says in a line what is wrong with it."""
    config = _parsed(folder, CONFIG, _MOST_CONFIG)
    tokenizer = _parsed(folder, TOKENIZER, _MOST_TOKENIZER)
    try:
        shape = encoder_shape_from({**_sizes_in(config), **_normaliser_in(tokenizer)})
        pieces = _pieces_in(tokenizer)
        if len(pieces) > shape.vocabulary:
            raise ManifestError(f"{len(pieces)} pieces, and vocab_size {shape.vocabulary}")  # noqa: TRY301
    except ManifestError as error:
        raise ModelError(f"encoder {folder}: {error}") from error
    weights = _told(folder, WEIGHTS, lambda path: weights_of(shape, read_floats(path, _is_wanted)))
    hashed = hashlib.sha256(json.dumps([asdict(shape), pieces]).encode())
    for name in sorted(weights):
        hashed.update(weights[name].tobytes())
    return Encoder(shape, pieces, weights, hashed.hexdigest())


def _is_wanted(name: str) -> bool:
    plain = name.removeprefix("bert.")
    return plain.startswith(("embeddings.", "encoder.")) and not plain.endswith("_ids")


def _parsed(folder: Path, name: str, most: int) -> Mapping[str, Any]:
    def read(path: Path) -> Mapping[str, Any]:
        table = json.loads(read_regular(path, most))
        if not isinstance(table, dict):
            raise ManifestError("no table")
        return table

    return _told(folder, name, read)


def _told(folder: Path, name: str, read: Callable[[Path], Read]) -> Read:
    """Return what is read of a file; whatever is wrong is a ModelError that names it."""
    try:
        return read(folder / name)
    except OSError as error:
        raise ModelError(f"encoder {folder}: {name}: {error.strerror}") from error
    except (UnreadableError, ManifestError, SafetensorsError) as error:
        raise ModelError(f"encoder {folder}: {name}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"encoder {folder}: {name}: no JSON") from error


def _sizes_in(config: Mapping[str, Any]) -> dict[str, Any]:
    if config.get("model_type", "bert") != "bert":
        raise ManifestError(f"model_type is {config['model_type']!r:.40}, not bert")
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise ManifestError(f"position_embedding_type {config['position_embedding_type']!r:.40}")
    sizes = {name: config.get(told) for told, (name, _, _) in SIZES.items()}
    return {**sizes, "activation": config.get("hidden_act", "gelu"),
            "epsilon": config.get("layer_norm_eps", 1e-12)}  # fmt: skip


def _normaliser_in(tokenizer: Mapping[str, Any]) -> dict[str, Any]:
    told = tokenizer.get("normalizer")
    if not isinstance(told, dict) or told.get("type") != "BertNormalizer":
        raise ManifestError(f"{TOKENIZER}: no BertNormalizer")
    lowercase, strip = told.get("lowercase", True), told.get("strip_accents")
    return {
        "lowercase": lowercase,
        "strip_accents": lowercase if strip is None else strip,
        "ideograms": told.get("handle_chinese_chars", True),
        "clean": told.get("clean_text", True),
    }


def _pieces_in(tokenizer: Mapping[str, Any]) -> tuple[str, ...]:
    model = tokenizer.get("model")
    vocabulary = model.get("vocab") if isinstance(model, dict) else None
    if not isinstance(model, dict) or not isinstance(vocabulary, dict):
        raise ManifestError(f"{TOKENIZER}: no vocabulary")
    told = (model.get("type", "WordPiece"), model.get("continuing_subword_prefix", "##"))
    if told != ("WordPiece", "##"):
        raise ManifestError(f"{TOKENIZER}: {told[0]!r:.40} with {told[1]!r:.40}, not WordPiece")
    if {*map(type, vocabulary.values())} != {int} or {*vocabulary.values()} != {
        *range(len(vocabulary))
    }:
        raise ManifestError(f"{TOKENIZER}: the ids of its pieces are not 0, 1, 2, ...")
    pieces = tuple(sorted(vocabulary, key=vocabulary.__getitem__))
    check_pieces(pieces)
    return pieces
