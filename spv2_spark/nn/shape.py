"""The sizes of a tagger: everything that fixes its weights' shapes. No TensorFlow here."""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.errors import SettingsError
from spv2_spark.features.featurise import FeatureSettings
from spv2_spark.features.manifest import ManifestError, check_counts

# Dimensions of the embeddings, by the name of the id column.
DIMENSIONS = {
    "word": 32,
    "hash": 32,
    "prefix": 16,
    "suffix": 24,
    "shape": 16,
    "font": 8,
    "page_front": 8,
    "page_back": 8,
}


@dataclass(frozen=True, slots=True)
class TaggerShape:
    """K id columns and D numbers in, two softmaxes out.

    `engine` is "bilstm", "bilstm_crf" (a linear chain over the field labels) or "spv2"
    (SPv2's 7 labels without begin marks, a chain, no entry labels).
    """

    id_sizes: tuple[int, ...]  # K
    id_dims: tuple[int, ...]  # K
    numbers: int  # D
    engine: str = "bilstm"
    dense: int = 128
    units: int = 128
    layers: int = 2
    dropout: float = 0.2
    field_labels: int = FIELD_LABELS
    entry_labels: int = ENTRY_LABELS

    @property
    def has_chain(self) -> bool:
        """Whether a linear chain joins the field labels."""
        return self.engine != "bilstm"

    @property
    def has_begin(self) -> bool:
        """Whether a field has two labels, one of which begins it: SPv2's have one."""
        return self.engine != "spv2"


ENGINES = ("bilstm", "bilstm_crf", "spv2")
_MOST_IDS, _MOST_UNITS, _MOST_LAYERS = 1 << 16, 1 << 13, 16


def check_shape(shape: TaggerShape, features: FeatureSettings) -> None:
    """Raise ManifestError for a shape that no tagger of ours has, or that would fill a memory."""
    columns = len(features.id_columns)
    if len(shape.id_sizes) != columns or len(shape.id_dims) != columns:
        raise ManifestError(f"shape: the features have {columns} columns of ids")
    check_counts([("shape.id_sizes", size) for size in shape.id_sizes], 1, _MOST_IDS)
    widths = {"numbers": shape.numbers, "dense": shape.dense, "units": shape.units}
    widths["field_labels"], widths["entry_labels"] = shape.field_labels, shape.entry_labels
    some = [("id_dims", size) for size in shape.id_dims] + list(widths.items())
    check_counts([(f"shape.{name}", size) for name, size in some], 1, _MOST_UNITS)
    check_counts([("shape.layers", shape.layers)], 1, _MOST_LAYERS)
    if not isinstance(shape.dropout, (int, float)) or not 0 <= shape.dropout < 1:
        raise ManifestError("shape.dropout is no share")
    if shape.engine not in ENGINES:
        raise ManifestError(f"shape.engine is not one of {', '.join(ENGINES)}")


def tagger_shape(
    engine: str, features: FeatureSettings, numbers: int, units: int = 128, dense: int = 128
) -> TaggerShape:
    """Return the shape of an engine over a set of features with D `numbers`.

    "spv2" has the sizes of SPv2 itself: words 100 and fonts 10, Dense 1024, 512 units.
    """
    if engine not in ENGINES:
        raise SettingsError(f"unknown tagger {engine!r} (known: {', '.join(ENGINES)})")
    if engine == "spv2":
        dims = {**DIMENSIONS, "word": 100, "font": 10}
        units, dense = 512, 1024
    else:
        dims = DIMENSIONS
    return TaggerShape(
        id_sizes=features.id_sizes,
        id_dims=tuple(dims[name] for name in features.id_columns),
        numbers=numbers,
        engine=engine,
        units=units,
        dense=dense,
        field_labels=7 if engine == "spv2" else FIELD_LABELS,
    )
