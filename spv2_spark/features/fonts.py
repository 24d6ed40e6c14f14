"""What a font's name says: its family as a hash, and its style."""

from __future__ import annotations

import re
from typing import NamedTuple

from spv2_spark.features.strings import hashed

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|semib|cmbx|sfbx|-bd|\.b$|_b$|-b$|bx\d")
_ITALIC = re.compile(r"ital|obli|cmti|sfti|slant|-it\b|\.i$|_i$|-i$|ti\d")
_CAPS = re.compile(r"small-?cap|caps|cmcsc|smcp|-sc\b|sc\d|sc$")


class FontFacts(NamedTuple):
    """One font name's id in the hashed columns and its style."""

    family: int  # hash of the family
    name: int  # hash of the whole name, SPv2's feature
    bold: bool
    italic: bool
    small_caps: bool


def font_family(name: str) -> str:
    """Return a name without its subset tag, style and size: "ABCDEF+CMBX10" is "cmbx"."""
    base = re.split(r"[-,]", _SUBSET.sub("", name).lower(), maxsplit=1)[0]
    return base.rstrip("0123456789") or base


def font_facts(name: str, families: int, names: int) -> FontFacts:
    """Return the facts of a font's name under the sizes of the two hashed columns."""
    plain = _SUBSET.sub("", name)
    lower = plain.lower()
    return FontFacts(
        hashed(font_family(name), families),
        hashed(plain, names),
        _BOLD.search(lower) is not None,
        _ITALIC.search(lower) is not None,
        _CAPS.search(lower) is not None,
    )
