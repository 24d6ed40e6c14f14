"""A paper with all of its further fields, and one whose fields all hold the same text."""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.domain.metadata import (
    Affiliation,
    Author,
    Metadata,
    PaperDetails,
    Reference,
    ReferenceDetails,
)
from spv2_spark.exchange.paper import ParsedPaper
from spv2_spark.exchange.publication_type import PublicationType
from tests.exchange.papers import author, reference, value

ARTICLE = replace(
    reference("Cats", "Nature", "2001", "[1] Roe A. Cats. Nature.", (author("A.", "Roe"),)),
    details=ReferenceDetails(
        label=value("[1]"),
        volume=value("12"),
        issue=value("3 Suppl"),
        first_page=value("45"),
        last_page=value("67"),
        doi=value("10.1000/a_b<1>%2"),
        arxiv=value("1412.6980"),
        pmid=value("123"),
        pmcid=value("PMC456"),
        publication_type="journal",
    ),
)
CHAPTER = replace(
    reference("A chapter", "Things", "1998", "A chapter. In: Things.", (author("B.", "Low"),)),
    details=ReferenceDetails(
        volume=value("7"),
        first_page=value("e12"),
        publisher=value("Wiley & Sons"),
        place=value("New York"),
        editors=(author("Cy D.", "Poe"), Author(value("The {Group}"), "", "")),
        series=value("Notes in DNA"),
        book_title=value("Things"),
        publication_type="chapter",
    ),
)
BOOK = replace(
    reference("A Whole Book", "", "1987", "A Whole Book.", (author("D.", "Doe"),)),
    details=ReferenceDetails(
        publisher=value("Wiley"),
        editors=(author("E.", "Moe"),),
        book_title=value("A Whole Book"),
        doi=value("10.1000/book"),
        publication_type="book",
    ),
)
REPORT = replace(
    reference("On cats", "", "1999", "On cats. NASA."),
    details=ReferenceDetails(publisher=value("NASA"), publication_type="report"),
)
PREPRINT = replace(
    reference("On dogs", "", "2014", "On dogs. arXiv:1412.6980"),
    details=ReferenceDetails(arxiv=value("1412.6980"), publication_type="preprint"),
)
WEB = replace(
    reference("A page", "", "", "A page. www.x.org/~a_b?c=1&d={e}"),
    details=ReferenceDetails(
        url=value("www.x.org/~a_b?c=1&d={e}"),
        accessed=value("2011-05-19"),
        publication_type="web",
    ),
)
EDITED = Reference(
    None,
    (),
    None,
    None,
    text="Poe, ed.",
    details=ReferenceDetails(editors=(author("Cy", "Poe"),), publication_type="journal"),
)
REFERENCES = (ARTICLE, CHAPTER, BOOK, REPORT, PREPRINT, WEB, EDITED)
FURTHER = ParsedPaper(
    "further.pdf",
    "01.pdf",
    "f" * 40,
    Metadata(
        value("Cats & dogs"),
        (author("Ana M.", "Núñez"), Author(value(""), "", ""), author("Bo", "Roe")),
        REFERENCES,
        PaperDetails(
            abstract=value("We study 5% of <all> cats."),
            keywords=(value("cats, wild"), value("R&D")),
            doi=value("10.1000/own_1"),
            arxiv=value("2001.00001"),
            pmid=value("77"),
            pmcid=value("PMC88"),
            issns=(value("0378-5955"),),
            emails=(value("a.nunez@x.edu"), value("office@x.edu")),
            received=value("2011-05-19"),
            accepted=value("2011-06"),
            published=value("2011-07-01"),
            affiliations=(
                Affiliation(
                    value("Dept. of Cats, X University, Bern, Switzerland"),
                    "1",
                    institution=value("X University"),
                    department=value("Dept. of Cats"),
                    settlement=value("Bern"),
                    country=value("Switzerland"),
                    authors=(0, 2),
                ),
                Affiliation(value("Y Ltd."), authors=(2,)),
                Affiliation(value("Z Lab"), institution=value("Z Lab"), authors=(1,)),
            ),
        ),
    ),
)


def details_of(text: str, kind: str = "chapter") -> ReferenceDetails:
    """Return further fields of a reference that all hold `text`, an address behind http://x/."""
    one = value(text)
    return ReferenceDetails(
        **dict.fromkeys(("label", "volume", "issue", "first_page", "last_page"), one),
        **dict.fromkeys(("publisher", "place", "series", "book_title", "accessed"), one),
        **dict.fromkeys(("doi", "arxiv", "pmid", "pmcid"), one),
        editors=(author(text, text),),
        url=value(f"http://x/{text}"),
        publication_type=kind,
    )


def paper_of(text: str) -> ParsedPaper:
    """Return a paper whose fields all hold `text`, with a reference of every kind."""
    one, somebody = value(text), author(text, text)
    kinds = (*(kind.value for kind in PublicationType), text)
    cited = [
        replace(reference(text, text, text, text, (somebody,)), details=details_of(text, kind))
        for kind in kinds
    ]
    alone = Reference(None, (), None, None, (), text, details=details_of(text, "book"))
    details = PaperDetails(
        abstract=one,
        keywords=(one, one),
        doi=one,
        arxiv=one,
        pmid=one,
        pmcid=one,
        issns=(one, one),
        emails=(one, one),
        received=one,
        accepted=one,
        published=one,
        affiliations=(Affiliation(one, text, one, one, one, one, (0,)), Affiliation(one)),
    )
    return ParsedPaper(text, text, text, Metadata(one, (somebody,), (*cited, alone), details))
