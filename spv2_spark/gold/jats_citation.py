"""The references of a JATS article (`ref` elements in any of their forms)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from spv2_spark.domain.article import SourceReference
from spv2_spark.domain.gold import GoldReference, PersonName
from spv2_spark.gold.markup import first_text, local, text_of
from spv2_spark.gold.names import split_name

CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation")
TITLES = ("article-title", "chapter-title", "part-title", "data-title")
_INLINE = frozenset([
    "bold", "ext-link", "italic", "monospace", "named-content", "roman", "sans-serif", "sc",
    "styled-content", "sub", "sup", "underline", "uri",
])  # fmt: skip
_NAMES = frozenset(["name", "string-name", "collab", "name-alternatives"])
_EDITORS = frozenset(["editor", "editors", "translator", "series-editor", "compiler"])
_NOBODY = frozenset(["others", "et al", "and others", "anonymous", "anon"])
_EDS = re.compile(r"^\W*(?:\(|\[)?\s*eds?\b|^\W*editors?\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_ET_AL = re.compile(r",?\s+et\s+al\.?$", re.IGNORECASE)

# What publishers say for each type.
_SAID = {
    "journal": ("journal", "article-journal", "article"),
    "book": ("book",),
    "chapter": ("chapter", "book-chapter"),
    "conference": ("confproc", "conf-proceeding", "paper-conference", "conference"),
    "thesis": ("thesis",),
    "report": ("report", "gov", "working-paper"),
    "web": ("web", "webpage", "website"),
    "preprint": ("preprint",),
    "software": ("software", "data"),
    "news": ("newspaper", "news"),
    "law": ("legal", "patent"),
}
_PUBLICATION_TYPES = {said: name for name, words in _SAID.items() for said in words}


def gold_references(root: etree._Element) -> tuple[GoldReference, ...] | None:
    """Return the entries of the article's lists in order, or None if it says nothing of them.

    `title` is `article-title`, else the chapter's, part's or data set's title; `venue` is
    `source`, else `conf-name`. A whole book has only a `source`: as in SPv2, its printed
    title is then the venue and the entry has no title.
    """
    found = tuple(one for ref in _refs(root) for one in _golds_of(ref))
    if not found and root.find("body") is None:
        return None
    return found


def source_references(root: etree._Element) -> tuple[SourceReference, ...]:
    """Return every citation that has parts; those that are one unstructured string are left out."""
    parts = (source_reference(one) for ref in _refs(root) for one in citations_of(ref))
    return tuple(one for one in parts if one.title or one.container)


def citations_of(ref: etree._Element) -> list[etree._Element]:
    """Return the citations of one `ref`; of several forms of one citation the most structured."""
    direct = [child for child in ref if local(child) in CITATIONS]
    for group in ref.iter("citation-alternatives"):
        forms = [child for child in group if local(child) in CITATIONS]
        if forms:
            direct.append(max(forms, key=lambda form: local(form) == "element-citation"))
    return direct


def source_reference(citation: etree._Element) -> SourceReference:
    """Return a citation's parts; a whole book's `source` is its title."""
    authors, editors = _people(citation)
    title = first_text(citation, *TITLES)
    container = first_text(citation, "source", "conf-name")
    publication_type = _publication_type(_given_type(citation), title, container)
    if not title and publication_type != "journal":
        title, container = container, ""
    pages = first_text(citation, "page-range").replace("\u2013", "-").partition("-")
    return SourceReference(
        publication_type=publication_type,
        title=title,
        authors=authors,
        editors=editors,
        container=container,
        year=_first_year(citation),
        month=first_text(citation, "month", "season"),
        volume=first_text(citation, "volume"),
        issue=first_text(citation, "issue"),
        first_page=first_text(citation, "fpage", "elocation-id") or pages[0],
        last_page=first_text(citation, "lpage") or pages[2],
        edition=first_text(citation, "edition"),
        publisher=first_text(citation, "publisher-name"),
        place=first_text(citation, "publisher-loc", "conf-loc"),
        doi=text_of(citation.find(".//pub-id[@pub-id-type='doi']")),
        pmid=text_of(citation.find(".//pub-id[@pub-id-type='pmid']")),
        url=first_text(citation, "uri", "ext-link"),
        accessed=first_text(citation, "date-in-citation", "access-date"),
        et_al=citation.find(".//etal") is not None,
    )


def _refs(root: etree._Element) -> Iterator[etree._Element]:
    for part in root:
        if local(part) in ("front", "body", "back", "floats-group"):
            yield from part.iter("ref")


def _golds_of(ref: etree._Element) -> Iterator[GoldReference]:
    label = text_of(ref.find("label"))
    citations = citations_of(ref)
    if not citations:
        yield GoldReference(label=label, raw=text_of(ref, frozenset(["label"])))
    for citation in citations:
        authors, editors = _people(citation)
        yield GoldReference(
            title=first_text(citation, *TITLES),
            authors=authors,
            venue=first_text(citation, "source", "conf-name"),
            year=_first_year(citation),
            label=label or text_of(citation.find("label")),
            raw=_raw(citation),
            publication_type=_given_type(citation),
            editors=editors,
        )
        label = ""  # printed once, before the first of several citations


def _people(citation: etree._Element) -> tuple[tuple[PersonName, ...], tuple[PersonName, ...]]:
    """Return the citation's authors and its editors."""
    authors: list[PersonName] = []
    editors: list[PersonName] = []
    seen_title = False
    for child in citation:
        name = local(child)
        if name == "person-group":
            is_editors = (child.get("person-group-type") or "") in _EDITORS
            (editors if is_editors else authors).extend(names_in(child))
        elif name in _NAMES:
            # Untyped names after the title, or before "eds", are a book's editors.
            late = seen_title and bool(authors or editors)
            (editors if late or _EDS.match(child.tail or "") else authors).extend(_name(child))
        seen_title = seen_title or name in TITLES or name == "source"
    return tuple(authors), tuple(editors)


