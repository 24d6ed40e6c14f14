"""Codes that fonts give for letters without saying which, where the page itself tells.

Parentheses in a font of their own come out as U+0001 and U+0002. Fonts whose codes are the numbers
of glyphs in the Macintosh's order have each letter 29 places before its own ("7KH" is "The").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from spv2_spark.pdf.letters import are_usual

CONTROLS = re.compile("[\x01\x02]")
_PAIR = re.compile("\x01[^\x01\x02]{1,200}\x02")
_MOST_ALONE = 0.2  # of the controls: the rest stand in pairs
_PARENTHESES = {1: "(", 2: ")"}
_FIRST_GLYPH, _LAST_GLYPH, _GLYPHS_TO_ASCII = 3, 97, 29
_BY_GLYPHS = {code: code + _GLYPHS_TO_ASCII for code in range(_FIRST_GLYPH, _LAST_GLYPH + 1)}

Blocks = list[dict[str, Any]]  # of MuPDF's dictionaries


def parentheses_in(text: str) -> Mapping[int, str]:
    r"""Return what the control characters of a page print; nothing if they are not in pairs.

    >>> sorted(parentheses_in("Kilns \x012015\x02.").values())
    ['(', ')']
    """
    controls, pairs = len(CONTROLS.findall(text)), len(_PAIR.findall(text))
    return _PARENTHESES if controls - 2 * pairs <= _MOST_ALONE * controls else {}


def by_glyphs(text: str) -> str | None:
    """Return a page's text whose codes are numbers of glyphs, None if that gives no words."""
    lines = [line.translate(_BY_GLYPHS) for line in text.split("\n")]
    return "\n".join(lines) if are_usual("".join(lines)) else None


def translate(blocks: Blocks, table: Mapping[int, Any]) -> None:
    """Put other characters into all spans of a page."""
    for block in blocks:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                span["text"] = span["text"].translate(table)


def translate_glyphs(blocks: Blocks) -> bool:
    """Read the codes of all spans as numbers of glyphs, if that gives words; say whether it did."""
    spans = [s for block in blocks for line in block.get("lines", ()) for s in line["spans"]]
    if by_glyphs("\n".join(span["text"] for span in spans)) is None:
        return False
    translate(blocks, _BY_GLYPHS)
    return True
