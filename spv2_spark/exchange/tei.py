"""TEI with the element names that GROBID writes, such that its users' scripts read it.

Names and places of elements follow GROBID's; where TEI P5 does not allow these, TEI P5.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from spv2_spark import PROGRAM, __version__
from spv2_spark.domain.metadata import Author, Reference
from spv2_spark.exchange.paper import (
    ParsedPaper,
    PersonParts,
    line_of,
    people_of,
    reference_key,
    text_of,
    year_of,
)
from spv2_spark.exchange.publication_type import PublicationType, publication_type

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def tei_document(paper: ParsedPaper, when: str, key: str = "") -> str:
    """Return a paper as a TEI document, on one line without an XML declaration.

    `when` (ISO 8601) is the time of writing. References have the ids b0, b1, ...; in a corpus,
    where ids of many papers meet, a `key` makes them KEY-b0, KEY-b1, ...
    """
    root = ET.Element("TEI", xmlns=_NAMESPACE)
    root.append(_header(paper, when))
    text = ET.SubElement(root, "text")
    ET.SubElement(ET.SubElement(text, "body"), "p")
    if paper.metadata.references:
        part = ET.SubElement(ET.SubElement(text, "back"), "div", type="references")
        entries = ET.SubElement(part, "listBibl")
        for index, one in enumerate(paper.metadata.references):
            entries.append(_reference(one, reference_key(key, index)))
    return ET.tostring(root, encoding="unicode")


def corpus_opening(when: str) -> list[str]:
    """Return the lines of a teiCorpus before its first document."""
    header = ET.Element("teiHeader")
    description = ET.SubElement(header, "fileDesc")
    titles = ET.SubElement(description, "titleStmt")
    ET.SubElement(titles, "title").text = f"Papers read by {PROGRAM}"
    ET.SubElement(ET.SubElement(description, "publicationStmt"), "publisher")
    source = ET.SubElement(description, "sourceDesc")
    ET.SubElement(source, "p").text = "PDF files"
    header.append(_application(when))
    text = ET.tostring(header, encoding="unicode")
    return [DECLARATION, f'<teiCorpus xmlns="{_NAMESPACE}">', text]


CORPUS_CLOSING = "</teiCorpus>"


def _header(paper: ParsedPaper, when: str) -> ET.Element:
    header = ET.Element("teiHeader")
    description = ET.SubElement(header, "fileDesc")
    _title(ET.SubElement(description, "titleStmt"), text_of(paper.metadata.title), "a")
    ET.SubElement(ET.SubElement(description, "publicationStmt"), "publisher")
    source = ET.SubElement(ET.SubElement(description, "sourceDesc"), "biblStruct")
    source.append(_own_work(paper))
    ET.SubElement(ET.SubElement(ET.SubElement(source, "monogr"), "imprint"), "date")
    header.append(_application(when))
    profile = ET.SubElement(header, "profileDesc")
    ET.SubElement(ET.SubElement(profile, "abstract"), "p")
    return header


def _own_work(paper: ParsedPaper) -> ET.Element:
    work = ET.Element("analytic")
    _authors(work, paper.metadata.authors)
    _title(work, text_of(paper.metadata.title), "a")
    ids = {"paper": paper.paper_id, "file": paper.doc_name, "SHA1": paper.sha1}
    for kind, text in ids.items():
        if line := line_of(text):
            ET.SubElement(work, "idno", type=kind).text = line
    return work


def _application(when: str) -> ET.Element:
    encoding = ET.Element("encodingDesc")
    facts = {"version": __version__, "ident": PROGRAM, "when": when}
    application = ET.SubElement(ET.SubElement(encoding, "appInfo"), "application", facts)
    ET.SubElement(application, "desc").text = "Titles, authors and references out of PDFs"
    return encoding


def _reference(reference: Reference, xml_id: str) -> ET.Element:
    entry = ET.Element("biblStruct", {_ID: xml_id})
    kind = publication_type(reference)
    title, venue = text_of(reference.title), text_of(reference.venue)
    stands_alone = not title and kind in (PublicationType.BOOK, PublicationType.THESIS)
    if not stands_alone:
        work = ET.SubElement(entry, "analytic")
        _title(work, title, "a")
        _authors(work, reference.authors)
    host = ET.SubElement(entry, "monogr")
    if stands_alone:
        _title(host, venue, "m")
        _authors(host, reference.authors)
    elif venue:
        level = "j" if kind is PublicationType.JOURNAL else "m"
        ET.SubElement(host, "title", level=level).text = venue
    _date(ET.SubElement(host, "imprint"), reference)
    if text := line_of(reference.text):
        ET.SubElement(entry, "note", type="raw_reference").text = text
    return entry


def _title(parent: ET.Element, text: str, level: str) -> None:
    ET.SubElement(parent, "title", level=level, type="main").text = text or None


def _date(imprint: ET.Element, reference: Reference) -> None:
    year = year_of(reference.year)
    date = ET.SubElement(imprint, "date")
    if year.printed:
        date.set("type", "published")
        date.text = year.printed
    if year.digits:
        date.set("when", year.digits)


def _authors(parent: ET.Element, authors: tuple[Author, ...]) -> None:
    for one in people_of(authors):
        author = ET.SubElement(parent, "author")
        if one.literal:
            ET.SubElement(author, "orgName").text = one.literal
        else:
            _person(ET.SubElement(author, "persName"), one)


def _person(name: ET.Element, person: PersonParts) -> None:
    first, _, middle = person.given.partition(" ")
    for kind, text in (("first", first), ("middle", middle)):
        if text:
            ET.SubElement(name, "forename", type=kind).text = text
    ET.SubElement(name, "surname").text = person.family
    if person.suffix:
        ET.SubElement(name, "genName").text = person.suffix
