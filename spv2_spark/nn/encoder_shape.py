"""The sizes of an encoder as BERT, and what its vocabulary has to be. No TensorFlow here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from spv2_spark.features.manifest import ManifestError, check_counts
from spv2_spark.nn.word_pieces import NEEDED, Normaliser

ACTIVATIONS = ("gelu", "gelu_new", "gelu_pytorch_tanh", "relu", "silu")
# By the name in config.json: what it is called here, and from where to where it may be.
SIZES = {
    "vocab_size": ("vocabulary", 4, 1_000_000),
    "hidden_size": ("width", 1, 4_096),
    "num_hidden_layers": ("layers", 1, 48),
    "num_attention_heads": ("heads", 1, 128),
    "intermediate_size": ("inner", 1, 16_384),
    "max_position_embeddings": ("positions", 8, 16_384),
    "type_vocab_size": ("types", 1, 16),
}
_MOST_WEIGHTS = 256_000_000  # in all: as float32 they have to fit a package's bound of 1 GiB
_LONGEST_PIECE = 1_000


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """The sizes of an encoder, and how it normalises words."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int = 2
    activation: str = "gelu"
    epsilon: float = 1e-12
    lowercase: bool = True
    strip_accents: bool = True
    ideograms: bool = True
    clean: bool = True

    @property
    def normaliser(self) -> Normaliser:
        """What is done to words before they are cut."""
        return Normaliser(self.lowercase, self.strip_accents, self.ideograms, self.clean)


def encoder_shape_from(table: Mapping[str, Any]) -> EncoderShape:
    """Return the shape that a table tells; ManifestError for such as none has."""
    try:
        shape = EncoderShape(**table)
    except TypeError as error:
        raise ManifestError(f"encoder: {error}") from error
    for told, (name, fewest, most) in SIZES.items():
        check_counts([(told, getattr(shape, name))], fewest, most)
    if shape.width % shape.heads:
        raise ManifestError("hidden_size is no multiple of num_attention_heads")
    if shape.activation not in ACTIVATIONS:
        known = ", ".join(ACTIVATIONS)
        raise ManifestError(f"hidden_act is {shape.activation!r:.40}, not one of {known}")
    if type(shape.epsilon) is not float or not 0 < shape.epsilon < 1:
        raise ManifestError("layer_norm_eps is not between 0 and 1")
    if not all(type(one) is bool for one in asdict(shape.normaliser).values()):
        raise ManifestError("the normaliser's settings are not true or false")
    layer = 4 * shape.width**2 + 2 * shape.width * shape.inner
    rows = shape.vocabulary + shape.positions + shape.types
    if rows * shape.width + shape.layers * layer > _MOST_WEIGHTS:
        raise ManifestError(f"more than {_MOST_WEIGHTS:,} weights")
    return shape


def check_pieces(pieces: tuple[str, ...]) -> None:
    """Raise ManifestError for pieces that are no lines, too long, or miss one that is needed."""
    if missing := [one for one in NEEDED if one not in pieces]:
        raise ManifestError(f"the vocabulary has no {missing[0]}")
    if any("\n" in one or len(one) > _LONGEST_PIECE for one in pieces):
        raise ManifestError(f"a piece is no line of at most {_LONGEST_PIECE} characters")
