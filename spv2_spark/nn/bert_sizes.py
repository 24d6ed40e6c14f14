"""What the manifest of an encoder with a chain tells of it. No TensorFlow here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from spv2_spark.features.manifest import ManifestError
from spv2_spark.nn.encoder_shape import EncoderShape, encoder_shape_from

BERT_ENGINE = "bert_crf"
# To be raised whenever the same string gives other pieces or windows than before.
BERT_INPUTS_VERSION = 1


@dataclass(frozen=True, slots=True)
class BertSizes:
    """The encoder, and the share of values that training drops in it."""

    encoder: EncoderShape
    dropout: float = 0.1

    @property
    def table(self) -> dict[str, Any]:
        """The sizes as a manifest has them."""
        return {"engine": BERT_ENGINE, **asdict(self)}


def bert_sizes_from(table: Mapping[str, Any]) -> BertSizes:
    """Return the sizes that a manifest tells; ManifestError for such as none has."""
    if set(table) != {"engine", "encoder", "dropout"} or not isinstance(table["encoder"], dict):
        raise ManifestError("shape is not an engine, an encoder and a dropout")
    if table["engine"] != BERT_ENGINE:
        raise ManifestError(f"shape.engine is not {BERT_ENGINE}")
    dropout = table["dropout"]
    if not isinstance(dropout, (int, float)) or not 0 <= dropout < 1:
        raise ManifestError("shape.dropout is no share")
    return BertSizes(encoder_shape_from(table["encoder"]), float(dropout))
