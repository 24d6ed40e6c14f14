"""Whole articles from JATS: what the generator needs to typeset them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from lxml import etree

from spv2_spark.domain.article import Article, ArticleAuthor, Section
from spv2_spark.domain.gold import PersonName
from spv2_spark.errors import GoldError
from spv2_spark.gold.jats import article_meta, author_contribs, subtitle_of, title_of
from spv2_spark.gold.jats_citation import names_in, source_references
from spv2_spark.gold.markup import first_text, local, parse_xml, text_of, xml_members

_FLOATS = frozenset([
    "alternatives", "boxed-text", "chem-struct-wrap", "disp-formula", "fig", "fig-group", "fn",
    "fn-group", "graphic", "inline-formula", "media", "supplementary-material", "table-wrap",
    "table-wrap-group",
])  # fmt: skip
_TITLE = frozenset(["title", "label", "sec", *_FLOATS])
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def iter_articles(
    archives: Iterable[Path], on_error: Callable[[str, GoldError], None] | None = None
) -> Iterator[Article]:
    """Stream the articles of tar archives, in the archives' order.

    A file of XML that is too large or no article goes to `on_error` with its name; without
    `on_error` its GoldError is raised.
    """
    for archive in archives:
        for name, data in xml_members(archive):
            try:
                article = read_article(data, Path(name).stem)
            except GoldError as error:
                if on_error is None:
                    raise
                on_error(name, error)
            else:
                yield article


def read_article(data: bytes, source_id: str) -> Article:
    """Read a JATS article; raises GoldError for what is none.

    Tables, figures, formulas and notes are dropped; citations in the text are kept as they
    are written.
    """
    root = parse_xml(data, source_id, recover=True)
    meta = article_meta(root, source_id)
    journal = root.find("front/journal-meta")
    front = etree.Element("none") if journal is None else journal
    affiliations = _affiliations(meta)
    body = root.find("body")
    return Article(
        source_id=source_id,
        title=title_of(meta),
        subtitle=subtitle_of(meta),
        authors=tuple(_authors(meta, list(affiliations))),
        affiliations=tuple(affiliations.values()),
        abstract=_abstract(meta),
        keywords=tuple(_keywords(meta)),
        body=() if body is None else tuple(_sections(body)),
        references=source_references(root),
        journal=first_text(front, "journal-title", "abbrev-journal-title"),
        publisher=first_text(front, "publisher-name"),
        article_type=first_text(meta, "subject") or root.get("article-type", ""),
        volume=text_of(meta.find("volume")),
        issue=text_of(meta.find("issue")),
        first_page=text_of(meta.find("fpage")) or text_of(meta.find("elocation-id")),
        last_page=text_of(meta.find("lpage")),
        doi=text_of(meta.find("article-id[@pub-id-type='doi']")),
        year=text_of(meta.find("pub-date/year")),
        received=_date(meta.find("history/date[@date-type='received']")),
        accepted=_date(meta.find("history/date[@date-type='accepted']")),
        published=_date(_published(meta)),
        licence=_licence(meta),
        language=root.get(_LANG, "en").lower()[:2],
    )


def _affiliations(meta: etree._Element) -> dict[str, str]:
    """Return {id: text} of the affiliations in order, without their labels."""
    found = {}
    for number, aff in enumerate(meta.iter("aff")):
        text = text_of(aff, frozenset(["label", "institution-id", "xref", "email", "sup"]))
        if text:
            found[aff.get("id") or f"#{number}"] = text.strip(" ,;")
    return found


def _authors(meta: etree._Element, ids: list[str]) -> Iterator[ArticleAuthor]:
    everyones = tuple(range(len(ids))) if len(ids) == 1 else ()
    notes = {note.get("id", ""): note for note in meta.iter("corresp")}
    for contrib in author_contribs(meta):
        name = next(names_in(contrib), None)
        if name is None:
            continue
        linked = [ref for xref in contrib.iter("xref") for ref in xref.get("rid", "").split()]
        notes_of = [notes[ref] for ref in linked if ref in notes]
        yield ArticleAuthor(
            name=name,
            affiliations=tuple(ids.index(ref) for ref in linked if ref in ids) or everyones,
            degrees=first_text(contrib, "degrees"),
            email=first_text(contrib, "email") or _email(notes_of, name),
            orcid=text_of(contrib.find(".//contrib-id[@contrib-id-type='orcid']")).rpartition("/")[
                2
            ],
            corresponding=contrib.get("corresp") == "yes" or bool(notes_of),
        )


def _email(notes: list[etree._Element], name: PersonName) -> str:
    """Return the note's e-mail that resembles the name, or its only one."""
    found = [text_of(email) for note in notes for email in note.iter("email")]
    like = [email for email in found if name.surname.lower()[:4] in email.lower()]
    return next(iter(like), found[0] if len(found) == 1 else "")


def _abstract(meta: etree._Element) -> tuple[Section, ...]:
    # Graphical abstracts, summaries for lay readers and the like carry a type.
    plain = [one for one in meta.iterfind("abstract") if not one.get("abstract-type")]
    return tuple(_sections(plain[0])) if plain else ()


def _keywords(meta: etree._Element) -> Iterator[str]:
    for group in meta.iterfind("kwd-group"):
        if (group.get("kwd-group-type") or "author").startswith("author"):
            yield from filter(None, map(text_of, group.iter("kwd")))


def _sections(parent: etree._Element, heading: str = "") -> Iterator[Section]:
    """Yield the section's own paragraphs, then its subsections' (flat, in order)."""
    paragraphs = tuple(_paragraphs(parent))
    if paragraphs or heading:
        yield Section(heading, paragraphs)
    for section in parent.iterfind("sec"):
        yield from _sections(section, text_of(section.find("title"), _FLOATS))


def _paragraphs(parent: etree._Element) -> Iterator[str]:
    texts = (text_of(child, _FLOATS) for child in parent if local(child) not in _TITLE)
    return filter(None, texts)


def _published(meta: etree._Element) -> etree._Element | None:
    dates = meta.findall("pub-date")
    electronic = [d for d in dates if (d.get("pub-type") or d.get("publication-format")) == "epub"]
    return next(iter(electronic or dates), None)


def _date(date: etree._Element | None) -> str:
    """Return a date as YYYY-MM-DD, or as much of it as is known."""
    if date is None:
        return ""
    parts = (text_of(date.find(name)) for name in ("year", "month", "day"))
    return "-".join(part.zfill(2) for part in takewhile(str.isdigit, parts))


def _licence(meta: etree._Element) -> str:
    licence = meta.find("permissions/license")
    if licence is None:
        return ""
    links = [one.get(_XLINK_HREF, "") for one in licence.iter("license", "ext-link")]
    return next((link for link in links if link), "") or text_of(licence)
