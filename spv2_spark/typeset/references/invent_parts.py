"""Invented parts of references: titles, people, years, pages, addresses."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.languages import TitleWords, words_of
from spv2_spark.typeset.references.chance import chance, one_of
from spv2_spark.typeset.references.pools import Pools, built_in, english_titles

# What titles are invented in beside English, drawn alike.
FOREIGN = ("de", "fr", "es", "pt", "it", "sv", "pl", "nl")

_SENTENCE = re.compile(r"(^[“¿]?|[.?!] )(\w)")

_CONTRACTED = (
    (" the the ", " the "), (" de el ", " del "), (" de le ", " du "), (" de les ", " des "),
    (" de a ", " da "), (" de o ", " do "), (" de as ", " das "), (" à le ", " au "),
)  # fmt: skip


def invent_title(rng: random.Random, language: str = "en") -> str:
    """Return a title in a language of `FOREIGN` or in English."""
    words, patterns = _title_words(language, rng)
    slots = {"T": words.topics, "M": words.methods or words.topics, "C": words.contexts}
    filled = " ".join(_filled(word, slots, rng) for word in rng.choice(patterns).split(" "))
    for old, new in _CONTRACTED:
        filled = filled.replace(old, new)
    return _SENTENCE.sub(lambda match: match.group(1) + match.group(2).upper(), filled)


def _title_words(language: str, rng: random.Random) -> tuple[TitleWords, tuple[str, ...]]:
    if foreign := words_of(language).titles:
        return foreign, foreign.patterns
    english = english_titles()
    return rng.choice(tuple(english.fields.values())), english.patterns


def _filled(word: str, slots: Mapping[str, tuple[str, ...]], rng: random.Random) -> str:
    slot = word.strip("“”()?.,:;")
    return word.replace(slot, rng.choice(slots[slot])) if slot in slots else word


def invent_names(rng: random.Random, pools: Pools, most: int) -> tuple[PersonName, ...]:
    """Return 1 to `most` people: of the pool, of the built-in names, or mixed parts of both."""
    mean = one_of(rng, (1, 40), (2, 25), (3, 15), (5, 12), (9, 6), (20, 2))
    return tuple(person(rng, pools) for _ in range(rng.randint(1, max(1, min(mean, most)))))


def person(rng: random.Random, pools: Pools) -> PersonName:
    """Return a person of the pool or of the built-in names."""
    if pools.people and chance(rng, 0.5):
        return rng.choice(pools.people)
    suffix = rng.choice(("Jr.", "Jr", "III", "II", "Sr.")) if chance(rng, 0.01) else ""
    given = rng.choice(built_in().given)
    if chance(rng, 0.25) and " " not in given:
        given += f" {rng.choice('ABCDEFGHJKLMPRSTVW')}."
    return PersonName(given, rng.choice(built_in().surnames), suffix)


def drawn(rng: random.Random, pool: tuple[str, ...], own: tuple[str, ...]) -> str:
    """Return a value of the pool or one of our own."""
    return rng.choice(pool) if pool and chance(rng, 0.5) else rng.choice(own)


def language_of(rng: random.Random) -> str:
    """Return "en" or, for about a fifth, another language of `FOREIGN`."""
    return rng.choice(FOREIGN) if chance(rng, 0.18) else "en"


def title_of(rng: random.Random, pools: Pools, language: str) -> str:
    """Return a title of the pool or an invented one."""
    if language == "en" and pools.titles and chance(rng, 0.25):
        return rng.choice(pools.titles)
    return invent_title(rng, language)


def year_of(rng: random.Random, oldest: int = 1780) -> str:
    """Return a year, most of them recent."""
    newest = one_of(rng, (2024, 5), (2015, 4), (2000, 2), (1975, 1))
    year = max(oldest, newest - int(rng.expovariate(1 / 8)))
    old = oldest < 1900 and chance(rng, 0.02)  # noqa: PLR2004
    return str(rng.randint(1650, 1930) if old else year)


def month_of(rng: random.Random, likely: float) -> str:
    """Return the English name of a month, or "" where none is drawn."""
    return rng.choice(words_of("en").months) if chance(rng, likely) else ""


def pages_of(rng: random.Random, longest: int = 30) -> tuple[str, str]:
    """Return a first and a last page."""
    first = one_of(rng, (rng.randint(1, 400), 8), (rng.randint(400, 4000), 3))
    return str(first), str(first + rng.randint(1, longest))


def doi_of(rng: random.Random, likely: float) -> str:
    """Return a DOI, or "" where none is drawn."""
    if not chance(rng, likely):
        return ""
    end = rng.choice(("s{}-{}", "j.{}.{}", "{}/{}", "{}.{}", "({})0{}", "annurev-{}-{}"))
    numbers = (rng.randint(10000, 99999), rng.randint(1000, 2099))
    return f"10.{rng.randint(1001, 9999)}/{end.format(*numbers)}"


def url_of(rng: random.Random) -> str:
    """Return an address on one of the built-in sites."""
    end = rng.choice(
        ("", "/index.html", "/en/news-{}", "/doc/{}.pdf", "/wiki/Item_{}", "/~user/{}/")
    )
    return f"{rng.choice(('http', 'https'))}://{rng.choice(built_in().sites)}{end}".format(
        rng.randint(10, 99999)
    )


def accessed_on(rng: random.Random, year: str) -> str:
    """Return a date of access as YYYY-MM-DD, not before the year."""
    after = min(2024, int(year) + rng.randint(0, 6))
    return f"{after}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
