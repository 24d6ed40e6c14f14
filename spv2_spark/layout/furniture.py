"""Page furniture: what stands on a page without being part of the running text."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from spv2_spark.layout.runs import Bools

if TYPE_CHECKING:
    from spv2_spark.layout.columns import TokenColumns

_PAGES, _SHARE = 2, 1 / 3  # pages on which a head stands: at least, and of all
_LINES = 2  # at either end of a page
_GAP = 0.5  # of the size, between a head and the text; between lines there is less
_LETTERS = 8  # fewer are a page's number, a word that begins two pages


def running_heads_of(columns: TokenColumns) -> Bools:
    """Return whether each token is of a line that repeats, whatever its numbers, and stands off.

    A page may begin or end with the same journal or author as another: a head stands on a
    third of the pages.
    """
    lines = columns.lines
    pages = columns.page[lines.starts]
    first = np.searchsorted(pages, pages, side="left")
    last = np.searchsorted(pages, pages, side="right")
    place = np.arange(len(lines))
    edge = np.flatnonzero((place - first < _LINES) | (last - place <= _LINES)).tolist()
    said = {line: _letters(columns.texts[lines.starts[line] : lines.stops[line]]) for line in edge}
    standing = Counter(text for _, text in {(int(pages[line]), said[line]) for line in edge})
    least = max(_PAGES, math.ceil(len(columns.pages) * _SHARE))
    found = np.zeros(len(columns), dtype=np.bool_)
    for line, text in said.items():
        own = slice(lines.starts[line], lines.stops[line])
        if len(text) >= _LETTERS and standing[text] >= least:
            page = slice(lines.starts[first[line]], lines.stops[last[line] - 1])
            found[own] = _stands_off(columns, own, page)
    return found


def _stands_off(columns: TokenColumns, line: slice, page: slice) -> bool:
    """Whether white space parts a line from all that its page has above or below it."""
    top, bottom = columns.top[line].min(), columns.bottom[line].max()
    middle = (columns.top[page] + columns.bottom[page]) / 2
    below = columns.top[page][middle > bottom]
    above = columns.bottom[page][middle < top]
    gap = _GAP * float(columns.size_pt[line].max())
    is_head = not len(above) and len(below) and below.min() - bottom > gap
    is_foot = not len(below) and len(above) and top - above.max() > gap
    return bool(is_head or is_foot)


def _letters(texts: tuple[str, ...]) -> str:
    return "".join(text for text in texts if text.isalpha()).casefold()
