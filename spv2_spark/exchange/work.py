"""What a reference cites, in the parts that every format has a place for."""

from __future__ import annotations

from typing import NamedTuple

from spv2_spark.domain.metadata import Reference, ReferenceDetails
from spv2_spark.exchange.paper import text_of
from spv2_spark.exchange.publication_type import PublicationType, publication_type

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212 "


class Work(NamedTuple):
    """A cited work: its own title, and that of the journal, book or site it appeared in.

    A whole work (a book, a thesis) has a title of its own and appeared in nothing.
    """

    publication_type: PublicationType
    title: str
    container: str
    is_whole: bool


def work_of(reference: Reference) -> Work:
    """Return what a reference cites; the title of a whole book is its venue (`domain.convention`).

    `book_title` says the venue, or a book's title, again: it counts where neither is there.
    """
    kind = publication_type(reference)
    title, venue = text_of(reference.title), text_of(reference.venue)
    book = text_of(reference.details.book_title)
    venue = venue or (book if book != title else "")
    is_untitled = not title and kind in (PublicationType.BOOK, PublicationType.THESIS)
    is_whole = is_untitled or (kind is PublicationType.BOOK and not venue)
    return Work(kind, title or venue, "", True) if is_whole else Work(kind, title, venue, False)


def pages_of(details: ReferenceDetails) -> list[str]:
    """Return the first page (or the article's number) and the last, as many as there are.

    Dashes around them are of what parts two pages; a work of one page has that alone.
    """
    printed = (text_of(one).strip(_DASHES) for one in (details.first_page, details.last_page))
    return list(dict.fromkeys(filter(None, printed)))
