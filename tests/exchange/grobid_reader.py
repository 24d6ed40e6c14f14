"""How users of GROBID read its TEI: ElementTree and XPaths, as written for its output alone."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree import ElementTree as ET

NS = {"tei": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class Header(NamedTuple):
    """What a paper says of itself, as such a script sees it."""

    abstract: str
    keywords: list[str]
    ids: dict[str, str]
    dates: dict[str, str]
    emails: dict[str, list[str]]
    institutions: dict[str, list[str]]


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


def header_of(document: str | bytes) -> Header:
    header = root_of(document).find("tei:teiHeader", NS)
    assert header is not None
    source = header.find("tei:fileDesc/tei:sourceDesc/tei:biblStruct", NS)
    assert source is not None
    authors = {
        _name(name) if (name := one.find("tei:persName", NS)) is not None else "": one
        for one in source.iterfind("tei:analytic/tei:author", NS)
    }
    dates = source.iterfind("tei:monogr/tei:imprint/tei:date[@when]", NS)
    institution = "tei:affiliation/tei:orgName[@type='institution']"
    return Header(
        " ".join(header.findtext("tei:profileDesc/tei:abstract/tei:p", "", NS).split()),
        [one.text or "" for one in header.iterfind(".//tei:keywords/tei:term", NS)],
        {one.get("type", ""): one.text or "" for one in source.iterfind(".//tei:idno", NS)},
        {one.get("type", ""): one.get("when", "") for one in dates},
        {name: _texts(one, "tei:email") for name, one in authors.items()},
        {name: _texts(one, institution) for name, one in authors.items()},
    )


def _texts(element: ET.Element, path: str) -> list[str]:
    return [one.text or "" for one in element.iterfind(path, NS)]


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
