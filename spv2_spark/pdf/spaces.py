"""Spaces that MuPDF does not read because they are narrow.

It reads a space into a gap of 0.15 em and more. Lines that are justified tightly have narrower
ones ("Epidemiologicandgenetic"), as units have behind their numbers ("5years"). That such a gap is
a space is told by the line's other gaps: where letters touch, nothing else stands apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any

Line = dict[str, Any]
Char = dict[str, Any]

_LONG_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u04ff\ufb00-\ufb06]{22,}")
_LONG_LINE, _CHARS_A_SPACE = 30, 16  # a line of so many characters has a space in each sixteen
# Addresses, code, dots of a table of contents; and the scripts that print no spaces.
_NO_PROSE = re.compile(r"[/@\\_=<>\u0e00-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff]|\. ?\.")
_SPACE_EM = (0.09, 0.3)  # how wide what may be a space is
_SURE_EM = 0.12  # alone in its line; TeX's italic corrections are up to 0.11 behind small letters
_TOUCHING_EM = 0.03  # as the middle one of a line's gaps
_BETWEEN_EM, _FEW_BETWEEN = (0.04, 0.08), 0.02  # of a line's gaps: there letters are set apart
_UPRIGHT = 0.999  # the x of the direction of a line from left to right
_FEWEST = 8  # gaps that tell anything
_ENOUGH = 3  # spaces of a line which show that its narrow gaps are such


def may_lack_spaces(line: str) -> bool:
    """Whether a line's text is worth a look at its gaps."""
    if _LONG_WORD.search(line):
        return True
    crowded = len(line) >= _LONG_LINE and _CHARS_A_SPACE * line.count(" ") < len(line)
    return crowded and not _NO_PROSE.search(line)


def lacks_spaces(raw: Line) -> bool:
    """Whether a line of `extractRAWDICT()` has narrow spaces, and enough of them to be sure."""
    return len(list(filter(_is_sure, _gaps(raw)))) >= _ENOUGH and _letters_touch(raw)


def with_spaces(lines: list[Line], raw_lines: list[Line]) -> list[Line]:
    """Return a block's lines; those with narrow spaces are made anew, with these.

    A line that was repaired already, and is not what `raw_lines` say, stays as it is.
    """
    return [
        _spaced(raw) if _letters_touch(raw) and _text(line) == _raw_text(raw) else line
        for line, raw in zip(lines, raw_lines, strict=True)
    ]


def _text(line: Line) -> str:
    return "".join([span["text"] for span in line["spans"]])


def _raw_text(raw: Line) -> str:
    return "".join([char["c"] for span in raw["spans"] for char in span["chars"]])


def _gaps(raw: Line) -> Iterator[tuple[Char, float]]:
    """Yield each character that another follows without a space, and the gap in ems."""
    for span in raw["spans"]:
        size = max(span["size"], 1e-6)
        for char, after in pairwise(span["chars"]):
            if not char["c"].isspace() and not after["c"].isspace():
                yield char, (after["bbox"][0] - char["bbox"][2]) / size


def _letters_touch(raw: Line) -> bool:
    gaps = sorted(gap for _, gap in _gaps(raw))
    upright = raw["dir"][0] > _UPRIGHT
    if len(gaps) < _FEWEST or not upright or gaps[len(gaps) // 2] > _TOUCHING_EM:
        return False
    low, high = _BETWEEN_EM
    return sum(low < gap < high for gap in gaps) <= _FEW_BETWEEN * len(gaps)


def _is_space(gap: float) -> bool:
    return _SPACE_EM[0] <= gap < _SPACE_EM[1]


def _is_sure(found: tuple[Char, float]) -> bool:
    """Whether a gap is no italic correction: those are behind capitals, and TeX's "f"."""
    char, gap = found
    return _is_space(gap) and not char["c"].isupper()


def _spaced(raw: Line) -> Line:
    many = lacks_spaces(raw)
    spans = (list(_parts(span, many)) for span in raw["spans"])
    return {**raw, "spans": list(chain.from_iterable(spans))}


def _parts(span: Line, many: bool) -> Iterator[Line]:
    """Yield a span's words and the spaces between them, if there are any that MuPDF left out."""
    chars, size = span["chars"], max(span["size"], 1e-6)
    start = 0
    for at, (char, after) in enumerate(pairwise(chars), start=1):
        gap = (after["bbox"][0] - char["bbox"][2]) / size
        printed = char["c"].isspace() or after["c"].isspace()
        sure = _is_sure((char, gap)) and gap >= _SURE_EM
        if not printed and (sure or (many and _is_space(gap))):
            yield _part(span, chars[start:at])
            box = (char["bbox"][2], *span["bbox"][1:2], after["bbox"][0], *span["bbox"][3:])
            yield {**_style(span), "text": " ", "bbox": box}
            start = at
    yield _part(span, chars[start:])


def _part(span: Line, chars: list[Char]) -> Line:
    _, top, _, bottom = span["bbox"]
    left = min(char["bbox"][0] for char in chars)
    right = max(char["bbox"][2] for char in chars)
    return {
        **_style(span),
        "text": "".join([char["c"] for char in chars]),
        "bbox": (left, top, right, bottom),
    }


def _style(span: Line) -> Line:
    return {name: value for name, value in span.items() if name != "chars"}
