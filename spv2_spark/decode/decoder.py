"""From a document's tags to its Metadata, by the rules in force."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from spv2_spark.decode.bibliography.entry_rules import ENTRIES
from spv2_spark.decode.bibliography.references import references_of
from spv2_spark.decode.calibration import Calibration, calibrated
from spv2_spark.decode.document import DecodedDocument, entries_of, outer_spans
from spv2_spark.decode.entry_labels import entry_labels_of
from spv2_spark.decode.front.authors import names_of_front
from spv2_spark.decode.front.title_rules import title_of
from spv2_spark.decode.path import best_path
from spv2_spark.decode.path_rules import PATH
from spv2_spark.decode.rules import Decoding, Trace
from spv2_spark.decode.text.hyphens import Dehyphenator
from spv2_spark.decode.thresholds import Thresholds
from spv2_spark.decode.values import author_of
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document, Float32s
from spv2_spark.domain.tagging import PageTags
from spv2_spark.layout.columns import columns_of


class Decoded(NamedTuple):
    """A document decoded: its metadata, and the tokens that this was read from."""

    document: DecodedDocument
    metadata: Metadata
    names: tuple[tuple[int, ...], ...]  # of each author
    entries: tuple[tuple[int, ...], ...]  # of each reference


class Explained(NamedTuple):
    """A document decoded, with what each rule changed."""

    decoded: Decoded
    trace: Trace

    @property
    def document(self) -> DecodedDocument:
        """The document's tokens with their labels."""
        return self.decoded.document

    @property
    def metadata(self) -> Metadata:
        """What was read."""
        return self.decoded.metadata


@dataclass(frozen=True, slots=True)
class Decoder:
    """Turns tags into metadata; travels by pickle.

    Without a calibration confidences are raw; `without` names rules that are left out.
    """

    calibration: Calibration | None = None
    without: frozenset[str] = frozenset()
    thresholds: Thresholds = field(default_factory=Thresholds)

    def metadata_of(
        self,
        document: Document,
        tags: Sequence[PageTags],
        known_words: Container[str] = frozenset(),
    ) -> Metadata:
        """Return the title, the authors and the bibliography that the tags say.

        `tags` has one PageTags per page of the document, in the same order; `known_words` is
        the tagger's lower-cased vocabulary. Raises ValueError where document and tags do not fit.
        """
        return self.decoded(document, tags, known_words).metadata

    def decoded(
        self,
        document: Document,
        tags: Sequence[PageTags],
        known_words: Container[str] = frozenset(),
    ) -> Decoded:
        """Return what `metadata_of` does, with the tokens that it was read from."""
        return self._read(self._labelled(document, tags, known_words, None))

    def explained(
        self,
        document: Document,
        tags: Sequence[PageTags],
        known_words: Container[str] = frozenset(),
    ) -> Explained:
        """Return what `metadata_of` does, with the labels chosen and what each rule changed."""
        trace = Trace()
        read = self._read(self._labelled(document, tags, known_words, trace))
        return Explained(read, trace)

    def _read(self, document: DecodedDocument) -> Decoded:
        title = title_of(document)
        names, read = names_of_front(document, title), references_of(document)
        authors = tuple(author_of(document, name) for name in names)
        metadata = Metadata(title, authors, tuple(one.reference for one in read))
        if self.calibration:
            metadata = calibrated(metadata, self.calibration)
        return Decoded(
            document,
            metadata,
            tuple(name.tokens for name in names),
            tuple(one.entry.indices for one in read),
        )

    def _labelled(
        self,
        document: Document,
        tags: Sequence[PageTags],
        known_words: Container[str],
        trace: Trace | None,
    ) -> DecodedDocument:
        """Return the document with its path of labels, and the spans and entries that it has."""
        view = columns_of(document)
        field_logp, entry_logp = _joined(document, tags)
        entry_logp = entry_labels_of(field_logp, entry_logp)
        path = best_path(field_logp, entry_logp, view.blocks.opens)
        dehyphenator = Dehyphenator(known_words, view)
        decoding = Decoding(self.thresholds, self.without, trace)
        decoded = DecodedDocument(
            view, field_logp, entry_logp, path, dehyphenator, decoding=decoding
        )
        path = PATH(decoded, path)
        decoded = replace(decoded, path=path, spans=outer_spans(path))
        return replace(decoded, entries=tuple(ENTRIES(decoded, list(entries_of(path)))))


def _joined(document: Document, tags: Sequence[PageTags]) -> tuple[Float32s, Float32s]:
    """Return the log probabilities of field (N, 13) and entry labels (N, 3) over all pages."""
    if [len(one.field_logp) for one in tags] != [len(page) for page in document.pages]:
        raise ValueError("the tags are not of this document's pages")
    fields = [np.zeros((0, FIELD_LABELS), np.float32), *(one.field_logp for one in tags)]
    entries = [np.zeros((0, ENTRY_LABELS), np.float32), *(one.entry_logp for one in tags)]
    return np.concatenate(fields), np.concatenate(entries)
