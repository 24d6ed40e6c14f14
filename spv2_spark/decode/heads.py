"""Running heads: lines at a page's top or foot that stand on other pages too."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from spv2_spark.decode.tokens import Bools, Tokens
from spv2_spark.decode.viterbi import Path
from spv2_spark.domain.label import Field, begin

_PAGES, _SHARE = 2, 1 / 3  # pages on which a head stands: at least, and of all
_LINES = 2  # at either end of a page
_GAP = 0.5  # of the size, between a head and the text; between lines there is less
_LETTERS = 8  # fewer are a page's number, a word that begins two pages


def without_heads(tokens: Tokens, path: Path) -> Path:
    """Take the labels of references off running heads: these name the paper, not a work cited.

    The text around a head that stands within an entry stays one.
    """
    labelled = path.field >= begin(Field.BIB_TITLE)
    if not labelled.any():
        return path
    heads = _head_tokens(tokens) & labelled
    return path._replace(field=np.where(heads, 0, path.field)) if heads.any() else path


def _head_tokens(tokens: Tokens) -> Bools:
    """Return whether each token is of a line that repeats, whatever its numbers, and stands off.

    A page may begin or end with the same journal or author as another: a head stands on a
    third of the pages.
    """
    starts = np.flatnonzero(np.diff(tokens.line, prepend=-1))
    ends = np.append(starts[1:], len(tokens))
    pages = tokens.page[starts]
    first = np.searchsorted(pages, pages, side="left")
    last = np.searchsorted(pages, pages, side="right")
    place = np.arange(len(starts))
    edge = np.flatnonzero((place - first < _LINES) | (last - place <= _LINES)).tolist()
    said = {line: _letters(tokens.texts[starts[line] : ends[line]]) for line in edge}
    standing = Counter(text for _, text in {(int(pages[line]), said[line]) for line in edge})
    least = max(_PAGES, math.ceil(len(np.unique(pages)) * _SHARE))
    found = np.zeros(len(tokens), dtype=np.bool_)
    for line, text in said.items():
        own = slice(starts[line], ends[line])
        if len(text) >= _LETTERS and standing[text] >= least:
            page = slice(starts[first[line]], ends[last[line] - 1])
            found[own] = _stands_off(tokens, own, page)
    return found


def _stands_off(tokens: Tokens, line: slice, page: slice) -> bool:
    """Whether white space parts a line from all that its page has above or below it."""
    top, bottom = tokens.boxes_pt[line, 1].min(), tokens.boxes_pt[line, 3].max()
    middle = (tokens.boxes_pt[page, 1] + tokens.boxes_pt[page, 3]) / 2
    below = tokens.boxes_pt[page, 1][middle > bottom]
    above = tokens.boxes_pt[page, 3][middle < top]
    gap = _GAP * float(tokens.size_pt[line].max())
    is_head = not len(above) and len(below) and below.min() - bottom > gap
    is_foot = not len(below) and len(above) and top - above.max() > gap
    return bool(is_head or is_foot)


def _letters(texts: tuple[str, ...]) -> str:
    return "".join(text for text in texts if text.isalpha()).casefold()
