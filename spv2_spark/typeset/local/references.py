"""Invented references of a language: works of every publication type from its grammar."""

from __future__ import annotations

import random
from collections.abc import Callable

from spv2_spark.domain.article import SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.languages import Language, paper_of
from spv2_spark.typeset.local.grammar import text_of
from spv2_spark.typeset.local.people import person
from spv2_spark.typeset.references.chance import chance, one_of
from spv2_spark.typeset.references.invent_parts import accessed_on, doi_of, pages_of, url_of

_BY_A_BODY = 0.06  # of works: an organisation is the author

Maker = Callable[[Language, str, random.Random], SourceReference]


def _people(language: Language, rng: random.Random) -> tuple[PersonName, ...]:
    if chance(rng, _BY_A_BODY):
        return _body(language, rng)
    count = one_of(rng, (1, 45), (2, 28), (3, 15), (4, 7), (6, 5))
    return tuple(person(language, rng).name for _ in range(count))


def _body(language: Language, rng: random.Random) -> tuple[PersonName, ...]:
    """Return an organisation as the author; the language's universities where it names no other."""
    rule = "body" if "body" in language.grammar else "university"
    return (PersonName("", text_of(language.grammar, rule, rng), group=True),)


def _year(language: Language, rng: random.Random) -> str:
    return paper_of(language).year(max(1930, 2024 - int(rng.expovariate(1 / 10))))


def _journal(language: Language, code: str, rng: random.Random) -> SourceReference:
    first, last = pages_of(rng, 18)
    return SourceReference(
        publication_type="journal",
        title=text_of(language.grammar, "title", rng),
        authors=_people(language, rng),
        container=text_of(language.grammar, "journal", rng),
        year=_year(language, rng),
        volume=str(rng.randint(1, 90)) if chance(rng, 0.75) else "",
        issue=str(rng.randint(1, 12)) if chance(rng, 0.85) else "",
        first_page=first,
        last_page=last if chance(rng, 0.95) else "",
        doi=doi_of(rng, 0.15),
        language=code,
    )


def _book(language: Language, code: str, rng: random.Random) -> SourceReference:
    return SourceReference(
        publication_type="book",
        title=text_of(language.grammar, "book", rng),
        authors=_people(language, rng)[:3],
        year=_year(language, rng),
        edition=str(rng.randint(2, 5)) if chance(rng, 0.1) else "",
        publisher=text_of(language.grammar, "publisher", rng),
        place=text_of(language.grammar, "city", rng),
        language=code,
    )


def _held(kind: str) -> Maker:
    """Return a maker of works that a book or the proceedings of a meeting hold."""

    def make(language: Language, code: str, rng: random.Random) -> SourceReference:
        first, last = pages_of(rng, 14)
        return SourceReference(
            publication_type=kind,
            title=text_of(language.grammar, "title", rng),
            authors=_people(language, rng),
            editors=_people(language, rng)[:2] if kind == "chapter" and chance(rng, 0.5) else (),
            container=text_of(language.grammar, "meeting" if kind == "conference" else "book", rng),
            year=_year(language, rng),
            first_page=first,
            last_page=last,
            publisher=text_of(language.grammar, "publisher", rng) if chance(rng, 0.7) else "",
            place=text_of(language.grammar, "city", rng),
            language=code,
        )

    return make


def _thesis(language: Language, code: str, rng: random.Random) -> SourceReference:
    return SourceReference(
        publication_type="thesis",
        title=text_of(language.grammar, "title", rng),
        authors=(person(language, rng).name,),
        year=_year(language, rng),
        publisher=text_of(language.grammar, "university", rng),
        place=text_of(language.grammar, "city", rng) if chance(rng, 0.6) else "",
        language=code,
    )


def _report(language: Language, code: str, rng: random.Random) -> SourceReference:
    by_body = chance(rng, 0.7)
    return SourceReference(
        publication_type="report",
        title=text_of(language.grammar, rng.choice(("title", "book")), rng),
        authors=_body(language, rng) if by_body else _people(language, rng)[:3],
        year=_year(language, rng),
        publisher=text_of(language.grammar, "publisher", rng) if chance(rng, 0.5) else "",
        place=text_of(language.grammar, "city", rng) if chance(rng, 0.7) else "",
        language=code,
    )


def _news(language: Language, code: str, rng: random.Random) -> SourceReference:
    return SourceReference(
        publication_type="news",
        title=text_of(language.grammar, "title", rng),
        authors=_people(language, rng)[:1] if chance(rng, 0.8) else (),
        container=text_of(language.grammar, "journal", rng),
        year=_year(language, rng),
        first_page=str(rng.randint(1, 40)) if chance(rng, 0.4) else "",
        language=code,
    )


def _web(language: Language, code: str, rng: random.Random) -> SourceReference:
    year = paper_of(language).year(rng.randint(2001, 2024))
    return SourceReference(
        publication_type="web",
        title=text_of(language.grammar, "title", rng),
        authors=_people(language, rng)[:1] if chance(rng, 0.5) else (),
        year=year if chance(rng, 0.7) else "",
        url=url_of(rng),
        accessed=accessed_on(rng, year),
        language=code,
    )


_MAKERS: tuple[tuple[Maker, float], ...] = (
    (_journal, 58), (_book, 20), (_held("conference"), 7), (_held("chapter"), 5), (_thesis, 6),
    (_web, 5), (_report, 6), (_news, 3),
)  # fmt: skip


def local_reference(language: Language, code: str, rng: random.Random) -> SourceReference:
    """Return a reference to a work in a language; `code` is that of its file."""
    return one_of(rng, *_MAKERS)(language, code, rng)
