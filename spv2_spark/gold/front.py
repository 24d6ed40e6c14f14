"""The title and the authors on a paper's front pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from spv2_spark.domain.gold import Gold, PersonName
from spv2_spark.domain.label import Field
from spv2_spark.gold.canvas import Canvas
from spv2_spark.gold.chains import Printed, Tokens, is_apart
from spv2_spark.gold.people import NameHit, chain, find_name
from spv2_spark.gold.spans import label_hit
from spv2_spark.gold.stream import Hit, Stream, is_heading
from spv2_spark.layout.vocabulary import Heading
from spv2_spark.layout.word_list import fold

FRONT_PAGES = 3

_SURE = 0.1  # hits up to this cost count as equally good: then the font decides
_GAP = 0.002  # cost of a token between neighbouring authors
_MAX_GAP = 0.6
_NEIGHBOURHOOD = 12  # tokens in which a missing author may stand
_SHORT_GAP = 12
_WORD = 3
_MUCH = 0.1  # of the authors
_BEFORE_NAMES = frozenset(["by", "and", "dr", "prof", "with", "authors", "author"])


def label_title(canvas: Canvas, gold: Gold) -> Tokens | None:
    """Label the printed title and return its tokens; mask its repetitions in front.

    Of the places that print it the one of the largest font, then the first, is the title:
    running heads and "cite as" lines are smaller. Where none is found, all that is larger
    than the body's text on the first two pages is masked.
    """
    stream = canvas.stream
    if gold.title is None:
        _mask_large(canvas, "title unsaid")
        return None
    high = stream.page_start(FRONT_PAGES)
    hits = stream.find(fold(gold.title), 0, high, everywhere=True)
    canvas.expect("title", gold.title, bool(hits))
    others = [
        hit
        for other in gold.alternative_titles
        for hit in stream.find(fold(other), 0, high, everywhere=True)
    ]
    span = None
    if hits:
        best = min(hits, key=lambda hit: (hit.cost > _SURE, -_size(stream, hit), hit.start))
        span = label_hit(canvas, Field.TITLE, best, gold.title)
    else:
        _mask_large(canvas, "title not found")
    for hit in [*hits, *others]:
        canvas.mask_fields(range(hit.start, hit.end), "title repeated")
    return span


def label_authors(canvas: Canvas, gold: Gold, title: Tokens | None) -> None:
    """Label each author's printed name; mask where a missing one may stand, and repetitions."""
    stream = canvas.stream
    if gold.authors is None:
        canvas.mask_fields(range(_front_end(stream, title)), "authors unsaid")
        return
    if not gold.authors:
        return
    found, spare = _authors(stream, gold.authors, title)
    for name, hit in zip(gold.authors, found, strict=True):
        canvas.expect("author", name.full, hit is not None)
        if hit and _is_partial(stream, hit):
            canvas.mask_fields(range(hit.start - 1, hit.end), "more than gold's name")
        elif hit:
            canvas.label(Field.AUTHOR, hit.start, hit.end)
    if not any(found):
        canvas.mask_fields(range(_front_end(stream, title)), "no author found")
        return
    _mask_missing(canvas, found)
    _mask_between(canvas, found)
    for hit in spare:
        canvas.mask_fields(range(hit.start, hit.end), "author repeated")


def _front_end(stream: Stream, title: Tokens | None) -> int:
    """Return where the authors must have been printed: before the abstract, else two pages."""
    high = stream.page_start(2)
    token = title.end if title else high
    while token < high:
        end = stream.line_end(token)
        if is_heading(stream, end, Heading.ABSTRACT, Heading.INTRODUCTION):
            return token
        token = end
    return high


def _authors(
    stream: Stream, names: Sequence[PersonName], title: Tokens | None
) -> tuple[list[NameHit | None], list[NameHit]]:
    """Return the best hit of every author, and the other places that print one in full."""
    title_page = int(stream.page[title.start]) if title else 0
    titles = [title] if title else []
    body = float(np.median(stream.size)) if len(stream) else 1.0
    best: list[NameHit | None] = [None] * len(names)
    best_score = 0.0
    spare: list[NameHit] = []
    for first, last in _page_ranges(stream, title_page):
        low, high = stream.page_start(first), stream.page_start(last)
        hits = [find_name(stream, name, low, high) for name in names]
        weighted = [
            [
                (hit, _weight(stream, hit, title, body))
                for hit in of_one
                if is_apart(hit, titles) and (hit.given > 0 or not name.given)
            ]
            for name, of_one in zip(names, hits, strict=True)
        ]
        chosen = chain(weighted, _GAP, _MAX_GAP)
        chosen = _with_stragglers(stream, names, chosen, (low, high), titles)
        score = sum(_weight(stream, hit, title, body) for hit in chosen if hit)
        # A list on one page is better than one gathered from several, unless much is missing.
        more = sum(map(bool, chosen)) - sum(map(bool, best))
        if last - first == 1 or more > max(1, _MUCH * len(names)):
            best, best_score = (chosen, score) if score > best_score else (best, best_score)
        spare.extend(hit for of_one in hits for hit in of_one if hit.given > 0)
    return best, spare


