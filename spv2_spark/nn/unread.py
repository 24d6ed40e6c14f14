"""Pages that need no tags: those behind a first page that says who wrote what, before the list.

Of a paper's first three pages the second and third are read for covers, and for titles and lists
that stand there. Where the first page has a title, authors and much text, and the list of
references stands further behind, they have neither: two fifths of all tokens. Of 960 papers none
was read otherwise for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS, Entry, Field, begin, inside
from spv2_spark.domain.page import Document, Page
from spv2_spark.domain.tagging import NEVER, PageTags
from spv2_spark.features.featurise import PageFeatures

UNDER_LIST = "under_list"  # the feature that is above 0 below a list's heading
LIST_HEADING = "heading"  # the feature that is above 0 of the heading itself

_FRONT_PAGES = 3  # page numbers below are read whatever stands there
_FEWEST_TOKENS = 250  # of a first page that is no cover
_SURE = 0.9  # probability of one token at least, for a title and for authors
_ENTRY = 0.5
_FEWEST_OF_LIST = 100  # tokens
_AS_LARGE = 0.95  # of the title's size: a page with such print may be a front itself


class Waiting(NamedTuple):
    """The places of the pages that may need no tags."""

    places: tuple[int, ...] = ()
    # Of the page right behind them, on which a list's second half may stand; -1 if there is none,
    # or the list's heading is on it.
    next_place: int = -1


def may_wait(
    document: Document, features: Sequence[PageFeatures], under_list: int, heading: int
) -> Waiting:
    """Return the pages that may need no tags, to be asked for again by `wanted`.

    `under_list` and `heading` are the columns of these features.
    """
    pages = document.pages
    if not pages or pages[0].number or len(pages[0]) < _FEWEST_TOKENS:
        return Waiting()
    if pages[-1].number < _FRONT_PAGES:
        return Waiting()
    places = tuple(
        place
        for place, (page, made) in enumerate(zip(pages, features, strict=True))
        if 0 < page.number < _FRONT_PAGES and not made.numbers[:, under_list].any()
    )
    behind = places[-1] + 1 if places else 0
    is_next = behind < len(pages) and pages[behind].number == _FRONT_PAGES
    is_open = is_next and not features[behind].numbers[:, heading].any()
    return Waiting(places, behind if is_open else -1)


def wanted(document: Document, waiting: Waiting, tags: Mapping[int, PageTags]) -> tuple[int, ...]:
    """Return which of the waiting pages need tags all the same, by those of the others."""
    if not waiting.places:
        return ()
    first, pages = tags[0], document.pages
    title, authors = (_probability(first, field) for field in (Field.TITLE, Field.AUTHOR))
    of_list = sum(
        _entry_tokens(one) for place, one in tags.items() if pages[place].number >= _FRONT_PAGES
    )
    told = max(title, default=0) > _SURE and max(authors, default=0) > _SURE
    may_begin = waiting.next_place in tags and _entry_tokens(tags[waiting.next_place])
    if not told or _entry_tokens(first) or of_list < _FEWEST_OF_LIST or may_begin:
        return waiting.places
    size = float(pages[0].size_pt[title > _SURE].max()) * _AS_LARGE
    return tuple(place for place in waiting.places if _largest_pt(pages[place]) >= size)


def without_tags(features: PageFeatures) -> PageTags:
    """Return what stands for the tags of a page that need none: nothing anywhere."""
    field = np.full((len(features), FIELD_LABELS), NEVER, np.float32)
    entry = np.full((len(features), ENTRY_LABELS), NEVER, np.float32)
    field[:, Field.NONE] = entry[:, Entry.OUTSIDE] = 0
    return PageTags(features.number, field, entry)


def _probability(tags: PageTags, field: Field) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """(n,): how likely each token is of a field."""
    found: np.ndarray[tuple[int], np.dtype[np.float32]] = np.exp(
        tags.field_logp[:, [begin(field), inside(field)]]
    ).sum(axis=1)
    return found


def _entry_tokens(tags: PageTags) -> int:
    return int((np.exp(tags.entry_logp[:, Entry.OUTSIDE]) < 1 - _ENTRY).sum())


def _largest_pt(page: Page) -> float:
    return float(page.size_pt.max(initial=0))
