"""What a font's name and flags tell: weight, slant, family; and the width of its space."""

from __future__ import annotations

import re
from functools import lru_cache

from spv2_spark.domain.page import Mark
from spv2_spark.valid_text import one_line

# PDF font descriptor flags as MuPDF's spans carry them.
_FLAG_MARKS = ((2, Mark.ITALIC), (4, Mark.SERIF), (8, Mark.MONO), (16, Mark.BOLD))

_LONGEST_NAME = 127  # bytes; a longer name is not valid in a PDF
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# Parts of names in use: "Times-BoldItalic", "Arial,Bold", "MinionPro-It", "AdvP4C4E74-Bd",
# "CMBX10", "SFBX1000", "NimbusRomNo9L-Medi" (URW's Times bold), "HelveticaLTStd-Blk".
_BOLD = re.compile(
    r"bold|black|heavy|demi|[-_,.](?:bd|blk|b|bi|sb|hv|h)(?:[-_,.]|it|obl|$)|(?:^|[-_,. ])Medi"
    r"(?:Ital|Obli)?$|Bd(?:It|Obl|$)|^(?:cm|sf|ec|lm|t1x?|px|nx|fc|qh|qt)?(?:bx|rm-?b|bxti|bxsl|ssbx)"
    r"[a-z]*\d|^cmb\d|^lmroman[a-z]*\d+-bold",
    re.IGNORECASE,
)
_ITALIC = re.compile(
    r"ital|obli|slant|kursiv|[-_,.](?:it|i|obl|bi|ti|sl)(?:[-_,.]|$)|(?:It|Obl|Ital)$"
    r"|^(?:cm|sf|ec|lm)(?:b?x?ti|b?x?sl|ssi|mi|mib|itt)\d",
    re.IGNORECASE,
)
_MONO = re.compile(r"mono|courier|typewriter|consol|^(?:cm|sf|ec)(?:sl|i)?tt\d|code", re.IGNORECASE)
_NAME_MARKS = ((_BOLD, Mark.BOLD), (_ITALIC, Mark.ITALIC), (_MONO, Mark.MONO))


@lru_cache(maxsize=65536)
def base_name(font: str) -> str:
    """Return the name as valid text without a subset's prefix ("ABCDEF+Times" is Times)."""
    return _SUBSET.sub("", one_line(font, _LONGEST_NAME))


@lru_cache(maxsize=65536)
def font_marks(font: str, flags: int) -> int:
    """Return the bits of Mark that the base name and MuPDF's span flags tell of a font."""
    told = {mark for flag, mark in _FLAG_MARKS if flags & flag}
    return int(sum(told | {mark for pattern, mark in _NAME_MARKS if pattern.search(font)}))
