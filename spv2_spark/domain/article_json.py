"""Articles and references as JSON: a form for tables that opens without running anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from spv2_spark.domain.article import Article, ArticleAuthor, Section, SourceReference
from spv2_spark.domain.gold import PersonName


def article_to_json(article: Article) -> str:
    """Return an article as JSON with the names of its fields."""
    return json.dumps(asdict(article), ensure_ascii=False)


def article_from_json(text: str) -> Article:
    """Return the article that `article_to_json` wrote."""
    told = json.loads(text)
    parts = {
        "authors": tuple(_author(one) for one in told["authors"]),
        "affiliations": tuple(told["affiliations"]),
        "abstract": _sections(told["abstract"]),
        "keywords": tuple(told["keywords"]),
        "body": _sections(told["body"]),
        "references": tuple(_reference(one) for one in told["references"]),
    }
    return Article(**{**told, **parts})


def _author(told: Mapping[str, Any]) -> ArticleAuthor:
    name = PersonName(**told["name"])
    return ArticleAuthor(**{**told, "name": name, "affiliations": tuple(told["affiliations"])})


def _sections(told: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    return tuple(Section(one["heading"], tuple(one["paragraphs"])) for one in told)


def _reference(told: Mapping[str, Any]) -> SourceReference:
    names = {key: tuple(PersonName(**one) for one in told[key]) for key in ("authors", "editors")}
    return SourceReference(**{**told, **names})
