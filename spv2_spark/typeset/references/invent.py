"""Invented references of every publication type, recombined from pools."""

from __future__ import annotations

import random
from collections.abc import Callable

from spv2_spark.domain.article import SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.references.chance import chance, one_of
from spv2_spark.typeset.references.invent_other import (
    data_set,
    manuscript,
    patent,
    standard,
    talk,
    working_paper,
)
from spv2_spark.typeset.references.invent_parts import (
    accessed_on,
    doi_of,
    drawn,
    invent_names,
    invent_title,
    language_of,
    month_of,
    pages_of,
    person,
    title_of,
    url_of,
    year_of,
)
from spv2_spark.typeset.references.parts import ordinal
from spv2_spark.typeset.references.pools import NO_POOLS, Pools, built_in

Maker = Callable[[random.Random, Pools], SourceReference]

_NEW_NUMBERS = 2006  # arXiv numbered by subject up to March 2007

_SERVERS = ("arXiv", "arXiv", "arXiv", "bioRxiv", "medRxiv", "SSRN", "PsyArXiv", "HAL")


def _journal(rng: random.Random, pools: Pools) -> SourceReference:
    language = language_of(rng)
    first, last = pages_of(rng)
    return SourceReference(
        publication_type="journal",
        title=title_of(rng, pools, language),
        authors=invent_names(rng, pools, 20),
        container=drawn(rng, pools.journals, built_in().journals),
        year=year_of(rng),
        month=month_of(rng, 0.3),
        volume=one_of(rng, (str(rng.randint(1, 140)), 20), ("XLVIII", 1), ("A 43", 1)),
        issue=one_of(rng, ("", 3), (str(rng.randint(1, 12)), 6), ("1-2", 1), ("3/4", 1)),
        first_page=first,
        last_page=last if chance(rng, 0.85) else "",
        doi=doi_of(rng, 0.4),
        language=language,
    )


def _meeting_name(rng: random.Random, year: str) -> str:
    name, acronym = rng.choice(built_in().meetings)
    nth = ordinal(rng.randint(2, 48))
    form = one_of(
        rng, ("Proceedings of the {nth} {name}", 5),
        ("Proceedings of the {nth} {name} ({acronym})", 4),
        ("Proceedings of the {year} {name}", 2), ("{name}", 4), ("{name} ({acronym})", 3),
        ("Proc. {acronym}", 2), ("{acronym}", 2), ("{acronym} '{yy}", 2),
        ("{year} {name} ({acronym})", 2),
        ("{nth} {name}", 1), ("Workshop Proceedings of the {name}", 1), ("{acronym} {year}", 2),
        ("Proceedings of the {nth} {name} - Volume 1", 1), ("{name} {nth}", 0),
    )  # fmt: skip
    return form.format(nth=nth, name=name, acronym=acronym, year=year, yy=year[2:])


def _conference(rng: random.Random, pools: Pools) -> SourceReference:
    year = str(rng.randint(1985, 2024))
    first, last = pages_of(rng, 14)
    publisher = one_of(
        rng, ("", 4), ("ACM", 3), ("IEEE", 3), ("PMLR", 1), ("Springer", 2), ("AAAI Press", 1)
    )
    paged = chance(rng, 0.8)
    return SourceReference(
        publication_type="conference",
        title=title_of(rng, pools, "en"),
        authors=invent_names(rng, pools, 9),
        editors=invent_names(rng, pools, 3) if chance(rng, 0.12) else (),
        container=_meeting_name(rng, year),
        year=year,
        month=month_of(rng, 0.4),
        first_page=first if paged else "",
        last_page=last if paged else "",
        publisher=publisher,
        place=rng.choice(built_in().places) if chance(rng, 0.45) else "",
        doi=doi_of(rng, 0.3),
    )


def _book(rng: random.Random, pools: Pools) -> SourceReference:
    language = language_of(rng)
    edited = chance(rng, 0.15)
    people = invent_names(rng, pools, 4)
    return SourceReference(
        publication_type="book",
        title=rng.choice(pools.books) if pools.books and chance(rng, 0.3)
        else invent_title(rng, language),
        authors=() if edited else people,
        editors=people if edited else (),
        year=year_of(rng),
        volume=str(rng.randint(1, 4)) if chance(rng, 0.05) else "",
        edition=str(rng.randint(2, 9)) if chance(rng, 0.15) else "",
        publisher=drawn(rng, pools.publishers, built_in().publishers),
        place=drawn(rng, pools.places, built_in().places) if chance(rng, 0.75) else "",
        language=language,
    )  # fmt: skip


def _chapter(rng: random.Random, pools: Pools) -> SourceReference:
    language = language_of(rng)
    first, last = pages_of(rng)
    return SourceReference(
        publication_type="chapter",
        title=title_of(rng, pools, language),
        authors=invent_names(rng, pools, 5),
        editors=invent_names(rng, pools, 4) if chance(rng, 0.85) else (),
        container=rng.choice(pools.books) if pools.books and chance(rng, 0.3)
        else invent_title(rng, language),
        year=year_of(rng),
        first_page=first if chance(rng, 0.85) else "",
        last_page=last,
        edition=str(rng.randint(2, 5)) if chance(rng, 0.05) else "",
        publisher=drawn(rng, pools.publishers, built_in().publishers),
        place=drawn(rng, pools.places, built_in().places) if chance(rng, 0.7) else "",
        language=language,
    )  # fmt: skip


