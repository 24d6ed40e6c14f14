"""The words of theses in many languages, and the titles and people that go with them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.data_files import PACKAGE, read_as
from spv2_spark.typeset.references.invent_parts import invent_title

_OTHERWISE = "en"
_PLACE = re.compile(r"\b[TC]\b")


@dataclass(frozen=True, slots=True)
class ThesisWords:
    """What title pages say in a language, all drawn alike; see `pools/theses.toml`."""

    universities: tuple[str, ...]
    cities: tuple[str, ...]
    faculties: tuple[str, ...]
    kinds: tuple[str, ...]
    submitted: tuple[str, ...]
    degrees: tuple[str, ...]
    by: tuple[str, ...]
    author_labels: tuple[str, ...]
    supervisor_labels: tuple[str, ...]
    jury: tuple[str, ...]
    pages: tuple[str, ...]
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    topics: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()  # none where the language has titles of its own


@cache
def _read() -> dict[str, ThesisWords]:
    return read_as(dict[str, ThesisWords], PACKAGE / "pools" / "theses.toml")


def thesis_words(language: str) -> ThesisWords:
    """Return the words of a language; English for one without."""
    return _read().get(language, _read()[_OTHERWISE])


def thesis_is_known(language: str) -> bool:
    """Whether there are words for a title page in the language."""
    return language in _read()


def local_name(language: str, rng: random.Random) -> PersonName:
    """Return an invented person whose name is of the language."""
    words = thesis_words(language)
    return PersonName(rng.choice(words.given), rng.choice(words.surnames))


def local_title(language: str, rng: random.Random) -> str:
    """Return an invented title in the language."""
    words = thesis_words(language)
    if not words.patterns:
        return invent_title(rng, language)
    pieces = {"T": words.topics, "C": words.contexts}
    text = _PLACE.sub(lambda match: rng.choice(pieces[match[0]]), rng.choice(words.patterns))
    return text[:1].upper() + text[1:]
