"""Gold labels as if a perfect tagger had said them, to measure the decoder's own ceiling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS, MASK, Labels, PageLabels
from spv2_spark.domain.page import Float32s
from spv2_spark.domain.tagging import PageTags

_SURE = 0.999


def tags_of_labels(labels: Sequence[PageLabels]) -> tuple[PageTags, ...]:
    """Give each gold label probability 0.999; where it is masked, "none" gets a half."""
    return tuple(
        PageTags(one.number, _logp(one.field, FIELD_LABELS), _logp(one.entry, ENTRY_LABELS))
        for one in labels
    )


def _logp(labels: Labels, classes: int) -> Float32s:
    probability = np.full((len(labels), classes), (1 - _SURE) / (classes - 1), dtype=np.float32)
    probability[np.arange(len(labels)), np.maximum(labels, 0)] = _SURE
    masked = labels == MASK
    probability[masked] = 0.5 / (classes - 1)
    probability[masked, 0] = 0.5
    return np.log(probability)
