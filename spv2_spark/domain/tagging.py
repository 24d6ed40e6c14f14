"""The interface that every tagger keeps, whatever its engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from spv2_spark.domain.page import Document, Float32s


@dataclass(frozen=True, slots=True, eq=False)
class PageTags:
    """What a tagger says of one page's n tokens: log probabilities of the labels."""

    number: int  # of the page
    field_logp: Float32s  # (n, 13), rows sum to 1 after exp
    entry_logp: Float32s  # (n, 3)


class Tagger(Protocol):
    """Tags whole documents; batches run over the pages of all of them."""

    @property
    def version(self) -> str:
        """The model version that the Task DB records."""

    @property
    def known_words(self) -> frozenset[str]:
        """Lower-cased words; decoding undoes hyphens against them."""

    def tag(self, documents: Sequence[Document]) -> list[tuple[PageTags, ...]]:
        """Return one tuple per document, with one PageTags per page in the same order."""
