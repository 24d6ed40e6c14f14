"""Months by their names and abbreviations in the languages of `months.toml`."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

_LEAST = 3  # letters of an abbreviation


def month_of(word: str) -> int:
    """Return 1..12 for a month's name or abbreviation, 0 for any other word.

    >>> month_of("Sept"), month_of("AOÛT"), month_of("марта"), month_of("Mar"), month_of("Marble")
    (9, 8, 3, 3, 0)
    """
    return _months().get(_folded(word), 0)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


@cache
def _months() -> Mapping[str, int]:
    text = resources.files(__package__).joinpath("months.toml").read_text(encoding="utf-8")
    names: dict[str, int] = {}
    begun: dict[str, set[int]] = {}
    english: dict[str, int] = {}
    for language, months in tomllib.loads(text).items():
        for month, name in enumerate(map(_folded, months), 1):
            names.setdefault(name, month)
            for length in range(_LEAST, len(name)):
                begun.setdefault(name[:length], set()).add(month)
                if language == "en":
                    english.setdefault(name[:length], month)
    sure = {word: months.pop() for word, months in begun.items() if len(months) == 1}
    return {**sure, **english, **names}
