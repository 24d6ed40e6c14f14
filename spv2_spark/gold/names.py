"""Names of people: from an element's parts, or split out of a plain string."""

from __future__ import annotations

import re
from dataclasses import replace

from spv2_spark.domain.gold import PersonName
from spv2_spark.layout.vocabulary import vocabulary

_SUFFIX = re.compile(r"^(?:jr|sr|[ivx]{2,4}|[23]rd|[23]d|4th)\.?$", re.IGNORECASE)
_INITIALS = re.compile(r"^(?:[^\W\d_]\.?[\s\-\u2010]?){1,4}$")


def split_name(text: str) -> PersonName:
    """Split one printed name into its parts.

    Knows "Surname, Given[, Jr]", "Surname AB" (capital initials last), "A. B. Surname" and
    "Given van Surname"; a single word is a surname.
    """
    text = text.strip(" ,;")
    surname, comma, given = text.partition(",")
    if comma:
        parts = [part.strip() for part in given.split(",") if part.strip()]
        suffix = next((part for part in parts if _SUFFIX.match(part)), "")
        rest = " ".join(part for part in parts if part != suffix)
        if not rest:
            return replace(split_name(surname), suffix=suffix)
        return PersonName(given=rest, surname=surname.strip(), suffix=suffix)
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.match(words[-1]) else ""  # noqa: PLR2004
    if len(words) < 2:  # noqa: PLR2004
        return PersonName(given="", surname=text)
    start = _surname_start(words)
    if start == 0:
        last = next(i for i in range(1, len(words) + 1) if _is_initials(words[i:]))
        return PersonName(" ".join(words[last:]), " ".join(words[:last]), suffix)
    return PersonName(" ".join(words[:start]), " ".join(words[start:]), suffix)


def _surname_start(words: list[str]) -> int:
    if _is_initials(words[-1:]) and not _is_initials(words[:1]):
        return 0
    start = len(words) - 1
    while start > 1 and _is_particle(words[start - 1]):
        start -= 1
    return start


def _is_particle(word: str) -> bool:
    """Whether a word belongs to a surname: "af", but not the initials "A.F."."""
    return word in vocabulary().names.particles and "." not in word[:-1]


def _is_initials(words: list[str]) -> bool:
    return all(_INITIALS.match(word) and word == word.upper() for word in words)
