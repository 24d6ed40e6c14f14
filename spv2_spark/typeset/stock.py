"""Names, titles and journals drawn from everything that the press is fed, for recast articles."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from spv2_spark.domain.article import Article, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.invented import CULTURES, Culture
from spv2_spark.typeset.references.chance import chance

_TITLE_CHARS = range(18, 170)
_LONG_TITLE = 90
_OTHER_KINDS = frozenset({"conference", "chapter", "report", "thesis", "preprint", "book"})


@dataclass(frozen=True, slots=True)
class Stock:
    """What recast articles may be given; empty tuples leave it to `invented`."""

    names: tuple[PersonName, ...] = ()
    titles: tuple[str, ...] = ()
    journals: tuple[str, ...] = ()

    def name(self, culture: Culture, rng: random.Random) -> PersonName:
        """Draw a name: mostly one that was printed somewhere, else an invented one."""
        if self.names and chance(rng, 0.5):
            return rng.choice(self.names)
        return PersonName(rng.choice(culture.given), rng.choice(culture.surnames))

    def culture(self, rng: random.Random) -> Culture:
        """Draw a culture."""
        return rng.choice(CULTURES)


def stock_of(articles: Iterable[Article], references: Iterable[SourceReference] = ()) -> Stock:
    """Gather what articles and references hold.

    Titles are those of references to what biomedical journals are not: proceedings, books,
    theses. The order is that of the input, without repetitions.
    """
    names: dict[PersonName, None] = {}
    titles: dict[str, None] = {}
    journals: dict[str, None] = {}

    def see(reference: SourceReference) -> None:
        for name in reference.authors:
            if _whole(name):
                names[name] = None
        if reference.kind in _OTHER_KINDS and _is_title(reference.title):
            titles[reference.title.rstrip(" .")] = None

    for article in articles:
        names.update((one.name, None) for one in article.authors if _whole(one.name))
        if article.journal:
            journals[article.journal] = None
        for reference in article.references:
            see(reference)
    for reference in references:
        see(reference)
    return Stock(tuple(names), tuple(titles), tuple(journals))


def _whole(name: PersonName) -> bool:
    letters = name.given.replace(".", "").replace(" ", "").replace("-", "")
    return not name.group and len(letters) > 2 and not letters.isupper() and bool(name.surname)


def _is_title(text: str) -> bool:
    return len(text) in _TITLE_CHARS and " " in text and text[0].isalnum()
