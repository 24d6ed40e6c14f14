"""Page furniture: what stands on a page without being part of the running text.

Running heads and feet, page numbers, stamps at the margin, and the line numbers of preprints.
A bibliography runs on behind them, so matching has to look past them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Document, Mark, Page

Flags = npt.NDArray[np.bool_]

_MARGIN = 0.10  # of the page's height: heads and feet stand in it
_NUMBER = "0"  # the key of a page number
_MAX_NUMBER = 5  # tokens, marks around the number included
_MIN_NUMBERED = 20  # lines of a page, for line numbers


def furniture_of(document: Document) -> tuple[Flags, ...]:
    """Return for every page which of its tokens are furniture.

    A line in the top or bottom tenth of the page that comes back on three pages or a quarter
    of them (digits aside), or that is only a number; rotated lines that come back anywhere; the
    number that stands before nearly every line of a page.
    """
    keys = [list(_line_keys(page)) for page in document.pages]
    counts = Counter(key for page in keys for key in {key for _, key, _ in page})
    pages = len(document.pages)
    needed = max(2, min(3, round(pages / 4)))
    return tuple(
        _flags(page, lines, counts, needed)
        for page, lines in zip(document.pages, keys, strict=True)
    )


def _flags(
    page: Page, lines: list[tuple[int, str, bool]], counts: Counter[str], needed: int
) -> Flags:
    flags = np.zeros(len(page), bool)
    for line, key, in_margin in lines:
        of_line = page.line == line
        aside = in_margin or bool((page.marks[of_line] & Mark.ROTATED).all())
        if aside and (key == _NUMBER or (key and counts[key] >= needed)):
            flags[of_line] = True
    for token in _line_numbers(page):
        flags[token] = True
    return flags


def _line_keys(page: Page) -> Iterator[tuple[int, str, bool]]:
    """Yield (line, its letters in lower case with its size, whether it stands in the margin)."""
    starts = np.flatnonzero(np.diff(page.line, prepend=-1)).tolist()
    for start, end in pairwise([*starts, len(page)]):
        text = "".join(page.texts[start:end]).lower()
        key = "".join(char for char in text if char.isalpha())
        top, bottom = page.boxes_pt[start:end, 1].min(), page.boxes_pt[start:end, 3].max()
        margin = page.height_pt * _MARGIN
        in_margin = bottom < margin or top > page.height_pt - margin
        digits = sum(token.isdecimal() for token in page.texts[start:end])
        if not key and digits == 1 and end - start <= _MAX_NUMBER:
            key = _NUMBER
        elif key:  # with its size: a title is larger than the running head that repeats it
            key += str(round(float(page.size_pt[start])))
        yield int(page.line[start]), key, bool(in_margin)


def _line_numbers(page: Page) -> list[int]:
    """Return the tokens that number the page's lines one by one, or none."""
    starts = np.flatnonzero(np.diff(page.line, prepend=-1)).tolist()
    numbers = [start for start in starts if page.texts[start].isdecimal()]
    if len(numbers) < _MIN_NUMBERED:
        return []
    # Lines proper: a number may be a line by itself beside the text that it counts.
    rows = {round(float(page.boxes_pt[start, 3])) for start in starts}
    down = sorted(numbers, key=lambda token: float(page.boxes_pt[token, 1]))
    values = [int(page.texts[token][:9]) for token in down]
    steps = sum(b - a == 1 for a, b in pairwise(values))
    if steps < 0.9 * (len(values) - 1) or len(numbers) < 0.7 * len(rows):
        return []
    return numbers
