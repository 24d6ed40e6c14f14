"""What only the widths of letters tell: superscripts, and ligatures that lost a letter.

OpenType fonts have superscripts (the feature "sups") that read as the letters themselves, at the
size of the line, so that a name and its mark come out as one word: "Sundmarkab". The same letter
is narrower there. The ligature of "Th" reads as "T" in some fonts: "Te", "Tis". It is wider.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, groupby, zip_longest
from typing import Any, NamedTuple

# An institution behind its mark, in one span: no word begins so.
_GLUED = re.compile(r"[a-h]{1,2}[A-Z][a-z]{2}")
_MARKED_A, _MARKED_B = (re.compile(rf"^{mark} [A-Z][a-z]", re.MULTILINE) for mark in "ab")
_LOST, _KEPT = re.compile(r"\bT(?:e|is|ese|ere|at|us)\b"), re.compile(r"\bTh")
_FEWEST_LOST = 2  # on a page without a "Th"
_NARROWER = 0.8  # of the letter's own width; superscripts have 0.55 to 0.7
_WIDER = 1.3  # of a "T" alone; with its "h" it has 1.6 and more
_SIZE, _RISE_EM = 0.65, 0.35

Line = dict[str, Any]  # of MuPDF's dictionaries
Char = dict[str, Any]
Letter = tuple[str, str]  # of a font


class Widths(NamedTuple):
    """The widths of a page's letters in ems."""

    widest: dict[Letter, float]  # of small letters
    narrowest: dict[Letter, float]  # of "T"


def tell(blocks: list[dict[str, Any]], page: str) -> bool:
    """Whether a page is worth a look at its letters' widths; few are.

    A span begins with a mark that is glued to a word, lines do with the marks "a" and "b", or
    words lack the "h" that no word has.
    """
    if len(_LOST.findall(page)) >= _FEWEST_LOST and _KEPT.search(page) is None:
        return True
    if _MARKED_A.search(page) and _MARKED_B.search(page):
        return True
    lines = chain.from_iterable(block.get("lines", ()) for block in blocks)
    return any(_GLUED.match(line["spans"][0]["text"]) for line in lines if line["spans"])


def widths_of(raw_blocks: list[dict[str, Any]]) -> Widths:
    """Return how wide each letter of each font is on a page of `extractRAWDICT()`."""
    widths = Widths({}, {})
    lines = chain.from_iterable(block.get("lines", ()) for block in raw_blocks)
    for span, char, after in chain.from_iterable(map(_chars_and_next, lines)):
        key, width = (span["font"], char["c"]), _width_em(char, span)
        if after is not None and not _width_em(after, span):
            continue  # a ligature: its first letter has the width of all
        if char["c"].islower():
            widths.widest[key] = max(widths.widest.get(key, 0.0), width)
        elif char["c"] == "T":
            widths.narrowest[key] = min(widths.narrowest.get(key, width), width)
    return widths


def by_widths(lines: list[Line], raw_lines: list[Line], widths: Widths) -> list[Line]:
    """Return a block's lines; those with superscripts or a lost "h" are made anew."""
    pairs = zip(lines, raw_lines, strict=True)
    return [_line(raw, widths) if _is_odd(raw, widths) else line for line, raw in pairs]


def _chars(line: Line) -> Iterator[tuple[Line, Char]]:
    return ((span, char) for span in line["spans"] for char in span["chars"])


def _chars_and_next(line: Line) -> Iterator[tuple[Line, Char, Char | None]]:
    for span in line["spans"]:
        for char, after in zip_longest(span["chars"], span["chars"][1:]):
            yield span, char, after


def _width_em(char: Char, span: Line) -> float:
    return float((char["bbox"][2] - char["bbox"][0]) / max(span["size"], 1e-6))


def _is_superscript(char: Char, span: Line, widths: Widths) -> bool:
    usual = widths.widest.get((span["font"], char["c"]))
    return usual is not None and 0 < _width_em(char, span) < _NARROWER * usual


def _has_lost(char: Char, span: Line, widths: Widths) -> bool:
    usual = widths.narrowest.get((span["font"], char["c"]))
    return usual is not None and _width_em(char, span) > _WIDER * usual


def _is_odd(raw: Line, widths: Widths) -> bool:
    return any(
        _is_superscript(char, span, widths) or _has_lost(char, span, widths)
        for span, char in _chars(raw)
    )


def _line(raw: Line, widths: Widths) -> Line:
    spans: list[Line] = []
    for span in raw["spans"]:
        superscripts: Callable[[Char], bool] = partial(_is_superscript, span=span, widths=widths)
        for is_superscript, run in groupby(span["chars"], superscripts):
            spans.append(_span(span, list(run), is_superscript, widths))
    return {**raw, "spans": spans}


def _span(raw: Line, chars: list[Char], is_superscript: bool, widths: Widths) -> Line:
    _, top, _, bottom = raw["bbox"]
    left = min(char["bbox"][0] for char in chars)
    right = max(char["bbox"][2] for char in chars)
    texts = ["Th" if _has_lost(char, raw, widths) else char["c"] for char in chars]
    span = {name: value for name, value in raw.items() if name != "chars"}
    span |= {"text": "".join(texts), "bbox": (left, top, right, bottom)}
    if not is_superscript:
        return span
    (x, y), size = raw["origin"], raw["size"]
    superscripts = {"size": size * _SIZE, "origin": (x, y - _RISE_EM * size)}
    return span | superscripts | {"bbox": (left, top, right, y)}
