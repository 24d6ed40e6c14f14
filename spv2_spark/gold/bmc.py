"""Articles in BioMed Central's own DTD of before 2015 (`art`, `fm`, `bm`)."""

from __future__ import annotations

from lxml import etree

from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.errors import GoldError
from spv2_spark.gold.markup import local, text_of


def read_bmc(root: etree._Element, origin: str) -> Gold:
    """Return the gold of an `art`; raises GoldError where it has no `fm/bibl`."""
    front = root.find("fm/bibl")
    if local(root) != "art" or front is None:
        raise GoldError(f"{origin}: <{local(root)}> has no fm/bibl: not a BMC article")
    entries = root.iterfind("bm//bibl")
    return Gold(
        title=text_of(front.find("title")) or None,
        authors=_authors(front, "aug"),
        references=tuple(_reference(entry) for entry in entries),
    )


def _reference(entry: etree._Element) -> GoldReference:
    editors = _authors(entry, "editor") or _authors(entry, "edg")
    return GoldReference(
        title=text_of(entry.find("title")),
        authors=_authors(entry, "aug"),
        venue=text_of(entry.find("source")),
        year=text_of(entry.find("pubdate")),
        publication_type="journal" if entry.find("volume") is not None else "",
        editors=editors,
    )


def _authors(entry: etree._Element, group: str) -> tuple[PersonName, ...]:
    found = (_name(one) for aug in entry.iterfind(group) for one in aug.iterfind("au"))
    return tuple(name for name in found if name.surname)


def _name(author: etree._Element) -> PersonName:
    group = text_of(author.find("cnm"))
    if group:
        return PersonName("", group, group=True)
    parts = [text_of(author.find(tag)) for tag in ("fnm", "mi", "mnm")]
    given = " ".join(part for part in parts if part)
    return PersonName(given, text_of(author.find("snm")), text_of(author.find("suf")))
