"""Characters of Adobe's corporate use area: figures, small capitals and superscripts.

Fonts of the nineties name these glyphs ("Asmall", "threeoldstyle", "esuperior"), and readers give
them the codes of Adobe's glyph list, which is in no standard of Unicode.
"""

from __future__ import annotations

_OLD_STYLE = (0xF643, 0xF730)  # where ten figures begin
_CAPITALS = 0xF761  # A to Z as small capitals; those of Latin-1 stand at 0xF700 and their own code
_ACCENTED = range(0xF7E0, 0xF7FF)
_DIVISION = 0xF7F7  # no letter
_OTHERS = {
    0xF6E4: "$", 0xF6E5: "-", 0xF6E6: "-", 0xF6E1: ",", 0xF6E2: ",", 0xF6E7: ".", 0xF6E8: ".",
    0xF6E9: "a", 0xF6EA: "b", 0xF6EB: "d", 0xF6EC: "e", 0xF6ED: "i", 0xF6EE: "l", 0xF6EF: "m",
    0xF6F0: "o", 0xF6F1: "r", 0xF6F2: "s", 0xF6F3: "t", 0xF6F9: "ł", 0xF6FA: "œ", 0xF6FD: "š",
    0xF6FF: "ž", 0xF6BE: "ȷ", 0xF721: "!", 0xF724: "$", 0xF726: "&", 0xF73F: "?", 0xF7FF: "ÿ",
}  # fmt: skip


def known_private(code: int) -> str | None:
    """Return what a private character prints, None for those of other fonts.

    >>> known_private(0xF735), known_private(0xF762), known_private(0xF7E9)
    ('5', 'b', 'é')
    """
    for first in _OLD_STYLE:
        if first <= code < first + 10:
            return str(code - first)
    if _CAPITALS <= code < _CAPITALS + 26:
        return chr(ord("a") + code - _CAPITALS)
    if code in _ACCENTED and code != _DIVISION:
        return chr(code - 0xF700)
    return _OTHERS.get(code)
