"""The sizes of a tagger: everything that fixes its weights' shapes. No TensorFlow here."""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.errors import SettingsError
from spv2_spark.features.featurise import FeatureSettings

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


ENGINES = ("bilstm", "bilstm_crf", "spv2")


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
