"""Articles that begin in the middle of a page, below the end of the one before.

Journals of short contributions run their articles on, and a PDF of one has the end of the article
before on its first page: its text or list of references, above a title in larger print than all of
it. Those tokens are not the paper's, and no tagger looks for a title below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from spv2_spark.domain.page import Mark, Page
from spv2_spark.layout.runs import Int64s
from spv2_spark.pdf.pages import ENOUGH, densest, is_heading

_LARGER, _LARGEST = 1.2, 3.5  # a title's print beside the page's usual; stamps are larger
_ALIKE = 0.95  # of the title's size: what is as large before it is a title, too
_NEARLY_ALL = 0.95
_FEWEST_LETTERS = 6  # of a title of one word: Chinese and Japanese part none
_FEWEST_WORDS = 2  # of a title's line
_FEWEST_ENTRIES = 3  # of a list whose heading stands on an earlier page
_FEWEST_BEHIND = 40  # tokens of an article that begins
_UNCASED = 4  # letters of a name in a script without capitals, at most
_CAPITALS = 0.6  # of the words in a line of names, at least
_FEWEST_LINES = 8  # of text before a title
_FIRST_LINES = 3  # of the page, which are all text
_LINE_OF_TEXT = 6  # tokens, at least
_SAME = 0.03  # between two lines' print
_ENTRY = re.compile(r"[\[(]?\d{1,3}[\]).]*\s+\S")


def without_article_before(page: Page) -> Page:
    """Return a paper's first page without the end of the article before it, if it has that."""
    start = _start(page)
    if not start:
        return page
    columns = ("boxes_pt", "font", "size_pt", "space_pt", "marks", "colour")
    return replace(
        page,
        texts=page.texts[start:],
        line=page.line[start:] - page.line[start],
        block=page.block[start:] - page.block[start],
        **{name: getattr(page, name)[start:] for name in columns},
    )


def _start(page: Page) -> int:
    """Return the token that the paper's own part begins with; 0 for all of the page."""
    if not len(page):
        return 0
    starts = np.flatnonzero(np.diff(page.line, prepend=-1))
    title = _largest_line(page, starts)
    if not title or len(page) - title < _FEWEST_BEHIND or not _is_behind(page, title):
        return 0
    if _is_section(page, title):
        return 0
    is_end = _end_with_a_list(list(_lines(page, title))) or _is_text_above(page, starts, title)
    return title if is_end else 0


def _largest_line(page: Page, starts: Int64s) -> int:
    """Return the token that begins the line in the largest print; 0 for none, or several prints.

    Another large line before it may be the paper's own title; the heading of a list is none. What
    is turned, or huge, is a stamp.
    """
    ends = np.append(starts[1:], len(page))
    sizes_pt, usual = page.size_pt[starts], _usual(page)
    is_large = (sizes_pt >= _LARGER * usual) & (sizes_pt <= _LARGEST * usual)
    is_large &= (page.marks[starts] & Mark.ROTATED) == 0
    lines = [(int(starts[at]), int(ends[at])) for at in np.flatnonzero(is_large)]
    sizes = {line: _size(page, *line) for line in lines}
    largest = max(sizes.values(), default=0.0)
    for line, size in sizes.items():
        if size and size >= _ALIKE * largest:
            return line[0]
        if size and not is_heading(" ".join(page.texts[slice(*line)])):
            return 0
    return 0


def _is_section(page: Page, start: int) -> bool:
    """Whether a line is a section's heading, whose article is above: "1. Methods", "2 Results"."""
    number, behind = page.texts[start], page.texts[start + 1]
    return number.isdigit() and (len(number) == 1 or behind == ".")


def _is_behind(page: Page, title: int) -> bool:
    """Whether nearly all before the title stands above it, or left of it in another column."""
    left, middle = page.boxes_pt[title, 0], page.boxes_pt[title, 1::2].mean()
    before = page.boxes_pt[:title]
    is_above = before[:, 1::2].mean(axis=1) < middle
    return bool((is_above | (before[:, 2] <= left)).mean() >= _NEARLY_ALL)


def _is_text_above(page: Page, starts: Int64s, title: int) -> bool:
    """Whether the page begins with lines of text, in its usual print, right above the title.

    Below the title stand names: words with capitals. A section's heading has neither.
    """
    firsts = starts[starts < title]
    ends = np.append(firsts[1:], title)
    left, top, right = (float(page.boxes_pt[title, side]) for side in range(3))
    usual = _usual(page)
    are_long = ends - firsts >= _LINE_OF_TEXT
    are_usual = np.abs(page.size_pt[firsts] - usual) <= _SAME * usual
    edges = page.boxes_pt[firsts, 0], page.boxes_pt[ends - 1, 2], page.boxes_pt[firsts, 3]
    are_above = (edges[0] < right) & (edges[1] > left) & (edges[2] <= top)
    text = are_long & are_usual
    is_first = bool(text[:_FIRST_LINES].all()) and len(firsts) >= _FEWEST_LINES
    is_first = is_first and _is_above_names(page, title)
    return is_first and int((text & are_above).sum()) >= _FEWEST_LINES


def _is_above_names(page: Page, title: int) -> bool:
    """Whether most words of the line below the title's print begin with a capital."""
    behind = np.flatnonzero(page.size_pt[title:] < _ALIKE * page.size_pt[title])
    if not len(behind):
        return False
    first = title + int(behind[0])
    last = int(np.flatnonzero(page.line == page.line[first])[-1]) + 1
    words = [text for text in page.texts[first:last] if text[0].isalpha() and len(text) > 1]
    capitals = sum(word[0].isupper() or _is_short_uncased(word) for word in words)
    return len(words) >= _FEWEST_WORDS and capitals >= _CAPITALS * len(words)


def _is_short_uncased(word: str) -> bool:
    return word.lower() == word.upper() and len(word) <= _UNCASED


def _size(page: Page, start: int, end: int) -> float:
    """Return a line's usual size in points, 0 for a line of too few words and letters."""
    words = [text for text in page.texts[start:end] if text[0].isalpha()]
    is_long = len(words) >= _FEWEST_WORDS or sum(map(len, words)) >= _FEWEST_LETTERS
    return float(np.median(page.size_pt[start:end])) if is_long else 0.0


def _usual(page: Page) -> float:
    sizes, counts = np.unique(np.round(page.size_pt * 2) / 2, return_counts=True)
    return float(sizes[np.argmax(counts)])


def _lines(page: Page, stop: int) -> Iterator[str]:
    """Yield the lines before a token, with their spaces."""
    line: list[str] = []
    for at in range(stop):
        if at and page.line[at] != page.line[at - 1]:
            yield "".join(line).strip()
            line = []
        space = " " if page.marks[at] & Mark.SPACE_BEFORE else ""
        line.append(space + page.texts[at])
    yield "".join(line).strip()


def _end_with_a_list(lines: list[str]) -> bool:
    headings = [number for number, line in enumerate(lines) if is_heading(line)]
    if not headings and sum(_ENTRY.match(line) is not None for line in lines) < _FEWEST_ENTRIES:
        return False
    return densest("\n".join(lines[headings[-1] if headings else 0 :])) >= ENOUGH
