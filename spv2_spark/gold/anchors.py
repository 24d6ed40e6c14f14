"""Where each gold reference is printed: found by title, else by raw text, venue or authors.

Gold order is printed order almost always. So every place that prints a reference's title is
a candidate, and the heaviest set of candidates that keeps the order is taken; what is left
over is looked for between its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spv2_spark.domain.gold import GoldReference
from spv2_spark.gold.headings import list_headings
from spv2_spark.gold.people import find_name
from spv2_spark.gold.search import Hit, exact_hits, find
from spv2_spark.gold.stream import Stream
from spv2_spark.layout.word_list import fold

_TITLE_CHARS = 12  # shorter titles are looked for between neighbours only
_RAW_CHARS = 30
_VENUE_CHARS = 18
_RARE = 4  # a venue that is printed more often anchors nothing
_BACK = 80  # candidates that a chain looks back over
_REACH = 60  # tokens of an entry in which its year stands
_LOOSE = 0.3
_APART = 300  # tokens between two lists
_CLUSTER = 3  # references that make a list
_ROOM = 120  # tokens of a long entry


@dataclass(frozen=True, slots=True)
class Anchor:
    """Tokens [start, end) print a part of the reference number `index` of the gold."""

    index: int
    start: int
    end: int
    part: str  # title, raw, venue or author
    hit: Hit


def find_anchors(stream: Stream, references: Sequence[GoldReference], low: int) -> list[Anchor]:
    """Return the anchors of the references that are found after token `low`, as printed."""
    candidates = [
        anchor
        for index, reference in enumerate(references)
        for anchor in _candidates(stream, index, reference, stream.starts[low])
    ]
    candidates = _in_lists(stream, candidates)
    chosen = _heaviest(candidates)
    chosen += _out_of_order(candidates, chosen)
    if not chosen:
        return []
    chosen += _between(stream, references, chosen)
    return sorted(chosen, key=lambda anchor: anchor.start)


def is_ordered(anchors: Sequence[Anchor]) -> bool:
    """Whether the references are printed in the gold's order (anchors sorted by place)."""
    rising = sum(one.index < two.index for one, two in pairwise(anchors))
    return rising >= 0.9 * (len(anchors) - 1)


def _in_lists(stream: Stream, candidates: list[Anchor]) -> list[Anchor]:
    """Return the candidates that stand among others: titles named in the text stand alone.

    Where there are no others, those that stand behind a list's heading.
    """
    flat = sorted(candidates, key=lambda anchor: anchor.start)
    clusters: list[list[Anchor]] = []
    for one in flat:
        if not clusters or one.start - clusters[-1][-1].end > _APART:
            clusters.append([])
        clusters[-1].append(one)
    sizes = [len({one.index for one in cluster}) for cluster in clusters]
    needed = min(_CLUSTER, max(sizes, default=0))
    if needed < _CLUSTER:
        first = min(list_headings(stream), default=0)
        return [one for one in flat if one.start >= first] or flat
    return [
        one
        for cluster, size in zip(clusters, sizes, strict=True)
        if size >= needed
        for one in cluster
    ]


def _candidates(stream: Stream, index: int, reference: GoldReference, low: int) -> list[Anchor]:
    title, raw, venue = fold(reference.title), fold(reference.raw), fold(reference.venue)
    if len(title) >= _TITLE_CHARS:
        hits = find(stream.chars, title, low, everywhere=len(title) < 3 * _TITLE_CHARS)
        if hits:
            anchors = [_anchor(stream, index, "title", hit) for hit in hits]
            return [one for one in anchors if not _in_address(stream, one, reference.title)]
    if len(raw) >= _RAW_CHARS:
        hits = find(stream.chars, raw[:400], low, tolerance=_LOOSE)
        if hits:
            return [_anchor(stream, index, "raw", hit) for hit in hits]
    if not title and len(venue) >= _VENUE_CHARS:
        hits = find(stream.chars, venue, low)
        if len(hits) <= _RARE:
            return [_anchor(stream, index, "venue", hit) for hit in hits]
    return []


def _anchor(stream: Stream, index: int, part: str, hit: Hit) -> Anchor:
    return Anchor(index, *stream.span(hit.start, hit.end), part, hit)


def _in_address(stream: Stream, anchor: Anchor, title: str) -> bool:
    """Whether words that gold parts are run together with hyphens or slashes (in a URL)."""
    inner = stream.spaced[anchor.start + 1 : anchor.end]
    return " " in title and anchor.end - anchor.start > 2 and not inner.any()  # noqa: PLR2004


def _worth(anchor: Anchor) -> float:
    return min(80, anchor.hit.end - anchor.hit.start) * (1.0 - 2.0 * anchor.hit.cost)


