"""An article in a language: its front, body and abstract put together from the language's grammar.

An English front, real or invented, may stand beside the language's own, before or behind it: the
first is the article's, the other one is printed as what it is, and labelled none.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spv2_spark.domain.article import Article, ArticleAuthor, Section
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.abstract import MAX_CHARS
from spv2_spark.typeset.invented import invented_authors
from spv2_spark.typeset.languages import Language, paper_of, words_of
from spv2_spark.typeset.local.grammar import filled, latin, native, text_of
from spv2_spark.typeset.local.people import Person, person
from spv2_spark.typeset.local.second_front import PLACES, SecondFront
from spv2_spark.typeset.references.chance import chance, one_of
from spv2_spark.typeset.translated import second_title

_LATIN_FORMS = ("full", "full", "initials", "initials_tight", "surname_dotted", "surname_upper")
_ENGLISH_TOO = 0.6  # of the papers have an English front
_ENGLISH_FIRST = 0.25  # of these begin with it
_SPACED_NAME = 0.35  # of lists of undivided names have spaces in them: 山田 太郎
_SPACED_SHORT = 0.4  # of these have them in names of two letters alone: 王 凡
_WORDLESS = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class LocalPaper:
    """An article in the language `code`, and the front that stands beside its own."""

    article: Article
    code: str
    second: SecondFront | None

    @property
    def begins_in_english(self) -> bool:
        """Whether the article's own front is the English one."""
        return self.article.language == "en"


@dataclass(frozen=True, slots=True)
class _Front:
    language: str
    title: str
    names: tuple[PersonName, ...]
    affiliations: tuple[str, ...]
    abstract: str
    keywords: tuple[str, ...]


def local_paper(base: Article, code: str, rng: random.Random) -> LocalPaper:
    """Return an article in a language; its English parts are those of the article `base`."""
    language = words_of(code)
    paper = paper_of(language)
    joint = rng.choice((" ", "\u3000")) if chance(rng, _SPACED_NAME) and not paper.spaced else ""
    most = 2 if chance(rng, _SPACED_SHORT) else None
    count = one_of(rng, (1, 30), (2, 28), (3, 20), (4, 12), (5, 6), (7, 4))
    people = [person(language, rng, joint, most) for _ in range(count)]
    cities = [filled(language.grammar, "city", rng) for _ in range(rng.randint(1, min(count, 3)))]
    own = _own_front(language, code, people, cities, rng)
    english = _english_front(base, language, people, cities, rng)
    both = chance(rng, _ENGLISH_TOO)
    first, other = (english, own) if both and chance(rng, _ENGLISH_FIRST) else (own, english)
    article = replace(
        base,
        title=first.title,
        subtitle="",
        authors=_authors(first, people, len(cities), paper.host, rng),
        affiliations=first.affiliations,
        abstract=(Section("", (first.abstract,)),) if first.abstract else (),
        keywords=first.keywords,
        body=_body(language, rng),
        language=first.language,
        article_type="",
        journal=text_of(language.grammar, "journal", rng),
        publisher="",
        received=_date(rng),
        accepted=_date(rng),
        published=_date(rng),
    )
    return LocalPaper(article, code, _second(other, rng) if both else None)


def _own_front(
    language: Language, code: str, people: Sequence[Person], cities: Sequence[str],
    rng: random.Random,
) -> _Front:  # fmt: skip
    places = tuple(
        text_of({**language.grammar, "city": (city,)}, "affiliation", rng) for city in cities
    )
    title = text_of(language.grammar, "title", rng)
    abstract = _paragraph(language, rng, rng.randint(3, 8), cited=False)
    words = {text_of(language.grammar, "keyword", rng) for _ in range(rng.randint(3, 7))}
    names = tuple(one.name for one in people)
    return _Front(code, title, names, places, abstract, tuple(sorted(words)))


