"""Labelled reference strings: the training data of GROBID (TEI) and of AnyStyle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.errors import GoldError
from spv2_spark.gold.markup import local, parse_xml, xml_members
from spv2_spark.gold.string_parts import Part, reference_of, segments_of

StringPair = tuple[SourceReference, tuple[Segment, ...]]

_MARKUP = re.compile(r"</?(?:italic|bold|sup|sub|i|b)/?>")  # escaped by its annotators
_SPACE = re.compile(r"\s+")

_NAMES = frozenset([  # of parts; any other text is plain
    "author", "title", "journal", "container", "series", "date", "editor", "publisher", "place",
    "volume", "pages", "edition", "doi", "url", "genre", "note", "organisation", "label",
])  # fmt: skip
_TEI = {"pubplace": "place", "ptr": "url", "orgname": "organisation"}
_TEI_TITLES = {"a": "title", "j": "journal", "m": "monograph", "s": "series"}
_TEI_SCOPES = {"vol": "volume", "volume": "volume", "issue": "issue"} | dict.fromkeys(
    ("pp", "page", "pages"), "pages"
)
_ANYSTYLE = {
    "container-title": "container",
    "collection-title": "series",
    "location": "place",
    "source": "organisation",
    "citation-number": "label",
} | dict.fromkeys(("translator", "director", "producer"), "editor")


def iter_strings(path: Path) -> Iterator[StringPair]:
    """Yield every reference of an archive once: its parts, and its printed string in segments.

    Knows GROBID's `citation/` files (`bibl`) and AnyStyle's (`sequence`); other members and
    broken ones are passed over. The segments join to the printed string. Where the split of
    a field is unsure its segments are masked, and the part is left out of the reference.
    Raises GoldError for what is no archive.
    """
    seen: set[str] = set()
    for name, data in xml_members(path):
        folders = name.split("/")
        if "name" in folders or not {"citation", "parser"} & set(folders):
            continue
        try:
            root = parse_xml(data, name, recover=True)
        except GoldError:
            continue  # a broken file of a collection costs only itself
        for parts in _part_lists(root):
            text = "".join(part.text for part in parts)
            if text.strip() and text not in seen:
                seen.add(text)
                yield reference_of(parts), tuple(segments_of(parts))


def _part_lists(root: etree._Element) -> Iterator[list[Part]]:
    for element in root.iter():
        if local(element) == "sequence":
            yield _joined(list(_anystyle_parts(element)))
        elif local(element) == "bibl" and not any(local(one) == "bibl" for one in element):
            language = element.get("{http://www.w3.org/XML/1998/namespace}lang", "")
            yield _joined([*_tei_parts(element), Part("language", "", language)])


def _anystyle_parts(sequence: etree._Element) -> Iterator[Part]:
    for number, child in enumerate(sequence):
        name = _ANYSTYLE.get(local(child), local(child))
        if number:
            yield Part("plain", " ")
        text = "".join(map(str, child.itertext()))
        yield Part(name if name in _NAMES else "plain", _MARKUP.sub("", text).strip())


def _tei_parts(bibl: etree._Element) -> Iterator[Part]:
    if bibl.text:
        yield Part("plain", bibl.text)
    for child in bibl:
        yield Part(_tei_name(child), "".join(map(str, child.itertext())) or " ")
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
    name = _TEI.get(tag, tag)
    return name if name in _NAMES else "plain"


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
