"""Papers to be written: one as most are, and any that can be read."""

from __future__ import annotations

from hypothesis import strategies as st

from spv2_spark.domain.metadata import (
    Affiliation,
    Author,
    Metadata,
    PaperDetails,
    Reference,
    ReferenceDetails,
    Value,
)
from spv2_spark.exchange.paper import ParsedPaper
from spv2_spark.exchange.publication_type import PublicationType

WHEN = "2026-01-31T12:00:00Z"


def value(text: str) -> Value:
    return Value(text, 0.9)


def author(given: str, family: str, suffix: str = "") -> Author:
    name = " ".join(part for part in (given, family, suffix) if part)
    return Author(value(name), given, family)


def reference(
    title: str = "",
    venue: str = "",
    year: str = "",
    text: str = "",
    authors: tuple[Author, ...] = (),
) -> Reference:
    title_value, venue_value, year_value = (
        value(one) if one else None for one in (title, venue, year)
    )
    return Reference(title_value, authors, venue_value, year_value, (), text)


GROUP = Author(value("World Health Organization"), "", "World Health Organization")
ARTICLE = reference(
    "First things: R&D of DNA",
    "Nature",
    "2001a",
    "1. Roe A. First things: R&D of DNA. Nature 2001a;1.",
    (author("Ada B.", "Roe"), author("J.", "van der Berg", "Jr.")),
)
PROCEEDINGS = reference("A talk", "Proc. of the 5th Conf. on Cats", "1999", "A talk.")
CHAPTER = reference("A chapter", "Things", "1998", "A chapter. In: Low C (eds) Things, 1998")
BOOK = reference(
    "", "A Whole Book", "1987", "Roe A. A Whole Book. Wiley; 1987.", (author("A", "Roe"),)
)
LETTER = reference("", "Phys. Rev. Lett.", "in press", "Phys. Rev. Lett., in press")
THESIS = reference("On cats", "", "2003", "On cats. PhD thesis, 2003")
BARE = reference(text="Personal communication & more")
REFERENCES = (ARTICLE, PROCEEDINGS, CHAPTER, BOOK, LETTER, THESIS, BARE)
PAPER = ParsedPaper(
    "below/01.pdf",
    "01.pdf",
    "f" * 40,
    Metadata(value("Cats <b> & 5% {Dogs}"), (author("Ana M.", "Núñez"), GROUP), REFERENCES),
)

# Any character, lone surrogates and controls too; the marks of the formats more often.
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("{}\\%&<>\"'@#~^_$-,`| \n\ud800\0")))
VALUES = st.none() | st.builds(value, TEXTS)
AUTHORS = st.lists(
    st.builds(Author, st.builds(value, TEXTS), TEXTS, TEXTS)
    | st.builds(author, TEXTS, TEXTS, st.sampled_from(["", "Jr.", "III"])),
    max_size=3,
).map(tuple)
YEARS = VALUES | st.sampled_from(["1999", "(2001a)", "2010b", "in press"]).map(value)
DATES = VALUES | st.sampled_from(["2011-05-19", "2011-05", "2011-13"]).map(value)
URLS = VALUES | TEXTS.map(lambda text: value(f"http://x.org/{text}"))
LISTS = st.lists(st.builds(value, TEXTS), max_size=2).map(tuple)
CITED_DETAILS = st.builds(
    ReferenceDetails,
    **dict.fromkeys(
        ("label", "volume", "issue", "first_page", "last_page", "publisher", "place"), VALUES
    ),
    **dict.fromkeys(("series", "book_title", "doi", "arxiv", "pmid", "pmcid"), VALUES),
    editors=AUTHORS,
    url=URLS,
    accessed=DATES,
    publication_type=TEXTS | st.sampled_from([one.value for one in PublicationType]),
)
AFFILIATIONS = st.builds(
    Affiliation,
    st.builds(value, TEXTS),
    TEXTS,
    *[VALUES] * 4,
    st.lists(st.integers(-1, 4), max_size=3).map(tuple),
)
DETAILS = st.builds(
    PaperDetails,
    **dict.fromkeys(("abstract", "doi", "arxiv", "pmid", "pmcid"), VALUES),
    **dict.fromkeys(("keywords", "issns", "emails"), LISTS),
    **dict.fromkeys(("received", "accepted", "published"), DATES),
    affiliations=st.lists(AFFILIATIONS, max_size=2).map(tuple),
)
CITED = st.builds(
    Reference, VALUES, AUTHORS, VALUES, YEARS, st.just(()), TEXTS, details=CITED_DETAILS
)
PAPERS = st.builds(
    ParsedPaper,
    st.text(),
    TEXTS,
    st.just("f" * 40),
    st.builds(Metadata, VALUES, AUTHORS, st.lists(CITED, max_size=4).map(tuple), DETAILS),
)
