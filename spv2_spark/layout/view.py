"""One view of a document: its tokens as columns, and what their arrangement says."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from spv2_spark.domain.page import Document
from spv2_spark.layout.columns import TokenColumns, columns_of
from spv2_spark.layout.furniture import running_heads_of
from spv2_spark.layout.runs import Bools


class DocumentView(TokenColumns):
    """The tokens of a document with its furniture and its usual print."""

    @cached_property
    def running_heads(self) -> Bools:
        """(N,): whether a token is of a head or foot that stands on other pages too."""
        return running_heads_of(self)

    @cached_property
    def median_size_pt(self) -> float:
        """The median size of the tokens."""
        return float(np.median(self.size_pt))


def view_of(document: Document) -> DocumentView:
    """Return the view of a document."""
    return DocumentView(**vars(columns_of(document)))
