"""Scores of the weights as they are in mid-training."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.features.metrics import confusion, empty_counts, harmonic, token_scores
from spv2_spark.nn import model as models
from spv2_spark.nn.batch import Batch
from spv2_spark.nn.package import Package
from spv2_spark.nn.shape import TaggerShape
from spv2_spark.nn.tagger import NeuralTagger
from spv2_spark.nn.windows import Inputs

if TYPE_CHECKING:
    from spv2_spark.nn.train import Evaluate


class Evaluator:
    """Holds a second model, so that the averaged weights are scored while others learn."""

    def __init__(self, shape: TaggerShape, evaluate: Evaluate | None) -> None:
        self._model = models.build_model(shape)
        self._predict = models.predict_with(shape, self._model)
        self._evaluate = evaluate

    def metrics(self, package: Package, batches: Iterable[Batch]) -> dict[str, float]:
        """Score a package's weights by the caller's measure, or by tokens; {} without either."""
        models.assign_weights(self._model, package.weights, package.manifest.name)
        metrics = self._by_tokens(batches)
        if self._evaluate is not None:
            found = dict(self._evaluate(NeuralTagger(package, self._predict)))
            # The caller's score decides; the tokens' stays visible beside it.
            metrics = {f"token_{name}": value for name, value in metrics.items()}
            metrics |= {"score": harmonic(found.values()), **found}
        return metrics

    def _by_tokens(self, batches: Iterable[Batch]) -> dict[str, float]:
        fields, entries = empty_counts()
        for batch in batches:
            logp = self._predict(Inputs(*batch[:3]))
            found = logp[..., :FIELD_LABELS].argmax(axis=-1)
            fields += confusion(batch.labels[..., 0], found, FIELD_LABELS)
            found = logp[..., FIELD_LABELS:].argmax(axis=-1)
            entries += confusion(batch.labels[..., 1], found, ENTRY_LABELS)
        return token_scores(fields, entries) if np.any(fields) else {}
