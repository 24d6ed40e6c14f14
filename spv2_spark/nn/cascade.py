"""References in a cascade: a page model finds entries, a reference parser labels their fields.

The two levels run one after the other over all documents of a call, so each level is one
stream of sequences that the page pool sorts by length and batches: first the pages of all
documents, then the references of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from spv2_spark.domain.page import Document, Float32s
from spv2_spark.domain.tagging import NEVER, PageTags
from spv2_spark.features.featurise import PageFeatures
from spv2_spark.nn.entries import BIB, OUTER, Entries, found_entries

if TYPE_CHECKING:
    from spv2_spark.nn.tagger import NeuralTagger


class CascadeTagger:
    """A page model and a reference parser behind the `Tagger` protocol.

    Titles, authors and the bounds of entries are the page model's; the fields of tokens in entries
    are the parser's, and other tokens have none of a reference's. Not for several threads at
    once.
    """

    def __init__(self, pages: NeuralTagger, parser: NeuralTagger) -> None:
        self._pages = pages
        self._parser = parser
        self.version = pages.version
        self.known_words = pages.known_words

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        """Return one tuple per document, with one PageTags per page in the same order."""
        features = self._pages.features(documents)
        tags = self._pages.tag_documents(documents, features)
        entries = [
            found_entries(document, one) for document, one in zip(documents, tags, strict=True)
        ]
        sequences = [
            sequence
            for pages, found in zip(features, entries, strict=True)
            for sequence in reference_features(pages, found)
        ]
        read = iter(self._parser.tag_features(sequences))
        return [_joined(one, found, read) for one, found in zip(tags, entries, strict=True)]


def reference_features(pages: Sequence[PageFeatures], entries: Entries) -> list[PageFeatures]:
    """Return each entry's tokens as one sequence, put together over columns and pages."""
    if not len(entries):
        return []
    ids = np.concatenate([page.ids for page in pages])
    numbers = np.concatenate([page.numbers for page in pages])
    return [
        PageFeatures(place, ids[tokens], numbers[tokens])
        for place, tokens in enumerate(entries.members())
    ]


def without(logp: Float32s, labels: Sequence[int]) -> Float32s:
    """Return field log probabilities (n, 13) in which what `labels` had is NONE's.

    The rest keep theirs: put up by a common factor, a title's 1% would win beside a field's
    99% that cannot be.
    """
    kept = logp.copy()
    kept[:, 0] = np.logaddexp.reduce(logp[:, [0, *labels]], axis=1)
    kept[:, labels] = NEVER
    return kept


def _joined(
    tags: Sequence[PageTags], entries: Entries, read: Iterator[PageTags]
) -> tuple[PageTags, ...]:
    """Put a document's references, the next ones of `read`, into its pages' tags."""
    if not tags:
        return ()
    rows = without(np.concatenate([one.field_logp for one in tags]), BIB)
    for tokens in entries.members():
        rows[tokens] = without(next(read).field_logp, OUTER)
    bounds = np.cumsum([len(one.field_logp) for one in tags])[:-1]
    return tuple(
        PageTags(one.number, part, one.entry_logp)
        for one, part in zip(tags, np.split(rows, bounds), strict=True)
    )
