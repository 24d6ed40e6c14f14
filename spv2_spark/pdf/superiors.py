"""Raised letters that only their widths tell: a font's own small forms, at the size of the line.

OpenType fonts have raised letters (the feature "sups") that read as the letters themselves, so
that a name and its mark come out as one word: "Sundmarkab". The same letter is narrower there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import chain, groupby
from typing import Any

# An institution behind its mark, in one span: no word begins so.
GLUED = re.compile(r"[a-h]{1,2}[A-Z][a-z]{2}")
_NARROWER = 0.8  # of the letter's own width; raised forms have 0.55 to 0.7
_SIZE, _RISE_EM = 0.65, 0.35

Line = dict[str, Any]  # of MuPDF's dictionaries
Widths = dict[tuple[str, str], float]


def may_have_superiors(blocks: list[dict[str, Any]]) -> bool:
    """Whether a span of the page begins with a mark that is glued to a word."""
    lines = chain.from_iterable(block.get("lines", ()) for block in blocks)
    return any(GLUED.match(line["spans"][0]["text"]) for line in lines if line["spans"])


def with_superiors(lines: list[Line], raw_lines: list[Line], widths: Widths) -> list[Line]:
    """Return a block's lines, those with raised letters made anew with spans for them."""
    pairs = zip(lines, raw_lines, strict=True)
    return [_line(raw, widths) if _has_raised(raw, widths) else line for line, raw in pairs]


def widths_of(raw_blocks: list[dict[str, Any]]) -> Widths:
    """Return the width of each small letter of each font in ems: the widest that the page has."""
    widths: Widths = {}
    lines = chain.from_iterable(block.get("lines", ()) for block in raw_blocks)
    for span, char in chain.from_iterable(map(_chars, lines)):
        if char["c"].islower() and span["size"] > 0:
            key = span["font"], char["c"]
            widths[key] = max(widths.get(key, 0.0), _width(char) / span["size"])
    return widths


def _chars(line: Line) -> Iterator[tuple[Line, dict[str, Any]]]:
    return ((span, char) for span in line["spans"] for char in span["chars"])


def _width(char: dict[str, Any]) -> float:
    return float(char["bbox"][2] - char["bbox"][0])


def _is_raised(char: dict[str, Any], span: Line, widths: Widths) -> bool:
    usual = widths.get((span["font"], char["c"]))
    return usual is not None and _width(char) < _NARROWER * usual * span["size"]


def _has_raised(raw: Line, widths: Widths) -> bool:
    return any(_is_raised(char, span, widths) for span, char in _chars(raw))


def _line(raw: Line, widths: Widths) -> Line:
    spans: list[Line] = []
    for span in raw["spans"]:
        raised = partial(_is_raised, span=span, widths=widths)
        spans += [_span(span, list(run), is_so) for is_so, run in groupby(span["chars"], raised)]
    return {**raw, "spans": spans}


def _span(raw: Line, chars: list[dict[str, Any]], raised: bool) -> Line:
    _, top, _, bottom = raw["bbox"]
    left = min(char["bbox"][0] for char in chars)
    right = max(char["bbox"][2] for char in chars)
    span = {name: value for name, value in raw.items() if name != "chars"}
    span |= {"text": "".join(char["c"] for char in chars), "bbox": (left, top, right, bottom)}
    if not raised:
        return span
    x, y = raw["origin"]
    size = raw["size"]
    span |= {"size": size * _SIZE, "origin": (x, y - _RISE_EM * size)}
    return span | {"bbox": (left, top, right, y)}
