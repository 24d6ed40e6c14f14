"""What a paper says of itself, as the header of a TEI document."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count
from xml.etree import ElementTree as ET

from spv2_spark.domain.metadata import Affiliation, Metadata, PaperDetails
from spv2_spark.exchange.addresses import emails_by_person
from spv2_spark.exchange.paper import ParsedPaper, line_of, person_of, text_of, texts_of
from spv2_spark.exchange.tei_parts import put, put_date, put_ids, put_name, put_title


def file_description(paper: ParsedPaper) -> ET.Element:
    """Return the fileDesc of a paper: title, authors with affiliations and e-mails, ids, dates."""
    description, details = ET.Element("fileDesc"), paper.metadata.details
    title = text_of(paper.metadata.title)
    put_title(ET.SubElement(description, "titleStmt"), title, "a")
    publication = ET.SubElement(description, "publicationStmt")
    ET.SubElement(publication, "publisher")
    put_date(publication, "published", details.published)
    source = ET.SubElement(ET.SubElement(description, "sourceDesc"), "biblStruct")
    work = ET.SubElement(source, "analytic")
    _put_authors(work, paper.metadata)
    put_title(work, title, "a")
    for kind, text in (("paper", paper.paper_id), ("file", paper.doc_name), ("SHA1", paper.sha1)):
        put(work, "idno", line_of(text), {"type": kind})
    put_ids(work, details)
    _put_host(source, details)
    return description


def profile(details: PaperDetails) -> ET.Element:
    """Return the profileDesc of a paper: keywords and abstract, which is empty if there is none."""
    description = ET.Element("profileDesc")
    if keywords := texts_of(details.keywords):
        terms = ET.SubElement(ET.SubElement(description, "textClass"), "keywords")
        for one in keywords:
            put(terms, "term", one)
    abstract = ET.SubElement(description, "abstract")
    ET.SubElement(abstract, "p").text = text_of(details.abstract) or None
    return description


def _put_host(source: ET.Element, details: PaperDetails) -> None:
    host = ET.SubElement(source, "monogr")
    for one in texts_of(details.issns):
        put(host, "idno", one, {"type": "ISSN"})
    imprint = ET.SubElement(host, "imprint")
    put_date(imprint, "published", details.published)
    if not text_of(details.published):
        ET.SubElement(imprint, "date")  # as GROBID; scripts take the first for the paper's own
    put_date(imprint, "received", details.received)
    put_date(imprint, "accepted", details.accepted)


def _put_authors(work: ET.Element, metadata: Metadata) -> None:
    """Add the authors; what is of none of them stands by itself in an author, as GROBID has it."""
    details = metadata.details
    named = {at: one for at, one in enumerate(map(person_of, metadata.authors)) if any(one)}
    emails_at = emails_by_person(list(named.values()), texts_of(details.emails))
    for place, (at, person) in zip(count(), named.items(), strict=False):
        author = ET.SubElement(work, "author")
        put_name(author, person)
        _put_emails(author, emails_at.get(place, ()))
        for number, one in enumerate(details.affiliations):
            if at in one.authors:
                _put_affiliation(author, one, number)
    for number, one in enumerate(details.affiliations):
        if named.keys().isdisjoint(one.authors):
            _put_affiliation(ET.SubElement(work, "author"), one, number)
    if -1 in emails_at:
        _put_emails(ET.SubElement(work, "author"), emails_at[-1])


def _put_emails(author: ET.Element, emails: Collection[str]) -> None:
    for one in emails:
        put(author, "email", one)


def _put_affiliation(author: ET.Element, affiliation: Affiliation, number: int) -> None:
    element = ET.SubElement(author, "affiliation", key=f"aff{number}")
    _put_printed(element, text_of(affiliation.text), line_of(affiliation.marker))
    put(element, "orgName", text_of(affiliation.department), {"type": "department"})
    put(element, "orgName", text_of(affiliation.institution), {"type": "institution"})
    settlement, country = text_of(affiliation.settlement), text_of(affiliation.country)
    if settlement or country:
        address = ET.SubElement(element, "address")
        put(address, "settlement", settlement)
        put(address, "country", country)


def _put_printed(affiliation: ET.Element, text: str, marker: str) -> None:
    """Add an affiliation as it is printed, what authors point at it with as a label before it."""
    if not marker:
        put(affiliation, "note", text, {"type": "raw_affiliation"})
        return
    label = ET.SubElement(ET.SubElement(affiliation, "note", type="raw_affiliation"), "label")
    label.text, label.tail = marker, f" {text}"
