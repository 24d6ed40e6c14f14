"""What a paper says of itself beside title and authors."""

from __future__ import annotations

from spv2_spark.domain.metadata import PaperDetails, Value
from tests.further.build import read

FRONT = [
    "#{T Soft ranks of things}",
    "~{A Ann Smith} ^1, {A Bob Doe} ^1 ^, ^2",
    "~^1 Department of Physics, University of Oslo, Oslo, Norway",
    "^2 CERN Laboratory, Geneva, Switzerland",
    "~Received: 12 May 2015; Accepted: 3 June 2015",
    "doi:10.1000/xyz.123 E-mail: ann@uni.example.org",
]
TEXT = [
    "We show that the ranks of things are soft and that this is of use to many",
    "people who have to do with things of all kinds, in theory and in practice.",
]
KEYWORDS = ["~Keywords: ranks; soft things; order"]
BODY = ["~Introduction", "Things were ranked by many people in the past and this is a review."]


def details(*lines: str) -> PaperDetails:
    return read([*FRONT, *lines, *KEYWORDS, *BODY]).details


def texts(*values: Value | None) -> list[str]:
    return [one.text if one else "" for one in values]


def test_an_abstract_below_its_heading() -> None:
    found = details("~Abstract", *TEXT)
    assert texts(found.abstract) == [" ".join(TEXT)]
    assert found.abstract is not None
    assert found.abstract.regions


def test_an_abstract_behind_its_heading_in_the_line() -> None:
    assert texts(details("~Abstract: " + TEXT[0], TEXT[1]).abstract) == [" ".join(TEXT)]


def test_an_abstract_of_sections() -> None:
    sections = ["~Abstract", "Background: " + TEXT[0], TEXT[1], "Conclusions: They are soft."]
    assert texts(details(*sections).abstract) == [" ".join(sections[1:])]


def test_no_abstract_is_made_of_the_body() -> None:
    found = details()
    assert found.abstract is None
    assert texts(*found.keywords) == ["ranks", "soft things", "order"]


def test_identifiers_addresses_and_dates() -> None:
    found = details("~Abstract", *TEXT)
    assert texts(found.doi, *found.emails) == ["10.1000/xyz.123", "ann@uni.example.org"]
    assert texts(found.received, found.accepted) == ["2015-05-12", "2015-06-03"]
    assert found.published is None


def test_affiliations_are_linked_by_marks() -> None:
    one, two = details("~Abstract", *TEXT).affiliations
    assert (one.marker, one.authors, two.marker, two.authors) == ("1", (0, 1), "2", (1,))
    assert texts(one.institution, one.country) == ["University of Oslo", "Norway"]
    assert two.text.text == "CERN Laboratory, Geneva, Switzerland"


def test_one_affiliation_without_a_mark_is_everybodys() -> None:
    lines = ["#{T Soft ranks}", "{A Ann Smith}, {A Bob Doe}", "~University of Oslo, Oslo, Norway"]
    (found,) = read([*lines, "~Abstract", *TEXT, *BODY]).details.affiliations
    assert found.authors == (0, 1)


def test_a_paper_without_any_has_none() -> None:
    assert read(["#{T Soft ranks of things}"]).details == PaperDetails()
