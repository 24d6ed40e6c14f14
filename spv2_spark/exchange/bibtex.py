"""BibTeX: an entry a work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spv2_spark.domain.metadata import PaperDetails, Reference, ReferenceDetails
from spv2_spark.exchange.addresses import web_address
from spv2_spark.exchange.dates import date_parts
from spv2_spark.exchange.latex import latex_keywords, latex_text, latex_title, verbatim_text
from spv2_spark.exchange.paper import (
    ParsedPaper,
    PersonParts,
    key_of,
    line_of,
    people_of,
    reference_key,
    text_of,
    texts_of,
    year_of,
)
from spv2_spark.exchange.publication_type import PublicationType
from spv2_spark.exchange.work import pages_of, work_of

Fields = dict[str, str]

# Of each publication type: BibTeX's entry type, and the field that the venue goes into.
_ENTRIES = {
    PublicationType.JOURNAL: ("article", "journal"),
    PublicationType.CONFERENCE: ("inproceedings", "booktitle"),
    PublicationType.CHAPTER: ("incollection", "booktitle"),
    PublicationType.BOOK: ("book", "note"),
    PublicationType.THESIS: ("phdthesis", "school"),
    PublicationType.REPORT: ("techreport", "institution"),
    PublicationType.PREPRINT: ("misc", "howpublished"),
    PublicationType.WEB: ("misc", "howpublished"),
    PublicationType.OTHER: ("misc", "howpublished"),
}
_PUBLISHING = ("school", "institution")  # fields of who published: no publisher beside them
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A name of these needs no braces: BibTeX parts it as it is meant.
_PLAIN = re.compile(r"[^\s{}\\,~]+( [^\s{}\\,~]+)*")


def paper_entry(paper: ParsedPaper) -> str:
    """Return the entry of a paper: type misc, for its own venue is not read."""
    authors, title = people_of(paper.metadata.authors), text_of(paper.metadata.title)
    fields = {
        "author": _names(authors),
        "title": latex_title(title),
        **_published(paper.metadata.details),
        **_about(paper.metadata.details),
        **_ids(paper.metadata.details),
        "note": "" if title or authors else latex_text(line_of(paper.doc_name)),
    }
    return _entry("misc", key_of(paper), fields)


def reference_entries(paper: ParsedPaper) -> Iterator[str]:
    """Yield an entry for each reference of a paper; what has no field has its text as a note."""
    key = key_of(paper)
    for index, one in enumerate(paper.metadata.references):
        kind, fields = _reference(one)
        yield _entry(kind, reference_key(key, index), fields)


def _reference(reference: Reference) -> tuple[str, Fields]:
    work, details = work_of(reference), reference.details
    kind, container = _ENTRIES[work.publication_type]
    told = {
        "author": _names(people_of(reference.authors)),
        "title": latex_title(work.title),
        container: latex_text(work.container),
        "year": latex_text(year_of(reference.year).printed),
    }
    note = {} if any(told.values()) else {"note": latex_text(line_of(reference.text))}
    published_by = latex_text(text_of(details.publisher))
    if container in _PUBLISHING and not told[container]:
        told[container], published_by = published_by, ""
    return kind, {
        **told,
        **_part_of(details),
        "publisher": published_by,
        "address": latex_text(text_of(details.place)),
        **_ids(details),
        "url": verbatim_text(web_address(text_of(details.url))),
        "urldate": latex_text(text_of(details.accessed)),
        **note,
    }


def _part_of(details: ReferenceDetails) -> Fields:
    """Return what says where in a journal, a series or a book a work stands."""
    return {
        "editor": _names(people_of(details.editors)),
        "series": latex_title(text_of(details.series)),
        "volume": latex_text(text_of(details.volume)),
        "number": latex_text(text_of(details.issue)),
        "pages": "--".join(map(latex_text, pages_of(details))),
    }


def _published(details: PaperDetails) -> Fields:
    """Return year and month; a day has no field in BibTeX."""
    year, month, *_ = (*date_parts(text_of(details.published)), 0, 0)
    return {"year": f"{year:04}" if year else "", "month": _MONTHS[month - 1] if month else ""}


def _about(details: PaperDetails) -> Fields:
    places = [text_of(one.text) for one in details.affiliations]
    return {
        "affiliation": latex_text("; ".join(one for one in places if one)),
        "abstract": latex_text(text_of(details.abstract)),
        "keywords": latex_keywords(texts_of(details.keywords)),
        "issn": latex_text(", ".join(texts_of(details.issns))),
    }


def _ids(details: PaperDetails | ReferenceDetails) -> Fields:
    """Return identifiers; biblatex has those of DOI and arXiv in fields without commands."""
    arxiv = verbatim_text(text_of(details.arxiv))
    return {
        "doi": verbatim_text(text_of(details.doi)),
        "eprint": arxiv,
        "archivePrefix": "arXiv" if arxiv else "",
        "pmid": latex_text(text_of(details.pmid)),
        "pmcid": latex_text(text_of(details.pmcid)),
    }


def _entry(kind: str, key: str, fields: Fields) -> str:
    # A month is a name that styles know, in no braces.
    values = {name: text if name == "month" else f"{{{text}}}" for name, text in fields.items()}
    lines = [f"  {name} = {values[name]}," for name, text in fields.items() if text]
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
