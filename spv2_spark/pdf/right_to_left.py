"""Lines in Hebrew and Arabic: from where characters stand to the order in which they are read.

MuPDF gives the words of such lines in the order of the content, runs of marks from left to right,
and parts lines at numbers. Here the characters of a visual line are put in the order of their
places, against the writing of Latin text, and what is written from left to right within it
(Latin words, numbers) is turned back: a small part of Unicode's bidirectional algorithm (UAX 9),
run backwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain, groupby, pairwise
from typing import Any, NamedTuple

from spv2_spark.pdf.text import NON_JOINER

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
BACKWARDS = "backwards"  # of a span in MuPDF's dictionaries: its letters stand from right to left
RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}]")
_FAR_EM = 3.0  # wider gaps part what stands on one height
_SPACE_EM = 0.17
_SHARED = 0.5  # of the lower line's height
_KINDS = {"R": "R", "AL": "R", "L": "L", "EN": "D", "AN": "D"}  # else a mark or a space
_LAM, _ALEFS = "ل", frozenset("اأإآ")  # one glyph prints both, and the second has no width
_IN_NUMBERS = frozenset(".,:/٫٬")

Line = dict[str, Any]  # of MuPDF's dictionaries


class _Unit(NamedTuple):
    """A character with the marks upon it."""

    text: str
    left: float
    right: float
    kind: str  # R, L, D (digits) or N
    span: Line  # the raw span that it is of


def in_reading_order(lines: list[Line], raw_lines: list[Line]) -> list[Line]:
    """Return a block's lines, those with right-to-left letters made anew from `raw_lines`.

    `lines` are of `TextPage.extractDICT()`, `raw_lines` the same of `extractRAWDICT()`. Parts of
    one visual line become one line. Its spans say whether they are BACKWARDS.
    """
    ordered: list[Line] = []
    for group in _visual_lines(raw_lines):
        units = list(_units([raw_lines[at] for at in group]))
        if any(unit.kind == "R" for unit in units):
            ordered.append(_line(units, raw_lines[group[0]]))
        else:
            ordered += [lines[at] for at in group]
    return ordered


def _visual_lines(lines: list[Line]) -> Iterator[list[int]]:
    """Yield the places of neighbours that stand on one height, without a wide gap."""
    group: list[int] = []
    box: list[float] = []
    for at, line in enumerate(lines):
        left, top, right, bottom = line["bbox"]
        if group and _goes_on(box, line["bbox"]) and line["dir"] == lines[group[0]]["dir"]:
            group.append(at)
            box = [min(box[0], left), min(box[1], top), max(box[2], right), max(box[3], bottom)]
            continue
        if group:
            yield group
        group, box = [at], [left, top, right, bottom]
    if group:
        yield group


def _goes_on(box: list[float], other: tuple[float, float, float, float]) -> bool:
    height = min(box[3] - box[1], other[3] - other[1])
    shared = min(box[3], other[3]) - max(box[1], other[1])
    gap = max(other[0] - box[2], box[0] - other[2])
    return shared > _SHARED * height and gap < _FAR_EM * height


def _units(lines: list[Line]) -> Iterator[_Unit]:
    for span in chain.from_iterable(line["spans"] for line in lines):
        unit, alef = None, ""
        for char in span["chars"]:
            text, (left, _, right, _) = char["c"], char["bbox"]
            has_width = right > left and not unicodedata.combining(text)
            if not has_width and text in _ALEFS and not (unit and unit.text.endswith(_LAM)):
                alef = text  # of a ligature, before its lam
            elif not has_width and unit is not None and text != NON_JOINER:
                unit = unit._replace(text=unit.text + text)
            else:
                behind = ""
                if unit is not None:
                    unit, behind = _without_behind(unit, text)
                    yield unit
                unit = _Unit(_joined(text, alef + behind), left, right, _kind(text), span)
                alef = ""
        if unit is not None:
            yield unit


def _kind(text: str) -> str:
    return "R" if text == NON_JOINER else _KINDS.get(unicodedata.bidirectional(text), "N")


def _joined(text: str, other: str) -> str:
    """Return a character and one without a width that MuPDF has before it, in reading order.

    An alef is behind its lam, and any letter behind a joiner that its glyph prints, too; an alef
    that is drawn over the next letter is before that.
    """
    is_before = text.isalpha() and text != _LAM
    return other + text if is_before else text + other


def _without_behind(unit: _Unit, text: str) -> tuple[_Unit, str]:
    """Part a letter without a width from the unit before a joiner, whose glyph prints both."""
    last = unit.text[-1]
    is_ligature = unit.text[-2:-1] == _LAM and last in _ALEFS
    if text != NON_JOINER or len(unit.text) == 1 or not last.isalpha() or is_ligature:
        return unit, ""
    return unit._replace(text=unit.text[:-1]), last


def _line(units: list[_Unit], raw: Line) -> Line:
    letters = [unit.kind for unit in units]
    backwards = letters.count("R") >= letters.count("L")
    placed = _spaced(sorted(units, key=lambda unit: unit.left + unit.right, reverse=backwards))
    runs = _against(placed, "L", "R") if backwards else _against(placed, "R", "L")
    spans = [
        _span(list(part), backwards != turned)
        for turned, run in runs
        for part in _parts(_numbers_turned(run) if backwards != turned else run)
    ]
    return {**raw, "spans": spans}


def _spaced(units: list[_Unit]) -> list[_Unit]:
    """Put spaces where only the pen was moved: MuPDF sees none before and behind marks."""
    spaced = units[:1]
    for before, unit in pairwise(units):
        left, right = min(before.right, unit.right), max(before.left, unit.left)
        is_space = before.text.isspace() or unit.text.isspace()
        if right - left > _SPACE_EM * unit.span["size"] and not is_space:
            spaced.append(_Unit(" ", left, right, "N", before.span))
        spaced.append(unit)
    return spaced


def _against(units: list[_Unit], inner: str, outer: str) -> Iterator[tuple[bool, list[_Unit]]]:
    """Yield runs: those of `inner` letters turned round, with what stands between and at them."""
    for is_outer, stretch in groupby(units, lambda unit: unit.kind == outer):
        run = list(stretch)
        places = [at for at, unit in enumerate(run) if unit.kind == inner]
        if is_outer or not places:
            yield False, run
            continue
        first = _reach(run, places[0], -1)
        last = _reach(run, places[-1], 1)
        yield False, run[:first]
        yield True, run[first : last + 1][::-1]
        yield False, run[last + 1 :]


def _reach(run: list[_Unit], at: int, step: int) -> int:
    """Return the furthest digit that no space parts from the letter at `at`."""
    reach = at
    while 0 <= at < len(run) and not run[at].text.isspace():
        if run[at].kind == "D":
            reach = at
        at += step
    return reach


def _numbers_turned(run: list[_Unit]) -> list[_Unit]:
    """Return a run read from the right with its numbers from the left: "10.5", "2019"."""
    turned: list[_Unit] = []
    number: list[_Unit] = []
    for at, unit in enumerate(run):
        behind = run[at + 1].kind if at + 1 < len(run) else ""
        if unit.kind == "D" or (number and unit.text in _IN_NUMBERS and behind == "D"):
            number.append(unit)
            continue
        turned += [*number[::-1], unit]
        number = []
    return turned + number[::-1]


def _parts(run: list[_Unit]) -> Iterator[Iterator[_Unit]]:
    """Yield words, spaces and numbers apart: each is a part whose box is known."""

    def kind(unit: _Unit) -> tuple[int, bool, bool]:
        return id(unit.span), unit.text.isspace(), unit.kind == "D"

    key: Callable[[_Unit], Any] = kind
    return (part for _, part in groupby(run, key))


def _span(units: list[_Unit], backwards: bool) -> Line:
    raw = {name: value for name, value in units[0].span.items() if name != "chars"}
    left, right = min(unit.left for unit in units), max(unit.right for unit in units)
    _, top, _, bottom = raw["bbox"]
    return {
        **raw,
        "text": "".join(unit.text for unit in units),
        "bbox": (left, top, right, bottom),
        BACKWARDS: backwards and units[0].kind != "D",
    }
