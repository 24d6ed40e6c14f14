"""Names, titles and journals drawn from everything that the generator is given."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from spv2_spark.domain.article import Article, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.invented import Culture, invented_authors
from spv2_spark.typeset.references.chance import chance

_TITLE_CHARS = range(18, 170)
_WHOLE_CHARS = 3
_NOT_IN_JOURNALS = frozenset({"conference", "chapter", "report", "thesis", "preprint", "book"})


@dataclass(frozen=True, slots=True)
class NamePool:
    """What augmented articles may be given; empty tuples leave it to `invented`."""

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
        return rng.choice(invented_authors().culture)


def name_pool_of(
    articles: Iterable[Article], references: Iterable[SourceReference] = ()
) -> NamePool:
    """Gather what articles and references hold.

    Titles are those of references to what biomedical journals are not: proceedings, books,
    theses. The order is that of the input, without repetitions.
    """
    articles = list(articles)
    cited = [one for article in articles for one in article.references] + list(references)
    names = [one.name for article in articles for one in article.authors]
    names += [name for reference in cited for name in reference.authors]
    titles = [
        reference.title.rstrip(" .")
        for reference in cited
        if reference.publication_type in _NOT_IN_JOURNALS and _is_title(reference.title)
    ]
    journals = [article.journal for article in articles if article.journal]
    whole = [name for name in names if _whole(name)]
    once = dict.fromkeys
    return NamePool(tuple(once(whole)), tuple(once(titles)), tuple(once(journals)))


def _whole(name: PersonName) -> bool:
    letters = name.given.replace(".", "").replace(" ", "").replace("-", "")
    return (
        not name.group
        and len(letters) >= _WHOLE_CHARS
        and not letters.isupper()
        and bool(name.surname)
    )


def _is_title(text: str) -> bool:
    return len(text) in _TITLE_CHARS and " " in text and text[0].isalnum()
