"""Given names of many languages that are no surnames: they tell in what order names stand.

The list is `given_names.txt`, a name a line; whoever misses one may add it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from spv2_spark.layout.word_list import fold


@cache
def _given_names() -> frozenset[str]:
    text = (files("spv2_spark.layout") / "given_names.txt").read_text(encoding="utf-8")
    return frozenset(map(fold, text.split()))


def is_given_name(word: str) -> bool:
    """Whether a word is a known given name, whatever its accents.

    >>> is_given_name("Corentin"), is_given_name("LILIANA"), is_given_name("Popescu")
    (True, True, False)
    """
    return fold(word) in _given_names()