def _heaviest(candidates: list[Anchor]) -> list[Anchor]:
    """Return the heaviest chain that rises in gold order and in print, gaps costing a little."""
    flat = sorted(candidates, key=lambda anchor: (anchor.start, anchor.index))
    best: list[float] = []
    back: list[int] = []
    for number, anchor in enumerate(flat):
        top, link = 0.0, -1
        for previous in range(max(0, number - _BACK), number):
            before = flat[previous]
            if before.index < anchor.index and before.end <= anchor.start:
                room = 100 * (anchor.index - before.index)
                gap = min(30.0, 0.02 * max(0, anchor.start - before.end - room))
                if best[previous] - gap > top:
                    top, link = best[previous] - gap, previous
        best.append(top + _worth(anchor))
        back.append(link)
    at = max(range(len(flat)), key=best.__getitem__, default=-1)
    chain = []
    while at >= 0:
        chain.append(flat[at])
        at = back[at]
    return chain[::-1]


def _out_of_order(candidates: list[Anchor], chosen: list[Anchor]) -> list[Anchor]:
    """Return the best free candidate of every reference that the chain leaves out."""
    known = {anchor.index for anchor in chosen}
    added: list[Anchor] = []
    for one in sorted(candidates, key=_worth, reverse=True):
        is_free = all(one.end <= a.start or one.start >= a.end for a in [*chosen, *added])
        if one.index not in known and is_free:
            known.add(one.index)
            added.append(one)
    return added


def _between(
    stream: Stream, references: Sequence[GoldReference], chosen: list[Anchor]
) -> list[Anchor]:
    """Look for the others between their neighbours: looser titles, then author and year."""
    by_index = {anchor.index: anchor for anchor in chosen}
    taken = sorted(chosen, key=lambda anchor: anchor.start)
    ordered = is_ordered(taken)
    added: list[Anchor] = []
    for index, reference in enumerate(references):
        if index in by_index:
            continue
        low, high = (
            taken[0].start - _ROOM * index,
            taken[-1].end + _ROOM * (len(references) - index),
        )
        if ordered:
            low, high = _neighbours(by_index, index, low, high)
        found = _in_gap(stream, index, reference, max(0, low), min(high, len(stream)))
        if found and all(found.end <= a.start or found.start >= a.end for a in [*taken, *added]):
            by_index[index] = found
            added.append(found)
    return added


def _neighbours(by_index: dict[int, Anchor], index: int, low: int, high: int) -> tuple[int, int]:
    """Return the tokens between the nearest references that were found before and after."""
    before = max((i for i in by_index if i < index), default=None)
    after = min((i for i in by_index if i > index), default=None)
    if before is not None:
        low = by_index[before].end
    if after is not None:
        high = by_index[after].start
    elif before is not None:
        high = min(high, low + _ROOM * (index - before + 1))
    return low, high


def _in_gap(
    stream: Stream, index: int, reference: GoldReference, low: int, high: int
) -> Anchor | None:
    if low >= high:
        return None
    chars = (stream.starts[low], stream.starts[high])
    title, venue = fold(reference.title), fold(reference.venue)
    if title:
        for hit in find(stream.chars, title, *chars, tolerance=_LOOSE):
            anchor = _anchor(stream, index, "title", hit)
            if len(title) >= _TITLE_CHARS or _is_supported(stream, reference, anchor, low):
                return anchor
    by_author = _by_author(stream, index, reference, low, high)
    if by_author or title or len(venue) < _TITLE_CHARS:
        return by_author
    hits = exact_hits(stream.chars, venue, *chars)
    return _anchor(stream, index, "venue", hits[0]) if len(hits) == 1 else None


def _is_supported(stream: Stream, reference: GoldReference, anchor: Anchor, low: int) -> bool:
    """Whether a short title stands where its entry has it: behind its author, or in front."""
    if not stream.is_whole(anchor.hit.start, anchor.hit.end):
        return False
    if not reference.authors:
        return anchor.start - stream.line_start(anchor.start) <= 3  # noqa: PLR2004  a number
    before = max(low, anchor.start - _REACH)
    return bool(find_name(stream, reference.authors[0], before, anchor.start))


def _by_author(
    stream: Stream, index: int, reference: GoldReference, low: int, high: int
) -> Anchor | None:
    """Return the first author's place, if the year stands near behind it."""
    years = re.findall(r"\d{4}", reference.year)
    if not reference.authors or not years:
        return None
    for hit in find_name(stream, reference.authors[0], low, high):
        near = stream.texts[hit.end : min(high, hit.end + _REACH)]
        if years[0] in near and (hit.given > 0 or reference.authors[0].group):
            chars = Hit(stream.starts[hit.start], stream.starts[hit.end], 0.0)
            return Anchor(index, hit.start, hit.end, "author", chars)
    return None