def names_in(group: etree._Element) -> Iterator[PersonName]:
    """Yield the names that are children of `group`, group authors included."""
    for child in group:
        if local(child) in _NAMES:
            yield from _name(child)


def _name(element: etree._Element) -> Iterator[PersonName]:
    if local(element) == "name-alternatives":
        forms = [child for child in element if local(child) in _NAMES]
        printed = [form for form in forms if form.get("specific-use") != "index"]
        element = next(iter(printed or forms), element)
    surname = text_of(element.find("surname"))
    given = _ET_AL.sub("", text_of(element.find("given-names")))  # "Kamal et al"
    if local(element) == "collab":
        # The members of a group may be listed inside: the group's own name comes first.
        name = text_of(element, frozenset(["contrib-group", "xref", "fn", "address", "aff"]))
        found = PersonName("", name.strip(" ,;:"), group=True)
    elif surname or given:
        prefix = text_of(element.find("prefix"))
        surname = f"{prefix} {surname}" if prefix.islower() else surname
        suffix = text_of(element.find("suffix"))
        found = PersonName(given, surname, suffix) if surname else PersonName("", given)
    else:
        found = split_name(text_of(element))
    if found.surname and found.full.strip(" .").lower() not in _NOBODY:
        yield found


def _raw(citation: etree._Element) -> str:
    if local(citation) != "mixed-citation" or _is_glued(citation):
        return ""
    return text_of(citation, frozenset(["pub-id", "label"]))


def _is_glued(citation: etree._Element) -> bool:
    """Whether words of two elements meet without a mark between them (`SmithJA`)."""
    last = ""
    for boundary, text in _runs(citation):
        if boundary and last[-1:].isalnum() and text[:1].isalnum():
            return True
        last = text or last
    return False


def _runs(element: etree._Element) -> Iterator[tuple[bool, str]]:
    """Yield text runs in order, each with whether a structural element starts or ends there."""
    yield (local(element) not in _INLINE, element.text or "")
    for child in element:
        if local(child) != "pub-id":
            yield from _runs(child)
        yield (local(child) not in _INLINE, child.tail or "")


def _first_year(citation: etree._Element) -> str:
    dates = (text_of(found) for found in citation.iter("date", "conf-date"))
    years = (match.group() for text in dates if (match := _YEAR.search(text)))
    return first_text(citation, "year") or next(years, "")


def _given_type(citation: etree._Element) -> str:
    return citation.get("publication-type") or citation.get("citation-type") or ""


def _publication_type(given: str, title: str, container: str) -> str:
    found = _PUBLICATION_TYPES.get(given.strip().lower().replace(" ", "-"), "other")
    return "chapter" if found == "book" and title and container else found
