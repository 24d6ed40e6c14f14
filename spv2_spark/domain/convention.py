"""Under which field the title of a work is labelled: SPv2's gold is JATS as publishers use it.

JATS has two names for titles. SPv2 reads `article-title` as the title and `source` as the
venue. A work within another has both; a work that stands alone has one of them, and which
one depends on the publication type (and for some on the publisher's habit). Counted over the
198,000 citations of 3,272 JATS articles of a hundred publishers.
"""

from __future__ import annotations

from spv2_spark.domain.label import Field

# Publication types of which most entries with one title alone agree. In every second archive
# of those articles web pages, software and what is "other" have `article-title` 448 times and
# `source` 83 times (Frontiers 69 of them).
_TITLED = frozenset([
    "journal", "conference", "preprint", "chapter", "news", "web", "software", "other",
    "working_paper", "patent", "standard", "data", "talk", "manuscript",
])  # fmt: skip


def title_field(publication_type: str, container: str) -> Field | None:
    """Return the field that a work's own title is labelled with; None: mask it.

    `publication_type` and `container` are SourceReference's. Within a container the title is
    BIB_TITLE and the container BIB_VENUE. A whole book's title is printed as BIB_VENUE; reports
    and theses are often marked as books, and are not treated alike by publishers, nor are laws.

    >>> title_field("book", container="").name, title_field("book", "Collected Works").name
    ('BIB_VENUE', 'BIB_TITLE')
    """
    if container or publication_type in _TITLED:
        return Field.BIB_TITLE
    return Field.BIB_VENUE if publication_type == "book" else None
