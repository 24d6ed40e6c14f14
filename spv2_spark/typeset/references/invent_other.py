"""Invented references to other works than articles and books: series, patents, standards, data."""

from __future__ import annotations

import random

from spv2_spark.domain.article import SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.references.chance import chance, one_of
from spv2_spark.typeset.references.invent_parts import (
    accessed_on,
    doi_of,
    invent_names,
    invent_title,
    language_of,
    title_of,
    url_of,
)
from spv2_spark.typeset.references.parts import ordinal
from spv2_spark.typeset.references.pools import Pools, built_in

_YEARS = (1965, 2024)


def _year(rng: random.Random, oldest: int = _YEARS[0]) -> str:
    return str(rng.randint(oldest, _YEARS[1]))


def _numbered(rng: random.Random, name: str) -> str:
    """Return the name of a series with a number in it."""
    number = one_of(
        rng, (str(rng.randint(3, 9999)), 6), (f"{rng.randint(1990, 2023)}-{rng.randint(1, 40)}", 2),
        (f"{rng.randint(10, 99)}/{rng.randint(1, 60)}", 1), (f"DP{rng.randint(1000, 9999)}", 1),
    )  # fmt: skip
    joint = one_of(
        rng, (" No. ", 4), (" no. ", 2), (" ", 4), (", No. ", 1), (" #", 1), (" Nr. ", 1)
    )
    return f"{name}{joint}{number}"


def working_paper(rng: random.Random, pools: Pools) -> SourceReference:
    """Return a paper of a series; its series and number are no part of the title."""
    return SourceReference(
        publication_type="working_paper",
        title=title_of(rng, pools, language_of(rng)),
        authors=invent_names(rng, pools, 5),
        year=_year(rng, 1975),
        month="March" if chance(rng, 0.1) else "",
        series=_numbered(rng, rng.choice(built_in().series)),
        publisher=rng.choice(built_in().institutions) if chance(rng, 0.4) else "",
        place=rng.choice(built_in().places) if chance(rng, 0.3) else "",
        url=url_of(rng) if chance(rng, 0.2) else "",
    )


def patent(rng: random.Random, pools: Pools) -> SourceReference:
    """Return a patent with its number."""
    mark = rng.choice((",", " ", ""))
    number = f"{rng.randint(1, 11)}{mark}{rng.randint(100, 999)}{mark}{rng.randint(100, 999)}"
    form = one_of(
        rng, ("U.S. Patent {us}", 4), ("US Patent No. {us}", 2),
        ("U.S. Patent Application {app}", 1), ("European Patent EP{ep}B1", 1),
        ("WO{year}/{ep}A1", 1), ("Patent DE{ep}A1", 1), ("CN Patent {ep}A", 1),
    )  # fmt: skip
    year = _year(rng)
    numbers = {"us": number, "app": f"{rng.randint(10, 17)}/{rng.randint(100000, 999999)}"}
    company = PersonName("", rng.choice(built_in().institutions), group=True)
    return SourceReference(
        publication_type="patent",
        title=invent_title(rng, "en"),
        authors=invent_names(rng, pools, 5) if chance(rng, 0.85) else (company,),
        year=year,
        series=form.format(year=year, ep=rng.randint(100000, 9999999), **numbers),
    )


def standard(rng: random.Random, _: Pools) -> SourceReference:
    """Return a standard; its number stands before or behind its title."""
    body = rng.choice(built_in().standards)
    return SourceReference(
        publication_type="standard",
        title=invent_title(rng, "en"),
        authors=(PersonName("", body[1], group=True),) if chance(rng, 0.7) else (),
        year=_year(rng, 1985),
        series=f"{body[0]} {rng.randint(100, 29999)}{rng.choice(('', '', '-1', '-2', ':2015'))}",
        place=rng.choice(built_in().places) if chance(rng, 0.4) else "",
    )


def data_set(rng: random.Random, pools: Pools) -> SourceReference:
    """Return a data set in a repository, which is its venue."""
    year = _year(rng, 2005)
    return SourceReference(
        publication_type="data",
        title=invent_title(rng, "en"),
        authors=invent_names(rng, pools, 6),
        container=rng.choice(built_in().repositories) if chance(rng, 0.8) else "",
        year=year,
        edition=f"{rng.randint(1, 5)}.{rng.randint(0, 9)}" if chance(rng, 0.4) else "",
        doi=doi_of(rng, 0.7),
        url=url_of(rng) if chance(rng, 0.2) else "",
        accessed=accessed_on(rng, year) if chance(rng, 0.2) else "",
    )


def talk(rng: random.Random, pools: Pools) -> SourceReference:
    """Return a talk or a poster with what it was held at."""
    what = rng.choice(("Talk", "Invited talk", "Poster presented", "Lecture", "Keynote", "Seminar"))
    meeting = rng.choice(built_in().meetings)[0]
    where = rng.choice(
        (f"{ordinal(rng.randint(2, 40))} {meeting}", rng.choice(built_in().universities))
    )
    return SourceReference(
        publication_type="talk",
        title=title_of(rng, pools, "en"),
        authors=invent_names(rng, pools, 4),
        year=_year(rng, 1985),
        month="June" if chance(rng, 0.4) else "",
        series=f"{what} at the {where}",
        place=rng.choice(built_in().places) if chance(rng, 0.5) else "",
    )


def manuscript(rng: random.Random, pools: Pools) -> SourceReference:
    """Return what is not published."""
    what = ("Unpublished manuscript", "Mimeo", "Manuscript", "Working paper", "Unpublished",
            "Lecture notes", "Preprint", "Manuscript submitted for publication")  # fmt: skip
    return SourceReference(
        publication_type="manuscript",
        title=title_of(rng, pools, "en"),
        authors=invent_names(rng, pools, 4),
        year=_year(rng, 1975),
        series=rng.choice(what),
        publisher=rng.choice(built_in().universities) if chance(rng, 0.6) else "",
    )
