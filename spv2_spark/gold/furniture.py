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
_Place = tuple[float, float, float, float]  # left, right, bottom, font size of a line

_MARGIN = 0.10  # of the page's height: heads and feet stand in it
_NUMBER = "0"  # the key of a page number
_MAX_NUMBER = 5  # tokens, marks around the number included
_MIN_NUMBERED = 20  # lines of a page, for line numbers
_LEADING = 1.4  # font sizes from line to line within a paragraph
_SAME_SIZE_PT = 0.3


def furniture_of(document: Document) -> tuple[Flags, ...]:
    """Return for every page which of its tokens are furniture.

    A line in the top or bottom tenth of the page that comes back on three pages or a quarter
    of them (digits aside), or that is only a number, unless a paragraph of the page runs into
    it ("doi.org/10.1000/7" comes back in bibliographies); rotated lines that come back
    anywhere; the number that stands before nearly every line of a page.
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
    margin = {line for line, _, in_margin in lines if in_margin}
    running: set[int] | None = None
    for line, key, in_margin in lines:
        of_line = page.line == line
        rotated = bool((page.marks[of_line] & Mark.ROTATED).all())
        if (in_margin or rotated) and (key == _NUMBER or (key and counts[key] >= needed)):
            if running is None:
                running = _running(page, margin)
            flags[of_line] = rotated or line not in running
    for token in _line_numbers(page):
        flags[token] = True
    return flags


def _running(page: Page, margin: set[int]) -> set[int]:
    """Return the lines in the page's margins that go on a paragraph outside of them."""
    lines = {int(line): page.line == line for line in np.unique(page.line)}
    boxes = {line: page.boxes_pt[of_line] for line, of_line in lines.items()}
    place: dict[int, _Place] = {
        line: (
            float(box[:, 0].min()),
            float(box[:, 2].max()),
            float(np.median(box[:, 3])),
            float(np.median(page.size_pt[lines[line]])),
        )
        for line, box in boxes.items()
    }
    known = [line for line in lines if line not in margin]
    found: set[int] = set()
    while known:
        text = known.pop()
        near = {one for one in margin - found if _goes_on(place[text], place[one])}
        found |= near
        known.extend(near)
    return found


def _goes_on(one: _Place, two: _Place) -> bool:
    """Whether two lines stand below each other, in one size and as close as in a paragraph."""
    left, right, baseline, size = one
    step = abs(baseline - two[2])
    overlaps = left < two[1] and two[0] < right
    return overlaps and 0.5 * size < step <= _LEADING * size and abs(size - two[3]) < _SAME_SIZE_PT


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
