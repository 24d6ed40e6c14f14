"""Labelled strings in GROBID's form: TEI in which the elements of a string are its fields.

    citation/corpus, name/header/corpus, name/citation/corpus, affiliation-address/corpus,
    date/corpus

in a folder or a tar archive. A string is a `bibl`, an `author` or a `date`; what stands in it
outside of any element that has a field is none. Broken files are read as far as they go: many
have `xml:id`s that are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from spv2_spark.errors import GoldError
from spv2_spark.gold.markup import local, parse_xml, xml_members
from spv2_spark.strings.spans import LabelledString, Span
from spv2_spark.strings.tokens import cleaned

FieldOf = Callable[[etree._Element], str]


class Form(NamedTuple):
    """Where a model's gold lies, which elements are strings, and which field an element is."""

    folder: str
    strings: str  # the elements' name
    field_of: FieldOf


_TITLES = {"a": "title", "j": "journal", "m": "booktitle", "s": "series"}
_SCOPES = {"vol": "volume", "volume": "volume", "issue": "issue"} | dict.fromkeys(
    ("pp", "page", "pages"), "pages"
)
_CITATION = {
    "author": "author", "date": "date", "editor": "editor", "publisher": "publisher",
    "pubplace": "location", "idno": "pubnum", "ptr": "web", "web": "web", "orgname": "institution",
}  # fmt: skip
_NAME = {
    "forename": "forename", "firstname": "forename", "forenname": "forename",
    "middlename": "middlename", "surname": "surname", "lastname": "surname", "surename": "surname",
    "rolename": "title", "suffix": "suffix", "marker": "marker",
}  # fmt: skip
_ORGANISATIONS = {
    "department": "department", "departement": "department", "laboratory": "laboratory",
    "institution": "institution", "institute": "institution",
}  # fmt: skip
_ADDRESS = {
    "marker": "marker", "addrline": "addr_line", "postbox": "post_box", "postcode": "post_code",
    "settlement": "settlement", "region": "region", "country": "country",
    "institution": "institution",
}  # fmt: skip


def _citation_field(element: etree._Element) -> str:
    tag, kind = local(element).lower(), (element.get("type") or element.get("unit") or "").lower()
    if tag == "title":
        return _TITLES.get(element.get("level", ""), "")
    if tag == "biblscope":
        return _SCOPES.get(kind, "")
    if tag in ("note", "notes"):
        return "tech" if kind == "report" else "note"
    if tag == "orgname" and kind == "collaboration":
        return "collaboration"
    return _CITATION.get(tag, "")


def _name_field(element: etree._Element) -> str:
    return _NAME.get(local(element).lower(), "")


def _citation_name_field(element: etree._Element) -> str:
    return _name_field(element).replace("marker", "")


def _affiliation_field(element: etree._Element) -> str:
    tag = local(element).lower()
    if tag == "orgname":
        return _ORGANISATIONS.get(element.get("type", "").lower(), "")
    return _ADDRESS.get(tag, "")


def _date_field(element: etree._Element) -> str:
    tag = local(element).lower()
    return tag if tag in ("day", "month", "year") else ""


FORMS = {
    "citation": Form("citation", "bibl", _citation_field),
    "name-header": Form("name/header", "author", _name_field),
    "name-citation": Form("name/citation", "author", _citation_name_field),
    "affiliation-address": Form("affiliation-address", "author", _affiliation_field),
    "date": Form("date", "date", _date_field),
}


def labelled_strings(source: Path, model: str, part: str = "corpus") -> list[LabelledString]:
    """Return a model's labelled strings in a folder or an archive, in the order of the files.

    `part` is "corpus" (to learn from) or "evaluation". Raises GoldError where there are none.
    """
    form = FORMS[model]
    wanted = f"{form.folder}/{part}/"
    found = [
        string
        for name, data in sorted(_members(source))
        if f"/{name}".rpartition("/")[0].endswith(f"/{wanted[:-1]}")
        for string in strings_of(data, name, form)
    ]
    if not found:
        raise GoldError(f"{source}: no labelled strings under {wanted}")
    return found


def strings_of(data: bytes, name: str, form: Form) -> Iterator[LabelledString]:
    """Yield the labelled strings of one file; a file that is no XML has none."""
    try:
        root = parse_xml(data, name, recover=True)
    except GoldError:
        return  # a broken file of a collection costs only itself
    for element in root.iter():
        nested = any(local(one) == form.strings for one in element)
        if local(element) == form.strings and not nested:
            string = labelled_string(element, form.field_of)
            if string.text:
                yield string


def labelled_string(element: etree._Element, field_of: FieldOf) -> LabelledString:
    """Return the text of an element, and the fields that the elements in it are."""
    text, spans = "", []
    for piece, field, begins in _pieces(element, field_of, ""):
        plain = cleaned(f"|{piece}|")[1:-1]  # the spaces at its ends are kept
        if not text or text.endswith(" "):
            plain = plain.lstrip()
        start = len(text)
        text += plain
        if field and begins:
            spans.append(Span(field, start, len(text)))
        elif field and spans:
            spans[-1] = spans[-1]._replace(end=len(text))
    return LabelledString(text.rstrip(), tuple(filter(None, (_trimmed(s, text) for s in spans))))


def _trimmed(span: Span, text: str) -> Span | None:
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip())
    end = start + len(inner.strip())
    return Span(span.field, start, end) if end > start else None


def _pieces(
    element: etree._Element, field_of: FieldOf, field: str
) -> Iterator[tuple[str, str, bool]]:
    """Yield (text, field, whether the field begins) of an element's content, inner fields first."""
    begins = True
    if element.text:
        yield element.text, field, begins
        begins = False
    for child in element:
        # Inside of a field a further one is a part of it, and no other.
        inner = field or field_of(child)
        if local(child) == "lb":
            yield " ", field, False
        elif field:
            for text, _, _ in _pieces(child, field_of, field):
                yield text, field, begins
                begins = False
        else:
            yield from _pieces(child, field_of, inner)
        if child.tail:
            yield child.tail, field, begins and bool(field)
            begins = False


def _members(source: Path) -> Iterator[tuple[str, bytes]]:
    if not source.is_dir():
        yield from xml_members(source)
        return
    for path in sorted(source.rglob("*.xml")):
        yield path.relative_to(source).as_posix(), path.read_bytes()
