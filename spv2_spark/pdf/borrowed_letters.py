"""Letters that a font lacks and another one lends: they belong to the word around them.

Word processors take "ứ", "ș" or "ğ" from another font where the text's own has none. A token is of
one font, so that "Đức" would be two of them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Any

_MOST = 2  # letters; a word in another font is a word
_SAME = 0.02  # of the size
_TOUCHING = 0.1  # of the size
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def with_own_fonts(raws: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a line's spans; such letters have the font of the letters beside them.

    `raws` are of PyMuPDF's `TextPage.extractDICT()`, and are not changed.
    """
    if len(raws) < 2:  # noqa: PLR2004
        return raws
    texts = [raw["text"] for raw in raws]
    if "".join(texts).isascii() or not any(map(_may_be_lent, texts)):
        return raws
    own = list(raws)
    for at, (before, raw) in enumerate(pairwise(raws)):
        if _is_lent(raw) and _goes_on(own[at], raw):
            own[at + 1] = _in_font_of(own[at], raw)
        elif _is_lent(before) and own[at] is before and _goes_on(before, raw):
            own[at] = _in_font_of(raw, before)
    return own


def _may_be_lent(text: str) -> bool:
    return not text.isascii() and len(text) <= _MOST


def _is_lent(raw: dict[str, Any]) -> bool:
    text = raw["text"]
    return _may_be_lent(text) and all(char > "\x7f" and _script(char) for char in text)


def _goes_on(one: dict[str, Any], two: dict[str, Any]) -> bool:
    """Whether letters of one script, size and line follow each other in two fonts."""
    script, size = _script(one["text"][-1:]), one["size"]
    is_alike = abs(two["size"] - size) <= _SAME * size
    is_alike &= abs(two["origin"][1] - one["origin"][1]) <= _SAME * size
    is_next = abs(two["bbox"][0] - one["bbox"][2]) <= _TOUCHING * size
    is_next &= script == _script(two["text"][:1])
    return bool(script) and is_alike and is_next and one["font"] != two["font"]


def _in_font_of(other: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    named = {key: other[key] for key in ("font", "flags", "size")}
    return {**raw, **named, "origin": (raw["origin"][0], other["origin"][1])}


@lru_cache(maxsize=10_000)
def _script(char: str) -> str:
    """Return which script a letter is of, "" for other scripts and other characters."""
    name = unicodedata.name(char, "") if char.isalpha() else ""
    return next((one for one in _SCRIPTS if name.startswith(one)), "")
