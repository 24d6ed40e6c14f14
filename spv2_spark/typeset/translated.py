"""Titles and abstracts in a second language, invented: what stands beside the real ones."""

from __future__ import annotations

import random

from spv2_spark.errors import SettingsError
from spv2_spark.typeset.languages import SecondLanguage, words_of
from spv2_spark.typeset.references.chance import chance

# Drawn alike.
LANGUAGES = ("en", "es", "pt", "de", "fr", "zh", "ja", "ru", "el", "ko")


def second_language(first: str, rng: random.Random) -> str:
    """Draw a language other than the article's; English most often beside another one."""
    if first != "en" and chance(rng, 0.8):
        return "en"
    return rng.choice([one for one in LANGUAGES if one != first])


def second_title(language: str, rng: random.Random) -> str:
    """Return an invented title."""
    words = _second(language)
    text = rng.choice(words.titles).format(*rng.sample(words.nouns, 3))
    return text[:1].upper() + text[1:]


def second_abstract(language: str, rng: random.Random) -> tuple[str, str, str]:
    """Return an invented abstract's heading, text, and line of keywords."""
    words, second = words_of(language), _second(language)
    nouns, said = second.nouns, second.sentence
    sentences = [said.format(*rng.sample(nouns, 3)) for _ in range(rng.randint(2, 6))]
    heading = rng.choice(words.abstract or ("Abstract",))
    lead = rng.choice(second.keywords or words.keywords)
    return heading, " ".join(sentences), f"{lead}: {', '.join(rng.sample(nouns, 4))}"


def _second(language: str) -> SecondLanguage:
    words = words_of(language).second
    if words is None:
        raise SettingsError(f"{language}.toml: no table [second], which is drawn from")
    return words
