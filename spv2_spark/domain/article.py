"""What the generator typesets: a whole article as structured text, references with all parts."""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field


@dataclass(frozen=True, slots=True)
class SourceReference:
    """A reference with every part that a citation style may print; an absent part is empty.

    `publication_type` is one of journal, book, chapter, conference, thesis, report, web,
    preprint, law, software, news, other, and of those that only the generator knows: working_paper,
    patent, standard, data, talk, manuscript. `series` is printed with its number, and belongs to
    no field. `container` is what SPv2 calls the venue: the journal,
    the book that holds a chapter, the proceedings. For a whole book `title` is the book's title
    and `container` is empty.
    """

    publication_type: str
    title: str = ""
    authors: tuple[PersonName, ...] = ()
    editors: tuple[PersonName, ...] = ()
    container: str = ""
    year: str = ""
    month: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    edition: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    accessed: str = ""
    series: str = ""
    language: str = "en"
    et_al: bool = False  # the source lists only the first authors


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a printed string with its field; what is not sure to be none is `masked`.

    `begins` is true where a span starts here (each author of a list starts its own span).
    """

    text: str
    field: Field = Field.NONE
    begins: bool = False
    masked: bool = False
    bold: bool = False
    italic: bool = False
    small_caps: bool = False


@dataclass(frozen=True, slots=True)
class ArticleAuthor:
    """An author of the article itself, with what title pages print beside the name."""

    name: PersonName
    affiliations: tuple[int, ...] = ()  # indices into Article.affiliations
    degrees: str = ""
    email: str = ""
    orcid: str = ""
    corresponding: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its paragraphs (plain text)."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A whole article as text; parts that the source lacks are empty."""

    source_id: str
    title: str
    subtitle: str
    authors: tuple[ArticleAuthor, ...]
    affiliations: tuple[str, ...]
    abstract: tuple[Section, ...]  # an unstructured abstract is one section with no heading
    keywords: tuple[str, ...]
    body: tuple[Section, ...]
    references: tuple[SourceReference, ...]
    journal: str = ""
    publisher: str = ""
    article_type: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: str = ""
    year: str = ""
    received: str = ""
    accepted: str = ""
    published: str = ""
    licence: str = ""
    language: str = "en"
