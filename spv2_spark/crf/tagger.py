"""The CRF at work: documents in, log probabilities out, page by page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pycrfsuite

from spv2_spark.crf.attributes import STATES, AttributeTable, Item
from spv2_spark.crf.package import CrfPackage
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.domain.page import Document, Float32s
from spv2_spark.domain.tagging import PageTags
from spv2_spark.errors import ModelError
from spv2_spark.features.featurise import PageFeatures

Float64s = npt.NDArray[np.float64]

_FLOOR = 1e-7  # of a probability: what training never saw is not impossible
_MOST_TOKENS = 4096  # of a sequence; CRFsuite holds all attributes of one as strings


class CrfTagger:
    """A trained model behind the `Tagger` protocol. Not for several threads at once.

    Raises ModelError for a model that is none.
    """

    def __init__(self, package: CrfPackage) -> None:
        self.version = package.manifest.version
        self.known_words = package.known_words
        self._featuriser = package.featuriser()
        self._table = AttributeTable(package.manifest.features, self._featuriser.number_names)
        # CRFsuite reads on in these very bytes: they are held as long as the model.
        self._bytes = package.model
        self._model = pycrfsuite.Tagger()
        try:
            self._model.open_inmemory(self._bytes)
            self._states: list[str] = self._model.labels()
        except ValueError as error:
            raise ModelError(f"model package {package.manifest.name}: {error}") from error
        if unknown := set(self._states) - STATES.keys():
            raise ModelError(f"model package {package.manifest.name}: no states: {unknown}")
        states = np.array([STATES[name] for name in self._states])
        self._to_field = np.eye(FIELD_LABELS)[states[:, 0]]  # (S, 13)
        self._to_entry = np.eye(ENTRY_LABELS)[states[:, 1]]  # (S, 3)

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        """Return one tuple per document, with one PageTags per page in the same order."""
        features = [self._featuriser.features(document) for document in documents]
        return [tuple(self.tag_features(pages)) for pages in features]

    def tag_features(self, pages: Sequence[PageFeatures]) -> list[PageTags]:
        """Tag featurised pages, of any documents, in their order."""
        return [self._page(page) for page in pages]

    def _page(self, page: PageFeatures) -> PageTags:
        items = self._table.items(page.ids, page.numbers)
        pieces = [
            self._marginals(items[first : first + _MOST_TOKENS])
            for first in range(0, len(items), _MOST_TOKENS)
        ]
        marginals = np.concatenate([np.zeros((0, len(self._states))), *pieces])  # (n, S)
        return PageTags(
            page.number, _logp(marginals @ self._to_field), _logp(marginals @ self._to_entry)
        )

    def _marginals(self, items: list[Item]) -> Float64s:
        self._model.set(items)
        marginal, states = self._model.marginal, self._states
        return np.array([[marginal(state, at) for state in states] for at in range(len(items))])


def _logp(shares: Float64s) -> Float32s:
    kept = np.maximum(shares, _FLOOR)
    logp: Float32s = np.log(kept / kept.sum(axis=1, keepdims=True)).astype(np.float32)
    return logp
