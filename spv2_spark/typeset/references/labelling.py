"""Which field a reference's title and container are labelled with, by its kind."""

from __future__ import annotations

from spv2_spark.domain.label import Field

# What a reference's title is labelled, by kind; None masks it: JATS calls the title of a whole
# book, a report or a page its `source` as often as its `article-title`, so neither is sure.
TITLE_FIELD: dict[str, Field | None] = {
    "journal": Field.BIB_TITLE,
    "chapter": Field.BIB_TITLE,
    "conference": Field.BIB_TITLE,
    "preprint": Field.BIB_TITLE,
    "news": Field.BIB_TITLE,
    "book": None,
    "thesis": None,
    "report": None,
    "web": None,
    "law": None,
    "software": None,
    "other": None,
}
# The same for what holds it (`container`).
VENUE_FIELD: dict[str, Field | None] = {
    "journal": Field.BIB_VENUE,
    "chapter": Field.BIB_VENUE,
    "conference": Field.BIB_VENUE,
    "preprint": Field.BIB_VENUE,
    "news": Field.BIB_VENUE,
    "book": None,  # a series
    "thesis": None,
    "report": None,
    "web": None,
    "law": None,
    "software": None,
    "other": None,
}
