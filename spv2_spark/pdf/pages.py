"""Which pages are read: all, SPv2's first and last, or those that may hold references.

The test for references is cheap and general: it looks at the raw text of a page for what
lists of references have in every language and style (years, initials, volumes with pages,
DOIs, numbered entries), close together, and for a heading. It errs towards reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from spv2_spark.config import PdfSettings
from spv2_spark.layout.headings import can_stand_in_headings, heading_of
from spv2_spark.layout.vocabulary import Heading
from spv2_spark.pdf.text import TOKEN, cleaned

FRONT_PAGES = 3
_SPV2_BACK_PAGES = 5
_BACK_PAGES = 3  # where no page looks like references
_SCANNED_PER_READ = 4  # how many times `max_pages` are looked at in a very long PDF

_LISTS = (Heading.REFERENCES, Heading.FURTHER_READING, Heading.NOTES)
_MOST_WORDS = 6  # of a heading, its number included
_LONGEST_HEADING = 60
# What entries hold; the weights say how seldom it stands in running text.
_SIGNS = re.compile(
    r"""(?P<year>(?<!\d)(?:1[6-9]|20)\d\d[a-z]?(?!\d))
    |(?P<pages>\d[\d()/\s]{0,12}[:,;]\s?(?:pp?\.?\s?|[Ss]\.\s?)?[A-Za-z]?\d+\s?[-‐–—−]\s?[A-Za-z]?\d+)
    |(?P<doi>\b10\.\d{4,9}/|doi[:.\s]|arxiv:|https?://)
    |(?P<initials>\b[^\W\d_a-z][.]\s?(?:[^\W\d_a-z]\.)?,?|\b[^\W\d_][^\W\d_]+\s[A-Z]{1,3}(?=[,.;]))
    |(?P<entry>^\s*[\[(]?\d{1,3}[\]).]+\s+\S)""",
    re.VERBOSE | re.MULTILINE,
)
# A look for years alone is cheap, and most pages of numbered styles have none.
_YEARS, _FEWEST_YEARS = re.compile(r"1[6-9]\d\d|20\d\d"), 3
_WEIGHTS = {"year": 1.0, "pages": 3.0, "doi": 2.0, "initials": 0.7, "entry": 1.0}
_BUCKET_CHARS = 500
_WINDOW_BUCKETS = 2
ENOUGH = 12.0  # weight in a window


def page_numbers(
    page_count: int, settings: PdfSettings, text_of: Callable[[int], str]
) -> list[int]:
    """Return the pages to read, ascending, at most `settings.max_pages`.

    `text_of` gives the raw text of a page (empty for a broken one) and is called for
    "references" only. That mode reads the first three pages, every page that looks like
    references and the one after it; the last three if none does.
    """
    most = settings.max_pages
    everything = range(page_count)
    if settings.pages == "all" or page_count <= FRONT_PAGES:
        return list(everything[:most])
    if settings.pages == "spv2":
        return sorted({*everything[:FRONT_PAGES], *everything[-_SPV2_BACK_PAGES:]})[:most]
    scanned = [*everything[:FRONT_PAGES], *everything[FRONT_PAGES:][-_SCANNED_PER_READ * most :]]
    found = [number for number in scanned if looks_like_references(text_of(number))]
    likely = {near for number in found for near in (number, number + 1) if near < page_count}
    likely = (likely or set(everything[-_BACK_PAGES:])) - set(everything[:FRONT_PAGES])
    # Of too many, the last: lists stand at the end.
    back = sorted(likely, reverse=True)[: max(most - FRONT_PAGES, 0)]
    return sorted({*everything[: min(most, FRONT_PAGES)], *back})


def looks_like_references(text: str) -> bool:
    """Whether a page of this raw text may hold a list of references, or a part of one."""
    if has_heading(text):
        return True
    return len(_YEARS.findall(text)) >= _FEWEST_YEARS and densest(text) >= ENOUGH


def has_heading(text: str) -> bool:
    """Whether a line of `text` is the heading of a list of references in some language."""
    return any(map(is_heading, text.splitlines()))


def is_heading(line: str) -> bool:
    """Whether a line is the heading of a list of references in some language, and no more."""
    if len(line) > _LONGEST_HEADING or line.count(" ") >= _MOST_WORDS:
        return False
    if not all(can_stand_in_headings(line.split())):  # cheap, and true of few lines
        return False
    return heading_of(TOKEN.findall(cleaned(line))) in _LISTS


def densest(text: str) -> float:
    """Return the weight of the signs of references in the densest thousand characters."""
    places, weights = [], []
    for match in _SIGNS.finditer(text):
        places.append(match.start() // _BUCKET_CHARS)
        weights.append(_WEIGHTS[match.lastgroup or "year"])
    if not places:
        return 0.0
    buckets = np.bincount(places, weights=weights)
    return float(np.convolve(buckets, np.ones(_WINDOW_BUCKETS)).max())