def _english_front(
    base: Article, language: Language, people: Sequence[Person], cities: Sequence[str],
    rng: random.Random,
) -> _Front:  # fmt: skip
    letters = paper_of(language).latin
    institutions = invented_authors().institutions
    places = tuple(rng.choice(institutions).format(city=latin(city, letters)) for city in cities)
    real = base.language == "en" and bool(base.title)
    title = base.title if real else second_title("en", rng)
    abstract = " ".join(text for part in base.abstract for text in part.paragraphs)[:MAX_CHARS]
    names = tuple(one.latin for one in people)
    return _Front("en", title, names, places, abstract, base.keywords if real else ())


def _second(front: _Front, rng: random.Random) -> SecondFront:
    words = words_of(front.language)
    forms = _LATIN_FORMS if front.language == "en" else paper_of(words).forms
    lead = rng.choice(words.keywords)
    return SecondFront(
        language=front.language,
        title=front.title,
        names=front.names,
        affiliations=front.affiliations,
        heading=rng.choice(words.abstract or ("Abstract", "Summary")),
        abstract=front.abstract,
        keywords=f"{lead}: {', '.join(front.keywords)}" if front.keywords else "",
        form=rng.choice(forms),
        place=rng.choice(PLACES),
    )


def _authors(
    front: _Front, people: Sequence[Person], places: int, host: str, rng: random.Random
) -> tuple[ArticleAuthor, ...]:
    grammar = words_of(front.language).grammar
    return tuple(
        ArticleAuthor(
            name=name,
            affiliations=(index % places if index < places else rng.randrange(places),),
            email=f"{_mail_name(one.latin, rng)}@{rng.choice(('mail', 'univ', 'inst'))}.{host}",
            degrees=native(filled(grammar, "status", rng)) if "status" in grammar else "",
            corresponding=index == 0,
        )
        for index, (name, one) in enumerate(zip(front.names, people, strict=True))
    )


def _mail_name(name: PersonName, rng: random.Random) -> str:
    given = _WORDLESS.sub("", name.given.lower())
    surname = _WORDLESS.sub("", name.surname.lower()) or "info"
    return rng.choice((surname, f"{given[:1]}{surname}", f"{surname}{rng.randrange(1, 99)}"))


def _body(language: Language, rng: random.Random) -> tuple[Section, ...]:
    headings = language.grammar["section"]
    kept = sorted(rng.sample(range(len(headings)), min(len(headings), rng.randint(3, 6))))
    sections = [Section(headings[at], _paragraphs(language, rng)) for at in kept]
    if "thanks" in language.grammar and chance(rng, 0.25):
        sections.append(_thanks(language, rng))
    return tuple(sections)


def _paragraphs(language: Language, rng: random.Random) -> tuple[str, ...]:
    lengths = [rng.randint(3, 8) for _ in range(rng.randint(1, 4))]
    return tuple(_paragraph(language, rng, length, cited=True) for length in lengths)


def _paragraph(language: Language, rng: random.Random, sentences: int, *, cited: bool) -> str:
    said = [text_of(language.grammar, "sentence", rng) for _ in range(sentences)]
    if cited:
        said = [_cited(one, rng) if chance(rng, 0.2) else one for one in said]
    return (" " if paper_of(language).spaced else "").join(said)


def _cited(sentence: str, rng: random.Random) -> str:
    return f"{sentence[:-1]} [{rng.randrange(1, 30)}]{sentence[-1]}"


def _thanks(language: Language, rng: random.Random) -> Section:
    """Return a section that thanks people who are no authors."""
    names = {"name": tuple(person(language, rng).name.full for _ in range(4))}
    text = text_of({**language.grammar, **names}, "thanks", rng)
    heading, _, rest = text.partition("|")
    return Section(heading, (rest,))


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1998, 2024)
    return rng.choice((f"{day:02d}.{month:02d}.{year}", f"{year}-{month:02d}-{day:02d}"))
