"""Codes that fonts give for letters without saying which, where the page itself tells.

Parentheses in a font of their own come out as U+0001 and U+0002, or as U+FFFD both. Fonts whose
codes are the numbers of glyphs in the Macintosh's order have each letter 29 places before its own
("7KH" is "The").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spv2_spark.pdf.letters import are_usual

CONTROLS = re.compile("[\x01\x02\ufffd]")  # MuPDF has U+FFFD for controls that a table gives
_PAIR = re.compile(
    "([\x01\ufffd])(?=[^\\s,;.])([^\x01\x02\ufffd]{1,200})(?<=[^\\s,;])([\x02\ufffd])"
)
_LABEL = re.compile(r"(?<=\b\w)\ufffd(?=\s|$)")  # "a)"
_TOLD = re.compile("(1[5-9]|20)[0-9]{2}[a-z]?|[0-9]{1,2}")  # no quotation marks stand around it
_MOST_ALONE = 0.2  # of the controls: the rest stand in pairs
_FIRST_GLYPH, _LAST_GLYPH, _GLYPHS_TO_ASCII = 3, 97, 29
_BY_GLYPHS = {code: code + _GLYPHS_TO_ASCII for code in range(_FIRST_GLYPH, _LAST_GLYPH + 1)}

Blocks = list[dict[str, Any]]  # of MuPDF's dictionaries


def parentheses_in(text: str) -> Iterator[str] | None:
    r"""Return what the control characters of a page print, in their order; None for no parentheses.

    They are where nearly all stand in pairs, and, if the page does not tell the two apart, a year
    or a note's number stands in one at least.

    >>> "".join(parentheses_in("Kilns \x012015\x02.") or "")
    '()'
    >>> "".join(parentheses_in("Kilns \ufffd2015\ufffd.") or "")
    '()'
    """
    read, pairs, told = list(text), 0, 0
    for pair in _PAIR.finditer(text):
        read[pair.start(1)], read[pair.start(3)] = "()"
        pairs += 1
        told += _TOLD.fullmatch(pair[2]) is not None
    controls = [match.start() for match in CONTROLS.finditer(text)]
    alone = len(controls) - 2 * pairs
    if alone > _MOST_ALONE * len(controls) or ("\ufffd" in text and not told):
        return None
    for label in _LABEL.finditer(text):
        read[label.start()] = ")"
    return (read[at] for at in controls)


def by_glyphs(text: str) -> str | None:
    """Return a page's text whose codes are numbers of glyphs, None if that gives no words."""
    lines = [line.translate(_BY_GLYPHS) for line in text.split("\n")]
    return "\n".join(lines) if are_usual("".join(lines)) else None


def put_parentheses(blocks: Blocks, read: Iterator[str]) -> None:
    """Put what the control characters of a page print in their places, in their order."""
    for span in spans_of(blocks):
        span["text"] = CONTROLS.sub(lambda _: next(read), span["text"])


def translate_glyphs(blocks: Blocks) -> bool:
    """Read the codes of all spans as numbers of glyphs, if that gives words; say whether it did."""
    if by_glyphs("\n".join(span["text"] for span in spans_of(blocks))) is None:
        return False
    for span in spans_of(blocks):
        span["text"] = span["text"].translate(_BY_GLYPHS)
    return True


def spans_of(blocks: Blocks) -> Iterator[dict[str, Any]]:
    """Yield the spans of a page's blocks."""
    return (span for block in blocks for line in block.get("lines", ()) for span in line["spans"])
