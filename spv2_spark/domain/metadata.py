"""The product: what was read out of one paper."""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.domain.page import Box


@dataclass(frozen=True, slots=True)
class Region:
    """Where a value stands; a value that runs over columns or pages has several."""

    page: int  # from 0, in the PDF
    box: Box


@dataclass(frozen=True, slots=True)
class Value:
    """A text with the tagger's confidence in it (0..1) and where it stood."""

    text: str
    confidence: float
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """A name as printed in reading form ("Given Surname"), and its parts where known."""

    name: Value
    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceDetails:
    """What an entry of the bibliography says beside SPv2's fields; what it lacks is None.

    `book_title` is the title of the book that is cited, or whose chapter is. `accessed` is ISO's
    form of as much of the date as is sure. `publication_type` is journal, conference, chapter,
    book, thesis, report, preprint, web or other; "" where nobody asked.
    """

    label: Value | None = None  # the printed number or key: "[12]", "12."
    volume: Value | None = None
    issue: Value | None = None
    first_page: Value | None = None  # or the article's number
    last_page: Value | None = None  # as printed: 9 of 101-9
    publisher: Value | None = None
    place: Value | None = None
    editors: tuple[Author, ...] = ()
    series: Value | None = None
    book_title: Value | None = None
    doi: Value | None = None
    arxiv: Value | None = None
    pmid: Value | None = None
    pmcid: Value | None = None
    url: Value | None = None
    accessed: Value | None = None
    publication_type: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the bibliography."""

    title: Value | None
    authors: tuple[Author, ...]
    venue: Value | None
    year: Value | None
    regions: tuple[Region, ...] = ()
    text: str = ""  # the entry's tokens as one string
    confidence: float = 1.0  # that it is a reference at all; those of its values hold it
    details: ReferenceDetails = ReferenceDetails()


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Where some of the authors work, as printed, and its parts; what it lacks is None.

    `authors` are places in the paper's list of authors, from 0.
    """

    text: Value
    marker: str = ""  # what authors point at it with
    institution: Value | None = None
    department: Value | None = None
    settlement: Value | None = None
    country: Value | None = None
    authors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperDetails:
    """What a paper says of itself beside title and authors; what it lacks is None or ().

    Dates are ISO's form of as much as is sure.
    """

    abstract: Value | None = None
    keywords: tuple[Value, ...] = ()
    doi: Value | None = None
    arxiv: Value | None = None
    pmid: Value | None = None
    pmcid: Value | None = None
    issns: tuple[Value, ...] = ()
    emails: tuple[Value, ...] = ()
    received: Value | None = None
    accepted: Value | None = None
    published: Value | None = None
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """A paper's title, authors and bibliography, and its further fields."""

    title: Value | None
    authors: tuple[Author, ...]
    references: tuple[Reference, ...]
    details: PaperDetails = PaperDetails()
