"""Articles augmented: invented authors of other fields and cultures, parts taken away."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace

from spv2_spark.domain.article import Article, ArticleAuthor
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.design import ContentDesign
from spv2_spark.typeset.invented import Culture, field_words, invented_authors
from spv2_spark.typeset.name_pool import NamePool
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.theses import local_name, local_title

_GROUPS = ("on behalf of the {} Study Group", "for the {} Collaboration", "The {} Consortium",
           "{} Working Group", "and the {} Investigators")  # fmt: skip
_LEAST_SUBTITLE = 12  # characters
_DEGREES = ("MD", "PhD", "MD, PhD", "MSc", "BSc", "MPH", "RN", "Ph.D.", "M.D.", "Prof.", "DDS")


def augment(article: Article, design: ContentDesign, pool: NamePool, rng: random.Random) -> Article:
    """Return the article with what the design invents or takes away."""
    if design.title == "other" and pool.titles:
        article = replace(article, title=rng.choice(pool.titles), subtitle="")
    if design.title in ("local", "long", "short"):
        article = replace(article, title=_other_title(article, design.title, pool, rng))
    if design.journal == "other":
        own = field_words()[design.field].journals
        journals = own if chance(rng, 0.6) else pool.journals or own
        article = replace(article, journal=rng.choice(journals), publisher="")
    if design.authors in ("invented", "local"):
        article = _with_invented_authors(article, design, pool, rng)
    if "title" in design.without:
        article = replace(article, title="", subtitle="")
    if "authors" in design.without:
        article = replace(article, authors=(), affiliations=())
    if "abstract" in design.without:
        article = replace(article, abstract=(), keywords=())
    return replace(article, authors=_with_titles(article.authors, rng))


def _other_title(article: Article, kind: str, pool: NamePool, rng: random.Random) -> str:
    if kind == "local":
        return local_title(article.language, rng)
    title = rng.choice(pool.titles) if pool.titles and chance(rng, 0.5) else article.title
    if kind == "short":
        words = title.split(" ")[: rng.choice((1, 1, 2, 2, 3))]
        return " ".join(words).rstrip(" ,:;.-–") or title
    other = rng.choice(pool.titles or (article.title,))
    return f"{title.rstrip('.')}{rng.choice((': ', ' – ', ': ', ', and '))}{other}"


def subtitled(article: Article, rng: random.Random) -> Article:
    """Return the article with what follows its title's colon as its subtitle, now and then."""
    title, _, rest = article.title.partition(": ")
    if article.subtitle or min(len(title), len(rest)) < _LEAST_SUBTITLE or chance(rng, 0.3):
        return article
    return replace(article, title=title, subtitle=rest[:1].upper() + rest[1:])


def _with_invented_authors(
    article: Article, design: ContentDesign, pool: NamePool, rng: random.Random
) -> Article:
    count = design.author_count or max(len(article.authors), 1)
    home = pool.culture(rng)
    local = design.authors == "local"
    cultures = [home if chance(rng, 0.7) else pool.culture(rng) for _ in range(count)]
    affiliations = _affiliations(cultures, design.field, rng)
    authors = []
    for index, culture in enumerate(cultures):
        name = local_name(article.language, rng) if local else pool.name(culture, rng)
        own = rng.randrange(len(affiliations))
        where = [own] + ([rng.randrange(len(affiliations))] if chance(rng, 0.15) else [])
        authors.append(
            ArticleAuthor(
                name=name,
                affiliations=tuple(sorted(set(where))) if index else (0,),
                email=mail_of(name, culture, rng),
                corresponding=index == 0,
            )
        )
    used = sorted({one for author in authors for one in author.affiliations})
    renumbered = {old: new for new, old in enumerate(used)}
    return replace(
        article,
        authors=tuple(
            replace(one, affiliations=tuple(renumbered[old] for old in one.affiliations))
            for one in authors
        ),
        affiliations=tuple(affiliations[old] for old in used),
    )


def _affiliations(cultures: list[Culture], what: str, rng: random.Random) -> list[str]:
    count = rng.randint(1, min(len(cultures), 6))
    affiliations = []
    for index in range(count):
        culture = cultures[index]
        city = rng.choice(culture.cities)
        institution = rng.choice(invented_authors().institutions).format(city=city)
        parts = [institution]
        if chance(rng, 0.7):
            parts.insert(0, rng.choice(field_words()[what].units))
        if chance(rng, 0.25):
            parts.append(
                f"{rng.randrange(1, 300)} {rng.choice(('Main Street', 'Rue du Lac', 'Via Roma'))}"
            )
        if chance(rng, 0.8):
            parts.append(city if chance(rng, 0.6) else f"{rng.randrange(1000, 99999)} {city}")
            parts.append(culture.country)
        affiliations.append(", ".join(parts))
    return affiliations


def mail_of(name: PersonName, culture: Culture, rng: random.Random) -> str:
    """Return an address of mail such as people with that name have."""
    given, surname = _ascii(name.given), _ascii(name.surname)
    user = rng.choice((f"{given}.{surname}", f"{given[:1]}{surname}", surname, given or surname,
                       f"{given[:1]}.{surname}", f"{surname}{rng.randrange(1, 99)}"))  # fmt: skip
    host = rng.choice((f"uni-{_ascii(rng.choice(culture.cities))}.{culture.host}", "gmail.com",
                       f"cs.{_ascii(rng.choice(culture.cities))}.{culture.host}",
                       f"{_ascii(rng.choice(culture.cities))[:4]}.{culture.host}"))  # fmt: skip
    return f"{user.strip('.') or 'info'}@{host}"


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain.lower())


def _with_titles(
    authors: tuple[ArticleAuthor, ...], rng: random.Random
) -> tuple[ArticleAuthor, ...]:
    """Give degrees, ORCID iDs and a corresponding author to people without."""
    graced = []
    for index, author in enumerate(authors):
        degrees = author.degrees or rng.choice(_DEGREES)
        orcid = author.orcid or f"0000-000{rng.randrange(1, 4)}-{_four(rng)}-{_four(rng)}"
        lead = index == 0 and not any(one.corresponding for one in authors)
        graced.append(
            replace(
                author, degrees=degrees, orcid=orcid, corresponding=author.corresponding or lead
            )
        )
    return tuple(graced)


def _four(rng: random.Random) -> int:
    return rng.randrange(1000, 9999)


def group_text(rng: random.Random) -> str:
    """Return the name of an invented study group with what leads to it."""
    name = rng.choice(("ATLAS", "NORDIC", "HOPE-2", "SPRINT", "EuroLung", "PREVENT", "CANDLE"))
    return rng.choice(_GROUPS).format(name)
