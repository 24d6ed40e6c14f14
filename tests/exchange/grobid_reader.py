"""How users of GROBID read its TEI: ElementTree and XPaths, as written for its output alone."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree import ElementTree as ET

NS = {"tei": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class Cited(NamedTuple):
    """A cited work as such a script sees it."""

    xml_id: str | None
    title: str
    authors: list[str]
    journal: str
    book: str
    when: str | None


def root_of(document: str | bytes) -> ET.Element:
    return ET.fromstring(document)  # noqa: S314  a document of ours


def title_of(document: str | bytes) -> str:
    found = root_of(document).find(".//tei:titleStmt/tei:title[@type='main']", NS)
    assert found is not None
    return found.text or ""


def authors_of(document: str | bytes) -> list[str]:
    path = ".//tei:sourceDesc//tei:analytic/tei:author/tei:persName"
    return [_name(one) for one in root_of(document).iterfind(path, NS)]


def references_of(document: str | bytes) -> list[Cited]:
    path = ".//tei:back/tei:div[@type='references']/tei:listBibl/tei:biblStruct"
    return [_cited(one) for one in root_of(document).iterfind(path, NS)]


def _cited(entry: ET.Element) -> Cited:
    date = entry.find("tei:monogr/tei:imprint/tei:date[@type='published']", NS)
    return Cited(
        entry.get(XML_ID),
        entry.findtext("tei:analytic/tei:title[@level='a']", "", NS),
        [_name(one) for one in entry.iterfind(".//tei:author/tei:persName", NS)],
        entry.findtext("tei:monogr/tei:title[@level='j']", "", NS),
        entry.findtext("tei:monogr/tei:title[@level='m']", "", NS),
        None if date is None else date.get("when"),
    )


def _name(person: ET.Element) -> str:
    first = person.findtext("tei:forename[@type='first']", "", NS)
    middle = person.findtext("tei:forename[@type='middle']", "", NS)
    return " ".join(
        part for part in (first, middle, person.findtext("tei:surname", "", NS)) if part
    )
