"""Elements that the header and the references of a TEI document share."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from spv2_spark.domain.metadata import Author, PaperDetails, ReferenceDetails, Value
from spv2_spark.exchange.dates import date_parts
from spv2_spark.exchange.paper import PersonParts, people_of, text_of


def put(
    parent: ET.Element, tag: str, text: str, attributes: Mapping[str, str] | None = None
) -> None:
    """Add an element with `text`; none where there is no text."""
    if text:
        ET.SubElement(parent, tag, dict(attributes or {})).text = text


def put_title(parent: ET.Element, text: str, level: str) -> None:
    """Add a main title of a level ("a", "m"), an empty one where there is no text, as GROBID."""
    ET.SubElement(parent, "title", level=level, type="main").text = text or None


def put_date(parent: ET.Element, kind: str, value: Value | None) -> None:
    """Add a date in ISO's form; one that is no day of the calendar has no @when."""
    text = text_of(value)
    put(parent, "date", text, {"type": kind, **({"when": text} if date_parts(text) else {})})


def put_ids(parent: ET.Element, details: PaperDetails | ReferenceDetails) -> None:
    """Add the identifiers by the names and in the forms that GROBID has for them."""
    arxiv = text_of(details.arxiv)
    put(parent, "idno", text_of(details.doi), {"type": "DOI"})
    put(parent, "idno", arxiv and f"arXiv:{arxiv}", {"type": "arXiv"})
    put(parent, "idno", text_of(details.pmid), {"type": "PMID"})
    put(parent, "idno", text_of(details.pmcid), {"type": "PMCID"})


def put_people(parent: ET.Element, role: str, people: tuple[Author, ...]) -> None:
    """Add an element ("author", "editor") for everybody who has a name."""
    for one in people_of(people):
        put_name(ET.SubElement(parent, role), one)


def put_name(parent: ET.Element, person: PersonParts) -> None:
    """Add a persName, or a group's orgName."""
    if person.literal:
        ET.SubElement(parent, "orgName").text = person.literal
        return
    name = ET.SubElement(parent, "persName")
    first, _, middle = person.given.partition(" ")
    put(name, "forename", first, {"type": "first"})
    put(name, "forename", middle, {"type": "middle"})
    ET.SubElement(name, "surname").text = person.family
    put(name, "genName", person.suffix)


def is_word(text: str) -> bool:
    """Whether an attribute that takes one word (teidata.word) takes `text`."""
    return bool(text) and all(unicodedata.category(one)[0] not in "CZ" for one in text)
