"""BibTeX: an entry a work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spv2_spark.domain.metadata import Reference
from spv2_spark.exchange.latex import latex_text, latex_title
from spv2_spark.exchange.paper import (
    ParsedPaper,
    PersonParts,
    key_of,
    line_of,
    people_of,
    reference_key,
    text_of,
    year_of,
)
from spv2_spark.exchange.publication_type import PublicationType, publication_type

# Of each publication type: BibTeX's entry type, and the field that the venue goes into.
_ENTRIES = {
    PublicationType.JOURNAL: ("article", "journal"),
    PublicationType.CONFERENCE: ("inproceedings", "booktitle"),
    PublicationType.CHAPTER: ("incollection", "booktitle"),
    PublicationType.BOOK: ("book", "note"),
    PublicationType.THESIS: ("phdthesis", "school"),
    PublicationType.OTHER: ("misc", "howpublished"),
}
# A name of these needs no braces: BibTeX parts it as it is meant.
_PLAIN = re.compile(r"[^\s{}\\,~]+( [^\s{}\\,~]+)*")


def paper_entry(paper: ParsedPaper) -> str:
    """Return the entry of a paper: type misc, for its own venue and year are not read."""
    authors, title = people_of(paper.metadata.authors), text_of(paper.metadata.title)
    fields = {
        "author": _names(authors),
        "title": latex_title(title),
        "note": "" if title or authors else latex_text(line_of(paper.doc_name)),
    }
    return _entry("misc", key_of(paper), fields)


def reference_entries(paper: ParsedPaper) -> Iterator[str]:
    """Yield an entry for each reference of a paper; what has no field has its text as a note."""
    key = key_of(paper)
    for index, one in enumerate(paper.metadata.references):
        kind, fields = _reference(one)
        yield _entry(kind, reference_key(key, index), fields)


def _reference(reference: Reference) -> tuple[str, dict[str, str]]:
    kind, container = _ENTRIES[publication_type(reference)]
    title, venue = text_of(reference.title), text_of(reference.venue)
    if not title and kind in ("book", "phdthesis"):
        title, venue = venue, ""  # a whole book's own title is its venue
    fields = {
        "author": _names(people_of(reference.authors)),
        "title": latex_title(title),
        container: latex_text(venue),
        "year": latex_text(year_of(reference.year).printed),
    }
    if not any(fields.values()):
        fields["note"] = latex_text(line_of(reference.text))
    return kind, fields


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _names(people: list[PersonParts]) -> str:
    return " and ".join(map(_name, people))


def _name(person: PersonParts) -> str:
    """Return a name as BibTeX parts it: "Family, Suffix, Given"; in braces without a given name."""
    if not person.given:
        whole = person.literal or f"{person.family} {person.suffix}".strip()
        return f"{{{latex_text(whole)}}}"
    parts = (person.family, person.suffix, person.given)
    return ", ".join(_part(one) for one in parts if one)


def _part(text: str) -> str:
    """Return a part of a name, in braces where BibTeX would part it further."""
    is_plain = _PLAIN.fullmatch(text) and "and" not in text.lower().split()
    return latex_text(text) if is_plain else f"{{{latex_text(text)}}}"
