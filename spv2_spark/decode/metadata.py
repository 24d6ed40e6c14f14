"""From a document's tags to its Metadata."""

from __future__ import annotations

from collections.abc import Container, Sequence

from spv2_spark.decode.authors import authors_of
from spv2_spark.decode.calibration import Calibration, calibrated
from spv2_spark.decode.lexicon import Lexicon
from spv2_spark.decode.reading import reading_of
from spv2_spark.decode.references import references_of
from spv2_spark.decode.title import title_of
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import PageTags


def metadata_of(
    document: Document,
    tags: Sequence[PageTags],
    known_words: Container[str],
    calibration: Calibration | None = None,
) -> Metadata:
    """Return the title, the authors and the bibliography that the tags say.

    `tags` has one PageTags per page of the document, in the same order; `known_words` is
    the tagger's lower-cased vocabulary. Without a calibration confidences are raw.
    Raises ValueError where document and tags do not fit.
    """
    reading = reading_of(document, tags)
    lexicon = Lexicon(known_words, reading.tokens)
    title = title_of(reading, lexicon)
    metadata = Metadata(
        title=title,
        authors=authors_of(reading, title, lexicon),
        references=references_of(reading, lexicon),
    )
    return calibrated(metadata, calibration) if calibration else metadata
