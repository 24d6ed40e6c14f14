"""Why papers that were read are not in the dataset: they say nothing of themselves, or twice."""

from __future__ import annotations

from enum import Enum

from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document


class LeftOut(str, Enum):
    """Why a paper's title and authors are both empty, or that another one has its bytes."""

    NO_TEXT_LAYER = "no_text_layer"  # its first page is a picture; others have text
    LETTERS_UNKNOWN = "letters_unknown"  # its first page is left out for that, or as broken
    NOTHING_FOUND = "nothing_found"
    SAME_CONTENT = "same_content"  # known once it is settled (process.one_per_content)


def left_out(document: Document, metadata: Metadata) -> LeftOut | None:
    """Return why a paper is left out by what was read of it; None if it has title or authors."""
    if (metadata.title is not None and metadata.title.text) or metadata.authors:
        return None
    first = next((page for page in document.pages if page.number == 0), None)
    if first is None:
        return LeftOut.LETTERS_UNKNOWN
    return LeftOut.NOTHING_FOUND if len(first) else LeftOut.NO_TEXT_LAYER
