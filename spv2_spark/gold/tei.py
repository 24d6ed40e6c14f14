"""Papers in TEI as GROBID writes them and as its output is corrected by hand (`TEI`)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.errors import GoldError
from spv2_spark.gold.markup import local, text_of


def read_tei(root: etree._Element, origin: str) -> Gold:
    """Return the gold of a TEI document; without a `listBibl` its references are left unsaid.

    The paper's own title and authors are those of the header's `analytic`. A whole book among
    the references has a venue and no title, as in JATS. Raises GoldError without a header.
    """
    header = root.find("{*}teiHeader")
    if header is None:
        raise GoldError(f"{origin}: <{local(root)}> has no teiHeader: not a TEI document")
    work = header.find(".//{*}sourceDesc//{*}analytic")
    source = header if work is None else work
    entries = root.findall(".//{*}text//{*}listBibl/{*}biblStruct")
    said = root.find(".//{*}text//{*}listBibl") is not None
    return Gold(
        title=_title(source, "a") or _title(header, "a") or None,
        authors=tuple(_names(source, "author")) or None,
        references=tuple(map(_reference, entries)) if said else None,
    )


def _reference(entry: etree._Element) -> GoldReference:
    work, host = entry.find("{*}analytic"), entry.find("{*}monogr")
    journal = _title(host, "j")
    if work is not None:
        publication_type = "journal" if journal else "chapter"
    else:
        publication_type = "" if journal else "book"
    return GoldReference(
        title=_title(work, "a"),
        authors=tuple(_names(host if work is None else work, "author")),
        venue=journal or _title(host, "m"),
        year=_year(host),
        raw=text_of(entry.find("{*}note[@type='raw_reference']")),
        publication_type=publication_type,
        editors=tuple(_names(host, "editor")),
    )


def _title(element: etree._Element | None, level: str) -> str:
    """Return the first title of a level, the main one before others; "" where there is none."""
    if element is None:
        return ""
    found = [one for one in element.iterfind(".//{*}title") if one.get("level", "a") == level]
    found.sort(key=lambda one: one.get("type") != "main")
    return next((text for one in found if (text := text_of(one))), "")


def _year(host: etree._Element | None) -> str:
    """Return the year as printed, else the first four digits of `@when`."""
    date = None if host is None else host.find("{*}imprint/{*}date")
    if date is None:
        return ""
    return text_of(date) or date.get("when", "")[:4]


def _names(element: etree._Element | None, role: str) -> Iterator[PersonName]:
    for one in () if element is None else element.iterfind(f"{{*}}{role}"):
        person = one.find("{*}persName")
        group = text_of(one.find("{*}orgName"))
        if person is not None:
            given = (text_of(part) for part in person.iterfind("{*}forename"))
            surname = text_of(person.find("{*}surname"))
            suffix = text_of(person.find("{*}genName"))
            if surname:
                yield PersonName(" ".join(part for part in given if part), surname, suffix)
        elif group:
            yield PersonName("", group, group=True)