def _is_partial(stream: Stream, hit: NameHit) -> bool:
    """Whether a word that may belong to the name stands before it without a separator."""
    before = hit.start - 1
    if before < 0 or stream.line[before] != stream.line[hit.start] or stream.superscript[before]:
        return False
    text, letters = stream.texts[before], stream.folded[before]
    adjacent = float(stream.box[hit.start, 0] - stream.box[before, 2]) < float(stream.size[before])
    return text.istitle() and letters.isalpha() and letters not in _BEFORE_NAMES and adjacent


def _page_ranges(stream: Stream, title_page: int) -> list[tuple[int, int]]:
    pages = range(min(FRONT_PAGES, int(stream.page.max(initial=0)) + 1))
    single = sorted(((page, page + 1) for page in pages), key=lambda r: abs(r[0] - title_page))
    return [*single, (0, FRONT_PAGES)]


def _weight(stream: Stream, hit: NameHit, title: Tokens | None, body: float) -> float:
    weight = 0.25 if hit.given == 0 else 0.6 + 0.4 * hit.given
    larger = float(stream.size[hit.start]) / max(body, 1.0) - 1.0
    weight += min(0.3, max(-0.2, larger))
    if title is not None and int(stream.page[title.start]) == int(stream.page[hit.start]):
        weight += 0.3
        # Names above the title are mastheads and running heads more often than authors.
        weight += 0.1 if hit.start >= title.end else 0.0
        weight -= min(0.3, 0.001 * max(0, hit.start - title.end))
    return weight


def _with_stragglers(
    stream: Stream,
    names: Sequence[PersonName],
    chosen: list[NameHit | None],
    bounds: tuple[int, int],
    titles: list[Tokens],
) -> list[NameHit | None]:
    """Find missing authors out of order or misspelt, close to those that were found."""
    known = [hit for hit in chosen if hit]
    if not known or len(known) == len(names):
        return chosen
    reach = 10 * _NEIGHBOURHOOD
    low = max(bounds[0], min(hit.start for hit in known) - reach)
    high = min(bounds[1], max(hit.end for hit in known) + reach)
    filled = list(chosen)
    for number, name in enumerate(names):
        if filled[number] is not None:
            continue
        taken: list[Printed] = [*filter(None, filled), *titles]
        hits = [
            hit
            for hit in find_name(stream, name, low, high, fuzzy=True)
            if (hit.given > 0 or not name.given) and is_apart(hit, taken)
        ]
        filled[number] = max(hits, key=lambda hit: (hit.given, -hit.start), default=None)
    return filled


def _mask_missing(canvas: Canvas, found: list[NameHit | None]) -> None:
    """Mask what stands between the neighbours of an author who was not found."""
    stream = canvas.stream
    for number, hit in enumerate(found):
        if hit is not None:
            continue
        before = next((one for one in reversed(found[:number]) if one), None)
        after = next((one for one in found[number + 1 :] if one), None)
        start = before.end if before else max(0, after.start - _NEIGHBOURHOOD) if after else 0
        end = after.start if after else start + _NEIGHBOURHOOD
        if end - start > 10 * _NEIGHBOURHOOD:  # out of order: too wide to be a place
            end = start + _NEIGHBOURHOOD
        canvas.mask_fields(range(start, min(end, len(stream))), "author not found")


def _mask_between(canvas: Canvas, found: list[NameHit | None]) -> None:
    """Mask words that stand in an author list but in no gold name (degrees aside)."""
    stream = canvas.stream
    hits = sorted((hit for hit in found if hit), key=lambda hit: hit.start)
    for one, two in pairwise(hits):
        gap = range(one.end, two.start)
        if len(gap) > _SHORT_GAP or stream.block[one.start] != stream.block[two.start]:
            continue
        words = [
            token
            for token in gap
            if stream.texts[token].istitle() and len(stream.texts[token]) >= _WORD
        ]
        if len(words) > 1:
            canvas.mask_fields(gap, "unknown name between authors")


def _mask_large(canvas: Canvas, reason: str) -> None:
    stream = canvas.stream
    front = range(stream.page_start(2))
    body = float(np.median(stream.size)) if len(stream) else 0.0
    canvas.mask_fields((t for t in front if stream.size[t] > body * 1.1), reason)


def _size(stream: Stream, hit: Hit) -> float:
    return round(float(np.median(stream.size[hit.start : hit.end])), 1)
