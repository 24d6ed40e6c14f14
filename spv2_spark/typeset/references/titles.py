"""Letter case of titles."""

from __future__ import annotations

import re
from functools import lru_cache

_SMALL_WORDS = """
a an and as at but by for from in into nor of on or over per the to under upon via vs with without
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W_]+)?")


@lru_cache(maxsize=16384)
def cased(text: str, case: str) -> str:
    """Return a title as is, in "sentence" case, in "title" case or in "upper" case."""
    if case == "upper":
        return text.upper()
    if case == "title":
        return _WORD.sub(lambda match: _capital(match, text), text)
    if case == "sentence" and _looks_titled(text):
        return _WORD.sub(lambda match: _lower(match, text), text)
    return text


def _capital(match: re.Match[str], text: str) -> str:
    word = match.group()
    if word != word.lower():
        return word
    if word in _SMALL and match.start() and text[match.start() - 2 : match.start()] != ": ":
        return word
    return word[0].upper() + word[1:]


def _looks_titled(text: str) -> bool:
    """Whether most of the longer words are capitalised, as "The Origin of the Species"."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]  # noqa: PLR2004
    return bool(words) and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _lower(match: re.Match[str], text: str) -> str:
    word = match.group()
    if match.start() == 0 or word[1:] != word[1:].lower() or len(word) == 1:
        return word
    return word if text[match.start() - 2 : match.start()] == ": " else word.lower()
