"""The interface that every tagger keeps, whatever its engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from spv2_spark.domain.page import Document, Float32s

NEVER = np.float32(-30.0)  # a log probability that is as good as never
_LEAST = np.float32(-12.0)


@dataclass(frozen=True, slots=True, eq=False)
class PageTags:
    """What a tagger says of one page's n tokens: log probabilities of the labels."""

    number: int  # of the page
    field_logp: Float32s  # (n, 13), rows sum to 1 after exp
    entry_logp: Float32s  # (n, 3)

    def rounded(self) -> PageTags:
        """Return the tags as kept ones are, so that these decode as fresh ones do.

        In float16's precision, and no label less likely than e^-12: of 210 papers none is read
        otherwise for it, and kept tags take a fifth of the bytes.
        """
        field, entry = (
            np.maximum(one, _LEAST).astype(np.float16).astype(np.float32)
            for one in (self.field_logp, self.entry_logp)
        )
        return PageTags(self.number, field, entry)


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
