"""Text of a language put together from its grammar: rules by name, each with its variants.

A variant may hold `{rule}`, which is filled by a variant of that rule. A piece of a name that is
not spelled letter by letter has its Latin form behind a slash: `王/Wang`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

Grammar = Mapping[str, tuple[str, ...]]

_SLOT = re.compile(r"\{(\w+)\}")
_SPELLED = re.compile(r"([^/ |]*)/([A-Za-z\u00c0-\u024f'’-]+)")


def slots_of(variant: str) -> frozenset[str]:
    """Return the names of the rules that a variant holds."""
    return frozenset(_SLOT.findall(variant))


def filled(grammar: Grammar, rule: str, rng: random.Random) -> str:
    """Return a variant of a rule with every slot filled; Latin forms are still in it."""
    return _SLOT.sub(lambda slot: filled(grammar, slot[1], rng), rng.choice(grammar[rule]))


def text_of(grammar: Grammar, rule: str, rng: random.Random) -> str:
    """Return a variant as it is printed in its own letters, with a capital at its start."""
    text = native(filled(grammar, rule, rng))
    return text[:1].upper() + text[1:]


def native(text: str) -> str:
    """Return text without the Latin forms: `王/Wang` is `王`."""
    return _SPELLED.sub(r"\1", text)


def latin(text: str, letters: Mapping[str, str]) -> str:
    """Return text in Latin letters: by the forms that stand there, else letter by letter."""
    text = _SPELLED.sub(r"\2", text)
    return "".join(_spelled(char, letters) for char in text)


def _spelled(char: str, letters: Mapping[str, str]) -> str:
    if char in letters:
        return letters[char]
    lower = letters.get(char.lower())
    return char if lower is None else lower.capitalize()
