"""A reference as a biblStruct of TEI."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from spv2_spark.domain.metadata import Reference, ReferenceDetails
from spv2_spark.exchange.addresses import web_address
from spv2_spark.exchange.dates import date_parts
from spv2_spark.exchange.paper import line_of, people_of, text_of, year_of
from spv2_spark.exchange.publication_type import PublicationType
from spv2_spark.exchange.tei_parts import (
    is_word,
    put,
    put_date,
    put_ids,
    put_people,
    put_title,
)
from spv2_spark.exchange.work import Work, pages_of, work_of

_ID = "{http://www.w3.org/XML/1998/namespace}id"


def bibl_struct(reference: Reference, xml_id: str) -> ET.Element:
    """Return a reference: the work in `analytic`, a whole book in `monogr`, its text as a note."""
    work, details = work_of(reference), reference.details
    entry = ET.Element("biblStruct", _attributes(details, xml_id))
    part = None if work.is_whole else ET.SubElement(entry, "analytic")
    if part is not None:
        put_title(part, work.title, "a")
        put_people(part, "author", reference.authors)
        _put_links(part, details)
    host = ET.SubElement(entry, "monogr")
    _put_host_titles(host, work, details)
    if part is None:
        # TEI has identifiers of a book before its people, and none behind its monogr.
        _put_links(host, details)
        put_people(host, "author", reference.authors)
    put_people(host, "editor", details.editors)
    host.append(_imprint(reference))
    put(entry, "note", line_of(reference.text), {"type": "raw_reference"})
    return entry


def _attributes(details: ReferenceDetails, xml_id: str) -> dict[str, str]:
    """Return the id, the publication type that was read, and the printed label as @n."""
    kind = details.publication_type
    is_known = kind in {one.value for one in PublicationType}
    texts = {_ID: xml_id, "type": kind if is_known else "", "n": text_of(details.label)}
    return {name: text for name, text in texts.items() if text}


def _put_host_titles(host: ET.Element, work: Work, details: ReferenceDetails) -> None:
    series = text_of(details.series)
    if work.is_whole:
        put_title(host, work.title, "m")
    else:
        level = "j" if work.publication_type is PublicationType.JOURNAL else "m"
        put(host, "title", work.container, {"level": level})
    put(host, "title", series, {"level": "s"})
    if len(host) == 0 and people_of(details.editors):
        ET.SubElement(host, "title", level="m")  # TEI has nobody edit what has no title


def _put_links(parent: ET.Element, details: ReferenceDetails) -> None:
    put_ids(parent, details)
    if address := web_address(text_of(details.url)):
        ET.SubElement(parent, "ptr", target=address)


def _imprint(reference: Reference) -> ET.Element:
    imprint, details = ET.Element("imprint"), reference.details
    put(imprint, "biblScope", text_of(details.volume), {"unit": "volume"})
    put(imprint, "biblScope", text_of(details.issue), {"unit": "issue"})
    _put_pages(imprint, details)
    _put_year(imprint, reference)
    put_date(imprint, "accessed", details.accessed)
    put(imprint, "publisher", text_of(details.publisher))
    put(imprint, "pubPlace", text_of(details.place))
    return imprint


def _put_pages(imprint: ET.Element, details: ReferenceDetails) -> None:
    pages = pages_of(details)
    if len(pages) == 2 and all(map(is_word, pages)):  # noqa: PLR2004  first and last
        ends = {"from": pages[0], "to": pages[1]}
        ET.SubElement(imprint, "biblScope", {"unit": "page", **ends})
    else:
        put(imprint, "biblScope", "-".join(pages), {"unit": "page"})


def _put_year(imprint: ET.Element, reference: Reference) -> None:
    """Add the date of publication, empty where there is none, as GROBID: it is the first date."""
    year = year_of(reference.year)
    date = ET.SubElement(imprint, "date")
    if year.printed:
        date.set("type", "published")
        date.text = year.printed
    if date_parts(year.digits):
        date.set("when", year.digits)
