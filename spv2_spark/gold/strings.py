"""Labelled reference strings: the training data of GROBID (TEI) and of AnyStyle."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.errors import GoldError
from spv2_spark.gold.markup import MAX_BYTES, local, parse_xml
from spv2_spark.gold.string_parts import Part, reference_of, segments_of

StringPair = tuple[SourceReference, tuple[Segment, ...]]

_MARKUP = re.compile(r"</?(?:italic|bold|sup|sub|i|b)/?>")  # escaped by its annotators
_SPACE = re.compile(r"\s+")

# TEI element (with what tells it from its like) -> the name of a part.
_TEI = {
    "author": "author",
    "editor": "editor",
    "date": "date",
    "publisher": "publisher",
    "pubplace": "place",
    "note": "note",
    "ptr": "url",
    "orgname": "organisation",
    "bibl": "plain",
    "lb": "plain",
}
_TEI_TITLES = {"a": "title", "j": "journal", "m": "monograph", "s": "series"}
_TEI_SCOPES = {
    "vol": "volume",
    "volume": "volume",
    "issue": "issue",
    "pp": "pages",
    "page": "pages",
    "pages": "pages",
}
_ANYSTYLE = {
    "author": "author",
    "title": "title",
    "journal": "journal",
    "container-title": "container",
    "collection-title": "series",
    "date": "date",
    "editor": "editor",
    "translator": "editor",
    "director": "editor",
    "producer": "editor",
    "publisher": "publisher",
    "location": "place",
    "volume": "volume",
    "pages": "pages",
    "edition": "edition",
    "doi": "doi",
    "url": "url",
    "genre": "genre",
    "note": "note",
    "source": "organisation",
    "citation-number": "label",
}


def iter_strings(path: Path) -> Iterator[StringPair]:
    """Yield every reference of an archive once: its parts, and its printed string in segments.

    Knows GROBID's `citation/` files (`bibl`) and AnyStyle's (`sequence`); other members and
    broken ones are passed over. The segments join to the printed string. Where the split of
    a field is unsure its segments are masked, and the part is left out of the reference.
    Raises GoldError for what is no archive.
    """
    seen: set[str] = set()
    try:
        with tarfile.open(path, "r:*") as archive:
            for root in _roots(archive):
                for parts in _part_lists(root):
                    text = "".join(part.text for part in parts)
                    if text.strip() and text not in seen:
                        seen.add(text)
                        yield reference_of(parts), tuple(segments_of(parts))
    except (OSError, tarfile.TarError, EOFError) as error:
        raise GoldError(f"{path}: not a tar archive: {error}") from error


def _roots(archive: tarfile.TarFile) -> Iterator[etree._Element]:
    for member in archive:
        folders = member.name.split("/")
        is_reference = "name" not in folders and ("citation" in folders or "parser" in folders)
        if not (member.isreg() and member.name.endswith(".xml") and is_reference):
            continue
        handle = archive.extractfile(member)
        if handle is None or member.size > MAX_BYTES:
            continue
        try:
            yield parse_xml(handle.read(), member.name, recover=True)
        except GoldError:
            continue  # a broken file of a collection costs only itself


def _part_lists(root: etree._Element) -> Iterator[list[Part]]:
    for element in root.iter():
        if local(element) == "sequence":
            yield _joined(list(_anystyle_parts(element)))
        elif local(element) == "bibl" and not any(local(one) == "bibl" for one in element):
            language = element.get("{http://www.w3.org/XML/1998/namespace}lang", "")
            yield _joined([*_tei_parts(element), Part("language", "", language)])


def _anystyle_parts(sequence: etree._Element) -> Iterator[Part]:
    for number, child in enumerate(sequence):
        name = _ANYSTYLE.get(local(child), "plain")
        if number:
            yield Part("plain", " ")
        text = "".join(str(text) for text in child.itertext())
        yield Part(name, _MARKUP.sub("", text).strip())


def _tei_parts(bibl: etree._Element) -> Iterator[Part]:
    if bibl.text:
        yield Part("plain", bibl.text)
    for child in bibl:
        yield Part(_tei_name(child), "".join(str(text) for text in child.itertext()) or " ")
        if child.tail:
            yield Part("plain", child.tail)


def _tei_name(element: etree._Element) -> str:
    tag = local(element).lower()
    kind = (element.get("type") or element.get("unit") or "").lower()
    if tag == "title":
        return _TEI_TITLES.get(element.get("level", ""), "organisation")
    if tag == "biblscope":
        return _TEI_SCOPES.get(kind, "plain")
    if tag == "idno":
        return kind if kind in ("doi", "arxiv", "report") else "plain"
    if tag == "note" and kind == "report":
        return "genre"
    return _TEI.get(tag, "plain")


def _joined(parts: list[Part]) -> list[Part]:
    """Make all white space single spaces, none at the ends; marks glued to words stay so."""
    joined: list[Part] = []
    blank = True
    for part in parts:
        text = _SPACE.sub(" ", part.text)
        if blank:
            text = text.lstrip()
        blank = text.endswith(" ") if text else blank
        if text or part.value:
            joined.append(Part(part.name, text, part.value))
    while joined and not joined[-1].value and not joined[-1].text.strip():
        joined.pop()
    return joined
