"""Scores of a trained CRF: by token on shards, and by the caller's own measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from spv2_spark.crf.tagger import CrfTagger
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.domain.tagging import Tagger
from spv2_spark.features.featurise import PageFeatures
from spv2_spark.features.metrics import confusion, empty_counts, harmonic, token_scores
from spv2_spark.features.shards import Shard

Evaluate = Callable[[Tagger], Mapping[str, float]]


def metrics_of(
    tagger: CrfTagger, shards: Iterable[Shard], evaluate: Evaluate | None
) -> dict[str, float]:
    """Return a tagger's scores; "score" is the caller's measure where there is one."""
    metrics = _by_tokens(tagger, shards)
    if evaluate is not None:
        found = dict(evaluate(tagger))
        metrics = {f"token_{name}": value for name, value in metrics.items()}
        metrics |= {"score": harmonic(found.values()), **found}
    return metrics


def _by_tokens(tagger: CrfTagger, shards: Iterable[Shard]) -> dict[str, float]:
    fields, entries = empty_counts()
    for shard in shards:
        for page in range(shard.info.pages):
            first, last = shard.offsets[page : page + 2].tolist()
            one = PageFeatures(page, shard.ids[first:last], shard.numbers[first:last])
            (tags,) = tagger.tag_features([one])
            found = tags.field_logp.argmax(axis=1), tags.entry_logp.argmax(axis=1)
            fields += confusion(shard.field[first:last], found[0], FIELD_LABELS)
            entries += confusion(shard.entry[first:last], found[1], ENTRY_LABELS)
    return token_scores(fields, entries) if np.any(fields) else {}
