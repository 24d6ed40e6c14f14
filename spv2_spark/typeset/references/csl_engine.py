"""citeproc-py with marks: a reference set through a CSL style as one marked string.

Values go in between private-use characters and come out between them, so that labels are
exact. Names are marked part by part, since styles reorder and shorten them; the year is a
number that stands nowhere else in the reference, since dates are formatted by number.
"""

from __future__ import annotations

import io
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, model
from citeproc.model import CitationStylesElement
from citeproc.source.json import CiteProcJSON
from citeproc.string import String
from lxml import etree

from spv2_spark.domain.article import SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.references.dates import month_index
from spv2_spark.typeset.references.line import clean
from spv2_spark.typeset.references.venue import venue_text

END = "\uf000"
TITLE, VENUE, EDITOR, NUMBER = "\uf001", "\uf002", "\uf003", "\uf004"
ITALIC, BOLD, SMALL_CAPS, SUPERSCRIPT, CLOSE = "\uf010", "\uf011", "\uf012", "\uf013", "\uf01f"
FAMILY, GIVEN = 0xF100, 0xF500  # plus the author's index
MOST_AUTHORS = 900

TYPES = {
    "journal": "article-journal",
    "chapter": "chapter",
    "conference": "paper-conference",
    "preprint": "article-journal",
    "news": "article-newspaper",
    "book": "book",
    "thesis": "thesis",
    "report": "report",
    "web": "webpage",
    "law": "legislation",
    "software": "webpage",
    "other": "book",
    "working_paper": "report",
    "patent": "patent",
    "standard": "report",
    "data": "webpage",
    "talk": "speech",
    "manuscript": "manuscript",
}
_PLAIN = {
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "genre": "series",
    "publisher": "publisher",
    "publisher-place": "place",
    "DOI": "doi",
    "PMID": "pmid",
    "URL": "url",
}


class _Formatter:
    """What citeproc-py calls to mark type; the marks are read back by `csl`."""

    @staticmethod
    def preformat(text: str) -> str:
        return text

    Italic = Oblique = staticmethod(lambda text: String(f"{ITALIC}{text}{CLOSE}"))
    Bold = staticmethod(lambda text: String(f"{BOLD}{text}{CLOSE}"))
    SmallCaps = staticmethod(lambda text: String(f"{SMALL_CAPS}{text}{CLOSE}"))
    Superscript = staticmethod(lambda text: String(f"{SUPERSCRIPT}{text}{CLOSE}"))
    Light = Underline = Subscript = staticmethod(lambda text: text)


class _MarkedName(model.Name):  # type: ignore[misc, unused-ignore]
    """Names whose given part keeps its marks when it is cut to initials."""

    def initialize(self, given: str, mark: str, context: Any) -> str:
        if not given.endswith(END):
            return str(super().initialize(given, mark, context))
        return f"{given[0]}{super().initialize(given[1:-1], mark, context)}{END}"


class _MarkedNamePart(model.Name_Part):  # type: ignore[misc, unused-ignore]
    """The parts of names, whose case citeproc-py changes only on its own strings."""

    def case(self, text: str, language: str | None = None) -> Any:
        return super().case(String(text), language)


class _Style(CitationStylesStyle):  # type: ignore[misc, unused-ignore]
    """A style parsed from bytes, with marked names and without network or entities."""

    def __init__(self, data: bytes) -> None:
        lookup = etree.ElementNamespaceClassLookup()
        namespace = lookup.get_namespace("http://purl.org/net/xbiblio/csl")
        namespace[None] = CitationStylesElement
        for element in CitationStylesElement.__subclasses__():
            namespace[element.__name__.replace("_", "-").lower()] = element
        namespace["name"] = _MarkedName
        namespace["name-part"] = _MarkedNamePart
        self.parser = etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False)
        self.parser.set_element_class_lookup(lookup)
        self.xml = etree.parse(io.BytesIO(data), self.parser)
        root: Any = self.xml.getroot()
        self.root = root
        root.set_locale_list(root.get("default-locale", "en-US"), validate=False)


class _Item(CitationItem):  # type: ignore[misc, unused-ignore]
    """A cited item whose number is a mark."""

    @property
    def number(self) -> Any:
        return String(NUMBER)


class Engine:
    """One style ready to set references; not to be shared between threads."""

    def __init__(self, data: bytes) -> None:
        self.style = _Style(data)
        self.language = str(self.style.root.get("default-locale", "en-US"))
        if not self.style.has_bibliography():
            raise ValueError("no bibliography")

    def set(self, reference: SourceReference, year: str, month: bool) -> str:
        """Return the marked string; `year` stands for the reference's year."""
        source = CiteProcJSON([item_of(reference, year, month)])
        bibliography = CitationStylesBibliography(self.style, source, _Formatter)
        bibliography.register(Citation([_Item("r")]))
        marked = "".join(str(one) for one in bibliography.bibliography())
        return marked.replace("&#160;", "\u00a0")  # some styles escape it twice


def item_of(reference: SourceReference, year: str, month: bool) -> dict[str, Any]:
    """Return a reference as CSL JSON with marked values; `month` prints the month too."""
    item: dict[str, Any] = {"id": "r", "type": TYPES.get(reference.publication_type, "book")}
    if reference.title:
        item["title"] = f"{TITLE}{clean(reference.title)}{END}"
    if reference.container:
        name = clean(reference.container)
        item["container-title"] = f"{VENUE}{name}{END}"
        short = (
            venue_text(name, "dots")
            if reference.publication_type in ("journal", "conference")
            else name
        )
        item["container-title-short"] = f"{VENUE}{short}{END}"
    if reference.authors:
        item["author"] = [
            _name(one, chr(FAMILY + nth), chr(GIVEN + nth))
            for nth, one in enumerate(reference.authors[:MOST_AUTHORS])
        ]
    if reference.editors:
        item["editor"] = [_name(one, EDITOR, EDITOR) for one in reference.editors]
    for key, attribute in _PLAIN.items():
        if value := clean(getattr(reference, attribute)):
            item[key] = value
    if pages := _pages(reference):
        item["page"] = pages
    return {**item, **_dates(reference, year, month)}


def _pages(reference: SourceReference) -> str:
    first, last = clean(reference.first_page), clean(reference.last_page)
    return f"{first}-{last}" if first and last and first != last else first


def _dates(reference: SourceReference, year: str, month: bool) -> dict[str, Any]:
    dates: dict[str, Any] = {}
    if year:
        index = month_index(reference.month) if month else None
        parts = [int(year)] if index is None else [int(year), index + 1]
        dates["issued"] = {"date-parts": [parts]}
    parts = [int(part) for part in reference.accessed.split("-") if part.isdigit()]
    if len(parts) == 3:  # noqa: PLR2004
        dates["accessed"] = {"date-parts": [parts]}
    return dates


def _name(name: PersonName, family: str, given: str) -> dict[str, str]:
    if name.group or not clean(name.given):
        return {"family": f"{family}{clean(name.full)}{END}"}
    parts = {
        "family": f"{family}{clean(name.surname)}{END}",
        "given": f"{given}{clean(name.given)}{END}",
    }
    if name.suffix:
        parts["suffix"] = f"{given}{clean(name.suffix)}{END}"
    return parts
