"""Invented articles that ship with the project, for the demo and for tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from spv2_spark.domain.article import Article, ArticleAuthor, Section, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.data_files import PACKAGE, read_table

_AFFILIATIONS = re.compile(r"\[([\d,]+)\]")
_VOLUME = re.compile(r"(\w*)(?:\((\w+)\))?")
_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented article and the family of designs that suits it."""

    article: Article
    family: str


def sample_articles() -> tuple[Sample, ...]:
    """Return the invented articles of `samples.toml`, each with its references."""
    return tuple(_sample(table) for table in read_table(PACKAGE / "samples.toml")["article"])


def _sample(table: dict[str, Any]) -> Sample:
    language = table.get("language", "en")
    known = ("journal", "publisher", "article_type", "volume", "issue", "first_page", "doi", "year",
             "received", "accepted", "published")  # fmt: skip
    mails = table.get("emails", [])
    orcids = table.get("orcids", [])
    authors = tuple(
        _author(line, mails[index] if index < len(mails) else "", orcids[index] if orcids else "")
        for index, line in enumerate(table["authors"])
    )
    article = Article(
        source_id=table["id"],
        title=table["title"],
        subtitle=table.get("subtitle", ""),
        authors=authors,
        affiliations=tuple(table["affiliations"]),
        abstract=tuple(Section(head, tuple(texts)) for head, *texts in table["abstract"]),
        keywords=tuple(table["keywords"]) if "keywords" in table else (),
        body=tuple(Section(head, tuple(texts)) for head, *texts in table["body"]),
        references=tuple(_reference(line, language) for line in table["references"]),
        licence="CC0 1.0",
        language=language,
        **{name: table[name] for name in known if name in table},
    )
    return Sample(article, table["family"])


def _author(line: str, mail: str, orcid: str) -> ArticleAuthor:
    found = _AFFILIATIONS.search(line)
    affiliations = tuple(int(one) for one in found.group(1).split(",")) if found else (0,)
    name = _AFFILIATIONS.sub("", line).replace("*", "").strip()
    return ArticleAuthor(
        name=_name(name),
        affiliations=affiliations,
        email=mail,
        orcid=orcid,
        corresponding="*" in line,
    )


def _name(text: str) -> PersonName:
    surname, comma, given = text.partition(",")
    return PersonName(given.strip(), surname.strip(), group=not comma)


def _reference(line: str, language: str) -> SourceReference:
    cells = [cell.strip() for cell in line.split("|")]
    publication_type, people, year, title, container, volume, pages, publisher, where = cells[
        :_COLUMNS
    ]
    numbers = _VOLUME.fullmatch(volume)
    first, _, last = pages.partition("-")
    house, _, place = publisher.partition(", ")
    is_url = where.startswith("http")
    return SourceReference(
        publication_type=publication_type,
        title=title,
        authors=tuple(_name(one.strip()) for one in people.split(";") if one.strip()),
        container=container,
        year=year,
        volume=(numbers.group(1) or "") if numbers else volume,
        issue=(numbers.group(2) or "") if numbers else "",
        first_page=first,
        last_page=last,
        publisher=house,
        place=place,
        doi="" if is_url else where,
        url=where if is_url else "",
        language=language,
    )
