"""Page furniture: what stands on a page without being part of the running text.

Running heads and feet, page numbers, stamps at the margin, and the line numbers of preprints.
A bibliography runs on behind them, so matching has to look past them.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from spv2_spark.domain.page import Mark
from spv2_spark.layout.columns import TokenColumns
from spv2_spark.layout.runs import Bools, Int64s

_MARGIN = 0.10  # of the page's height: heads and feet stand in it
_NUMBER = "0"  # the key of a page number
_MAX_NUMBER = 5  # tokens, marks around the number included
_MIN_NUMBERED = 20  # lines of a page, for line numbers
_OVERLAP, _LEADING = 0.5, 1.4  # font sizes from line to line within a paragraph
_SAME_SIZE_PT = 0.3


def furniture_of(columns: TokenColumns) -> Bools:
    """(N,): whether a token is furniture.

    A line in the top or bottom tenth of the page that comes back on three pages or a quarter
    of them (digits aside), or that is only a number, unless a paragraph of the page runs into
    it ("doi.org/10.1000/7" comes back in bibliographies); rotated lines that come back
    anywhere; the number that stands before nearly every line of a page.
    """
    lines = columns.lines
    page, height = columns.page[lines.starts], columns.height_pt[lines.starts]
    top, bottom = lines.least(columns.top), lines.most(columns.bottom)
    in_margin = (bottom < height * _MARGIN) | (top > height - height * _MARGIN)
    rotated = ~lines.any(~columns.marked(Mark.ROTATED))
    keys = [_key(columns, line) for line in range(len(lines))]
    counts = Counter(key for _, key in set(zip(page.tolist(), keys, strict=True)))
    needed = max(2, min(3, round(len(columns.document.pages) / 4)))
    comes_back = [key == _NUMBER or (key != "" and counts[key] >= needed) for key in keys]
    found = np.array(comes_back, np.bool_) & (in_margin | rotated)
    for number in np.unique(page[found & ~rotated]):
        of_page = np.flatnonzero(page == number)
        text = _text_lines(columns, of_page, in_margin[of_page])
        found[of_page] &= rotated[of_page] | ~text
    flags: Bools = found[lines.of]
    for starts in np.split(lines.starts, np.flatnonzero(np.diff(page)) + 1):
        flags[_line_numbers(columns, starts.tolist())] = True
    return flags


def _text_lines(columns: TokenColumns, lines: Int64s, in_margin: Bools) -> Bools:
    """(L,): which of a page's lines stand outside its margins, or go on a paragraph that does.

    A paragraph's lines stand below each other, in one size and close together.
    """
    runs = columns.lines
    left, right = runs.least(columns.left)[lines], runs.most(columns.right)[lines]
    own = [slice(runs.starts[line], runs.stops[line]) for line in lines]
    baseline = np.array([np.median(columns.bottom[one]) for one in own], np.float64)
    size = np.array([np.median(columns.size_pt[one]) for one in own], np.float64)
    step, own_size = np.abs(baseline[:, None] - baseline), size[:, None]  # (L, L), (L, 1)
    near = (left[:, None] < right) & (left < right[:, None]) & (step > _OVERLAP * own_size)
    near &= (step <= _LEADING * own_size) & (np.abs(own_size - size) < _SAME_SIZE_PT)
    text = ~in_margin
    while (more := near[text].any(axis=0) & ~text).any():
        text |= more
    return text


def _key(columns: TokenColumns, line: int) -> str:
    """Return what comes back of a line: its letters in lower case with its size."""
    start, stop = columns.lines.starts[line], columns.lines.stops[line]
    texts = columns.texts[start:stop]
    letters = "".join(char for char in "".join(texts).lower() if char.isalpha())
    if letters:  # with its size: a title is larger than the running head that repeats it
        return letters + str(round(float(columns.size_pt[start])))
    is_number = sum(map(str.isdecimal, texts)) == 1 and len(texts) <= _MAX_NUMBER
    return _NUMBER if is_number else ""


def _line_numbers(columns: TokenColumns, starts: list[int]) -> list[int]:
    """Return those of a page's first tokens of lines that number the lines one by one."""
    numbers = [start for start in starts if columns.texts[start].isdecimal()]
    if len(numbers) < _MIN_NUMBERED:
        return []
    # Lines proper: a number may be a line by itself beside the text that it counts.
    rows = {round(float(columns.bottom[start])) for start in starts}
    down = sorted(numbers, key=lambda token: float(columns.top[token]))
    values = [int(columns.texts[token][:9]) for token in down]
    steps = sum(b - a == 1 for a, b in pairwise(values))
    is_counting = steps >= 0.9 * (len(values) - 1) and len(numbers) >= 0.7 * len(rows)
    return numbers if is_counting else []
