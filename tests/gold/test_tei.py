"""Gold from TEI: what is read, what is left unsaid, what is refused."""

from __future__ import annotations

import pytest

from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.errors import GoldError
from spv2_spark.gold.read import parse_gold


def tei(work: str = "", text: str = "") -> Gold:
    header = (
        '<fileDesc><titleStmt><title level="a" type="main">On Rivers</title></titleStmt>'
        f"<sourceDesc><biblStruct>{work}</biblStruct></sourceDesc></fileDesc>"
    )
    return parse_gold(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>'
        f"<text>{text}</text></TEI>".encode(),
        "a.tei.xml",
    )


def person(*given: str, surname: str) -> str:
    names = "".join(f"<forename>{one}</forename>" for one in given)
    return f"<author><persName>{names}<surname>{surname}</surname></persName></author>"


def reference(inner: str) -> GoldReference:
    found = tei(
        text=f"<back><div><listBibl><biblStruct>{inner}</biblStruct></listBibl></div></back>"
    )
    assert found.references is not None
    return found.references[0]


def test_title_and_authors_are_of_the_work_itself() -> None:
    group = "<author><orgName>River Group</orgName></author>"
    work = f'<title level="a">On Rivers: a Study</title>{person("Ann", "B.", surname="Roe")}{group}'
    assert tei(f"<analytic>{work}</analytic>") == Gold(
        "On Rivers: a Study",
        (PersonName("Ann B.", "Roe"), PersonName("", "River Group", group=True)),
        None,
    )


def test_a_header_without_a_work_has_its_title_alone() -> None:
    assert tei() == Gold("On Rivers", None, None)


def test_an_article_among_the_references() -> None:
    found = reference(
        f'<analytic><title level="a">Sand</title>{person("J.", surname="Doe")}</analytic>'
        '<monogr><title level="j">River Res.</title><imprint><biblScope unit="volume">3'
        '</biblScope><date type="published" when="2009-03">2009a</date></imprint></monogr>'
        '<note type="raw_reference">Doe J. Sand. River Res. 3 (2009a).</note>'
    )
    assert found == GoldReference(
        title="Sand",
        authors=(PersonName("J.", "Doe"),),
        venue="River Res.",
        year="2009a",
        raw="Doe J. Sand. River Res. 3 (2009a).",
        publication_type="journal",
    )


def test_a_whole_book_has_a_venue_and_no_title() -> None:
    editor = "<editor><persName><surname>Poe</surname></persName></editor>"
    found = reference(
        f'<monogr><title level="m">Deltas</title>{person("J.", surname="Doe")}{editor}'
        '<imprint><date when="1999-01-02"/></imprint></monogr>'
    )
    assert (found.title, found.venue, found.year) == ("", "Deltas", "1999")
    assert (found.publication_type, found.editors) == ("book", (PersonName("", "Poe"),))


def test_an_empty_list_says_that_there_are_no_references() -> None:
    assert tei(text="<back><listBibl/></back>").references == ()


def test_a_document_without_a_header_is_refused() -> None:
    with pytest.raises(GoldError, match="no teiHeader"):
        parse_gold(b"<TEI><text/></TEI>", "a.tei.xml")