def _thesis(rng: random.Random, pools: Pools) -> SourceReference:
    language = language_of(rng)
    return SourceReference(
        publication_type="thesis",
        title=invent_title(rng, language),
        authors=(person(rng, pools),),
        year=year_of(rng, 1955),
        publisher=rng.choice(built_in().universities),
        place=rng.choice(built_in().places) if chance(rng, 0.25) else "",
        language=language,
    )


def _report(rng: random.Random, pools: Pools) -> SourceReference:
    institution = rng.choice(built_in().institutions)
    grouped = chance(rng, 0.5)
    return SourceReference(
        publication_type="report",
        title=invent_title(rng, language_of(rng)),
        authors=(PersonName("", institution, group=True),)
        if grouped
        else invent_names(rng, pools, 4),
        year=year_of(rng, 1955),
        issue=one_of(
            rng, ("", 3), (str(rng.randint(1, 9999)), 4), (f"TR-{rng.randint(10, 999)}", 1)
        ),
        publisher="" if grouped and chance(rng, 0.5) else institution,
        place=rng.choice(built_in().places) if chance(rng, 0.4) else "",
        url=url_of(rng) if chance(rng, 0.3) else "",
    )


def _web(rng: random.Random, pools: Pools) -> SourceReference:
    year = str(rng.randint(1998, 2024))
    authors = one_of(
        rng,
        ((PersonName("", rng.choice(built_in().institutions), group=True),), 6),
        (invent_names(rng, pools, 2), 3),
        ((), 3),
    )
    return SourceReference(
        publication_type="web",
        title=invent_title(rng, language_of(rng)),
        authors=authors,
        container=rng.choice(built_in().sites) if chance(rng, 0.15) else "",
        year=year if chance(rng, 0.75) else "",
        month=month_of(rng, 0.3),
        url=url_of(rng),
        accessed=accessed_on(rng, year) if chance(rng, 0.75) else "",
    )


def _preprint(rng: random.Random, pools: Pools) -> SourceReference:
    server, year = rng.choice(_SERVERS), rng.randint(1996, 2024)
    number, doi = "", ""
    if server == "arXiv":
        stamp = f"{year % 100:02d}{rng.randint(1, 12):02d}"
        new = f"arXiv:{stamp}.{rng.randint(1, 19999):05d}"
        subject = rng.choice(built_in().arxiv)
        old = f"arXiv:{subject.split('.')[0]}/{stamp}{rng.randint(1, 399):03d}"
        number = rng.choice((new, new, f"{new} [{subject}]")) if year > _NEW_NUMBERS else old
    elif server.endswith("Rxiv"):
        day = f"{rng.randint(1, 12):02d}.{rng.randint(1, 28):02d}"
        doi = f"10.1101/{year}.{day}.{rng.randint(100000, 999999)}"
    return SourceReference(
        publication_type="preprint",
        title=title_of(rng, pools, "en"),
        authors=invent_names(rng, pools, 20),
        container=server,
        year=str(year),
        first_page=number,
        doi=doi,
    )


def _law(rng: random.Random, _: Pools) -> SourceReference:
    return SourceReference(
        publication_type="law",
        title=rng.choice(built_in().laws),
        container=rng.choice(built_in().reporters) if chance(rng, 0.6) else "",
        year=year_of(rng) if chance(rng, 0.7) else "",
    )


def _software(rng: random.Random, pools: Pools) -> SourceReference:
    team = PersonName(
        "", rng.choice(("R Core Team", "IBM Corp.", "StataCorp", "The MathWorks")), group=True
    )
    return SourceReference(
        publication_type="software",
        title=rng.choice(built_in().programs),
        authors=(team,) if chance(rng, 0.5) else invent_names(rng, pools, 5),
        year=str(rng.randint(1999, 2024)),
        edition=f"{rng.randint(0, 22)}.{rng.randint(0, 9)}" if chance(rng, 0.6) else "",
        publisher=one_of(
            rng, ("", 4), ("R Foundation for Statistical Computing", 2), ("IBM Corp.", 1)
        ),
        place=one_of(
            rng, ("", 5), ("Vienna, Austria", 2), ("Armonk, NY", 1), ("College Station, TX", 1)
        ),
        url=url_of(rng) if chance(rng, 0.5) else "",
    )


def _news(rng: random.Random, pools: Pools) -> SourceReference:
    return SourceReference(
        publication_type="news",
        title=invent_title(rng, language_of(rng)),
        authors=invent_names(rng, pools, 2) if chance(rng, 0.7) else (),
        container=rng.choice(built_in().newspapers),
        year=str(rng.randint(1950, 2024)),
        month=month_of(rng, 0.9),
        first_page=rng.choice(("", "", "A1", "12", "B7")),
        url=url_of(rng) if chance(rng, 0.3) else "",
    )


_MAKERS: tuple[tuple[Maker, float], ...] = (
    (_journal, 28), (_conference, 20), (_book, 17), (_chapter, 11), (_thesis, 4), (_report, 5),
    (_web, 5), (_preprint, 6), (_law, 1.5), (_software, 1.5), (_news, 2),
    (working_paper, 6), (patent, 1.5), (standard, 1.5), (data_set, 3), (talk, 2.5), (manuscript, 2),
)  # fmt: skip


def invent_reference(rng: random.Random, pools: Pools = NO_POOLS) -> SourceReference:
    """Return a reference of a drawn publication type, from the pools' parts and built-in ones."""
    return one_of(rng, *_MAKERS)(rng, pools)
