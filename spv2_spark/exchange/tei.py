"""TEI with the element names that GROBID writes, such that its users' scripts read it.

Names and places of elements follow GROBID's; where TEI P5 does not allow these, TEI P5.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from spv2_spark import PROGRAM, __version__
from spv2_spark.exchange.paper import ParsedPaper, reference_key
from spv2_spark.exchange.tei_header import file_description, profile
from spv2_spark.exchange.tei_reference import bibl_struct

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = "http://www.tei-c.org/ns/1.0"


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
            entries.append(bibl_struct(one, reference_key(key, index)))
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
    header.append(file_description(paper))
    header.append(_application(when))
    header.append(profile(paper.metadata.details))
    return header


def _application(when: str) -> ET.Element:
    encoding = ET.Element("encodingDesc")
    facts = {"version": __version__, "ident": PROGRAM, "when": when}
    application = ET.SubElement(ET.SubElement(encoding, "appInfo"), "application", facts)
    ET.SubElement(application, "desc").text = "Titles, authors and references out of PDFs"
    return encoding
