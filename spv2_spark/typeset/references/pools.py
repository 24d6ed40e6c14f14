"""Pools of parts from which references are invented: built-in ones, and those of articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from spv2_spark.domain.article import Article, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.data_files import PACKAGE, read_as
from spv2_spark.typeset.languages import TitleWords


@dataclass(frozen=True, slots=True)
class Pools:
    """Parts to recombine; an empty tuple means that only the built-in ones are drawn."""

    people: tuple[PersonName, ...] = ()
    titles: tuple[str, ...] = ()
    journals: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    books: tuple[str, ...] = ()


NO_POOLS = Pools()


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """Parts of references of the project's own list.

    A meeting is its name and its acronym, a standard its body's acronym and name.
    """

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    places: tuple[str, ...]
    publishers: tuple[str, ...]
    universities: tuple[str, ...]
    institutions: tuple[str, ...]
    meetings: tuple[tuple[str, str], ...]
    journals: tuple[str, ...]
    newspapers: tuple[str, ...]
    sites: tuple[str, ...]
    programs: tuple[str, ...]
    laws: tuple[str, ...]
    reporters: tuple[str, ...]
    arxiv: tuple[str, ...]
    series: tuple[str, ...]
    standards: tuple[tuple[str, str], ...]
    repositories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnglishTitles:
    """What English titles are put together from: words by field, and patterns for all of them."""

    patterns: tuple[str, ...]
    fields: Mapping[str, TitleWords]


@cache
def built_in() -> BuiltIn:
    """Return the project's own parts of references."""
    return read_as(BuiltIn, PACKAGE / "pools" / "reference_parts.toml")


@cache
def english_titles() -> EnglishTitles:
    """Return the project's own words of English titles."""
    return read_as(EnglishTitles, PACKAGE / "pools" / "title_words.toml")


def pools_of(articles: Iterable[Article]) -> Pools:
    """Return the distinct parts of the articles' references, in sorted order."""
    return pools_of_references(one for article in articles for one in article.references)


def pools_of_references(references: Iterable[SourceReference]) -> Pools:
    """Return the distinct parts of references, in sorted order."""
    people: set[tuple[str, str, str]] = set()
    found: dict[str, set[str]] = {key: set() for key in ("t", "j", "u", "p", "b")}
    for one in references:
        people.update((n.surname, n.given, n.suffix) for n in one.authors if not n.group)
        holds = "j" if one.publication_type == "journal" else "b"
        for key, text in (
            ("b" if one.publication_type == "book" else "t", one.title),
            (holds, one.container),
            ("u", one.publisher),
            ("p", one.place),
        ):
            found[key].add(text)
    return Pools(
        people=tuple(PersonName(given, surname, end) for surname, given, end in sorted(people)),
        titles=_kept(found["t"]),
        journals=_kept(found["j"]),
        publishers=_kept(found["u"]),
        places=_kept(found["p"]),
        books=_kept(found["b"]),
    )


def _kept(texts: set[str]) -> tuple[str, ...]:
    return tuple(sorted(text for text in texts if text))
