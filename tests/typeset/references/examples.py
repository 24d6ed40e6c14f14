"""References of our own that the tests print."""

from __future__ import annotations

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.gold import PersonName

ARTICLE = SourceReference(
    publication_type="journal",
    title="Effects of a diet on blood pressure: a randomised trial",
    authors=(
        PersonName("John A.", "Smith"),
        PersonName("Jean-Pierre", "Müller"),
        PersonName("Xenia", "van der Berg"),
    ),
    container="Journal of Biological Chemistry",
    year="2003",
    month="3",
    volume="12",
    issue="4",
    first_page="1123",
    last_page="1145",
    doi="10.1000/xyz.2003.12",
)
CHAPTER = SourceReference(
    publication_type="chapter",
    title="Why do we sleep?",
    authors=(PersonName("Mary", "O'Neil"),),
    editors=(PersonName("Ann B.", "Holm"), PersonName("Carl", "Roth")),
    container="Handbook of Sleep",
    year="1999",
    first_page="12",
    last_page="19",
    publisher="Springer",
    place="Berlin",
)
BOOK = SourceReference(
    publication_type="book",
    title="The Order of Signs",
    authors=(PersonName("Thomas S.", "Lindqvist"),),
    year="1962",
    edition="2",
    publisher="Hill Press",
    place="Chicago",
)


def printed(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments)
