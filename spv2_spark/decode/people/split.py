"""Printed lists of names to names: split at what parts them, joined where commas do not."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.decode.people.person import (
    AND_LETTERS,
    Name,
    Word,
    is_all_caps,
    is_initials,
    is_initials_among,
    name_from,
)
from spv2_spark.decode.people.undivided import is_undivided, undivided_names
from spv2_spark.decode.people.words import (
    NAME_WORDS,
    SEPARATORS,
    TITLES,
    NameList,
    is_degree,
    words_of,
)
from spv2_spark.decode.text.edges import Part, trimmed
from spv2_spark.decode.text.parts import string_of
from spv2_spark.layout.vocabulary import vocabulary

_OTHERS = ("AL", "AL.", "al", "al.", "ctv", "ctv.")  # "et" is one of the words that part names
_SMALL = frozenset(["for", "of", "on", "the"])  # in no person's name
_MOST_INITIALS = 3  # behind a surname in capitals
_WHOLE = 2  # words of a name, at least
_ORDINALS = frozenset(["ii", "iii"])  # suffixes that look like initials


def names_of(parts: Sequence[Part], within: NameList) -> list[Name]:
    """Return the names in one span of a list of names.

    A span normally holds one name. Where the tagger ran several together they are split at
    "and", semicolons and bullets, and at commas which do not part a surname from its given names.
    """
    words = words_of(parts)
    if not words:
        return []
    if within.follows and begins_with_and(words[0].text):
        words[0] = _without_and(words[0])
    if is_group(words):
        whole = trimmed(parts)
        text = string_of(whole)
        return [Name(text, "", text, tuple(part.token for part in whole))] if text else []
    separators = SEPARATORS | TITLES if within.front else SEPARATORS
    groups = [one for one in _split(words, separators, and_=True) if not is_others(one)]
    groups = [part for group in groups for part in _at_and_letters(group)]
    return [name for group in groups for name in _names_between(group, within)]


def is_group(words: Sequence[Word]) -> bool:
    """Whether the words name a group and not a person, as "Service, M. W." does."""
    texts = [word.text for word in words]
    if texts[1:2] == [","] and texts[2:] and all(map(is_initials, texts[2:])):
        return False
    if any(text in vocabulary().group_author.any for text in texts):
        return True
    return len(texts) > 2 and any(text.lower() in _SMALL for text in texts)  # noqa: PLR2004


def is_others(words: Sequence[Word]) -> bool:
    """Whether words stand for authors who are not printed: "et al."."""
    return len(words) == 1 and words[0].text in _OTHERS


def _split(words: Sequence[Word], at: frozenset[str], *, and_: bool = False) -> list[list[Word]]:
    groups: list[list[Word]] = [[]]
    for word in words:
        if word.text in at or (and_ and is_and(word.text)):
            groups.append([])
        else:
            groups[-1].append(word)
    return [group for group in groups if group]


def is_and(text: str) -> bool:
    """Whether a word is "and" in letters that English has not: "và", "و", not Slovenia's "in"."""
    known = vocabulary().names
    if text.isascii():
        return False
    is_small = text == text.lower() and text in known.and_ and text not in known.particles
    return is_small and (len(text) > 1 or (text == text.upper() and not is_undivided(text)))


def _at_and_letters(words: list[Word]) -> list[list[Word]]:
    """Split before a word that begins with a letter for "and", between whole names: Hebrew's."""
    for at in range(_WHOLE, len(words) - 1):
        if begins_with_and(words[at].text):
            return [words[:at], [_without_and(words[at]), *words[at + 1 :]]]
    return [words]


def begins_with_and(text: str) -> bool:
    """Whether a word begins with a letter for "and", and is no name with that letter."""
    known = vocabulary().names
    is_name = text in known.with_and_letters or text in known.particles
    return text[0] in known.and_letters and len(text) > _WHOLE and not is_name


def _without_and(word: Word) -> Word:
    return word._replace(text=word.text[1:])


def _names_between(words: Sequence[Word], within: NameList) -> list[Name]:
    """Return the names between two separators, where commas may part names or their parts."""
    chunks = [NAME_WORDS(within, chunk) for chunk in _split(words, frozenset(","))]
    chunks = [chunk for chunk in chunks if chunk]
    undivided = [undivided_names(chunk) for chunk in chunks]
    if chunks and all(undivided):
        return [name for names in undivided for name in names]
    suffixes = vocabulary().names.suffixes
    count = sum(not all(word.text in suffixes for word in chunk) for chunk in chunks)
    merged: list[tuple[list[Word], list[Word]]] = []  # (family or whole, given)
    for chunk in chunks:
        if within.front and merged and is_degree(chunk, merged[-1]):
            continue
        is_given = within.surnames == "before_comma" and len(chunks) == _WHOLE
        if merged and (
            (is_given and not has_given(merged[-1][0])) or _belongs(merged[-1], chunk, count)
        ):
            merged[-1][1].extend(chunk)
        else:
            merged.append((list(chunk), []))
    names = [name_from(whole, given, surnames=within.surnames) for whole, given in merged]
    return [name for name in names if name.text]


def _belongs(name: tuple[list[Word], list[Word]], chunk: Sequence[Word], chunks: int) -> bool:
    """Whether what follows a comma goes on with the name before it."""
    whole, given = name
    particles, suffixes = vocabulary().names.particles, vocabulary().names.suffixes
    if all(word.text in suffixes for word in chunk):
        return True
    if given or has_given(whole):
        return False
    if all(is_initials(word.text) or word.text in particles for word in chunk):
        return True
    if len(chunk) > 1 and chunk[-1].text.islower() and chunk[-1].text in particles:
        return True  # "Azevedo Coutinho, João de"
    own = [word.text for word in whole if word.text not in particles]
    if len(chunk) > 1 and any(text in suffixes for text in own):
        return False  # "Ivanov II, Petrov PP", "José Neto, Maria Costa"
    is_family = sum(text not in suffixes for text in own) == 1
    return is_family and (chunks == 2 or is_initials(chunk[-1].text))  # noqa: PLR2004


def has_given(whole: Sequence[Word]) -> bool:
    """Whether what stands before a comma has initials already; "LI" alone is a surname."""
    texts = [word.text for word in whole]
    if len(texts) == 1:
        return is_initials(texts[0]) and ("." in texts[0] or len(texts[0]) == 1)
    in_capitals = is_all_caps(texts)
    if in_capitals and is_initials(texts[-1]) and len(texts[-1]) <= _MOST_INITIALS:
        return True  # "SMITH JAK"
    if in_capitals:  # "DU BELLOY, Amaury", "ROSSELLÓ I NICOLAU, Maribel"
        inner = texts[:1] + [text for text in texts[1:-1] if text not in AND_LETTERS] + texts[-1:]
        texts = [text for text in inner if text not in vocabulary().names.particles]
    return any(
        is_initials_among(text, all_caps=in_capitals) and text.lower() not in _ORDINALS
        for text in texts
    )
