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
from spv2_spark.gold.chains import heaviest, is_apart
from spv2_spark.gold.people import find_name
from spv2_spark.gold.stream import Hit, Stream, list_headings
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
    part: str  # title, raw, venue or author
    hit: Hit

    @property
    def start(self) -> int:
        """The first token."""
        return self.hit.start

    @property
    def end(self) -> int:
        """One past the last token."""
        return self.hit.end


def find_anchors(stream: Stream, references: Sequence[GoldReference], low: int) -> list[Anchor]:
    """Return the anchors of the references that are found after token `low`, as printed."""
    candidates = [
        anchor
        for index, reference in enumerate(references)
        for anchor in _candidates(stream, index, reference, low)
    ]
    candidates = _in_lists(stream, candidates)
    links = [(one.index, one, _worth(one)) for one in candidates]
    chosen = [anchor for _, anchor, _ in heaviest(links, _gap_cost, _BACK)]
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
    high = len(stream)
    if len(title) >= _TITLE_CHARS:
        hits = stream.find(title, low, high, everywhere=len(title) < 3 * _TITLE_CHARS)
        if hits:
            printed = (hit for hit in hits if not _in_address(stream, hit, reference.title))
            return [Anchor(index, "title", hit) for hit in printed]
    if len(raw) >= _RAW_CHARS:
        hits = stream.find(raw[:400], low, high, tolerance=_LOOSE)
        if hits:
            return [Anchor(index, "raw", hit) for hit in hits]
    if not title and len(venue) >= _VENUE_CHARS:
        hits = stream.find(venue, low, high)
        if len(hits) <= _RARE:
            return [Anchor(index, "venue", hit) for hit in hits]
    return []


def _in_address(stream: Stream, hit: Hit, title: str) -> bool:
    """Whether words that gold parts are run together with hyphens or slashes (in a URL)."""
    inner = stream.spaced[hit.start + 1 : hit.end]
    return " " in title and hit.end - hit.start > 2 and not inner.any()  # noqa: PLR2004


def _worth(anchor: Anchor) -> float:
    letters: int = anchor.hit.chars.stop - anchor.hit.chars.start
    return min(80, letters) * (1.0 - 2.0 * anchor.hit.cost)


def _gap_cost(tokens: int, numbers: int) -> float:
    """Return what tokens between two anchors cost beyond those that references may take."""
    return min(30.0, 0.02 * max(0, tokens - 100 * numbers))


def _out_of_order(candidates: list[Anchor], chosen: list[Anchor]) -> list[Anchor]:
    """Return the best free candidate of every reference that the chain leaves out."""
    known = {anchor.index for anchor in chosen}
    added: list[Anchor] = []
    for one in sorted(candidates, key=_worth, reverse=True):
        if one.index not in known and is_apart(one, [*chosen, *added]):
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
        low = taken[0].start - _ROOM * index
        high = taken[-1].end + _ROOM * (len(references) - index)
        if ordered:
            low, high = _neighbours(by_index, index, low, high)
        found = _in_gap(stream, index, reference, max(0, low), min(high, len(stream)))
        if found and is_apart(found, [*taken, *added]):
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
    title, venue = fold(reference.title), fold(reference.venue)
    for hit in stream.find(title, low, high, tolerance=_LOOSE) if title else ():
        if len(title) >= _TITLE_CHARS or _is_supported(stream, reference, hit, low):
            return Anchor(index, "title", hit)
    by_author = _by_author(stream, reference, low, high)
    if by_author:
        return Anchor(index, "author", by_author)
    hits = stream.whole(venue, low, high) if not title and len(venue) >= _TITLE_CHARS else []
    return Anchor(index, "venue", hits[0]) if len(hits) == 1 else None


def _is_supported(stream: Stream, reference: GoldReference, hit: Hit, low: int) -> bool:
    """Whether a short title stands where its entry has it: behind its author, or in front."""
    if not stream.is_whole(hit):
        return False
    if not reference.authors:
        return hit.start - stream.line_start(hit.start) <= 3  # noqa: PLR2004  a number
    before = max(low, hit.start - _REACH)
    return bool(find_name(stream, reference.authors[0], before, hit.start))


def _by_author(stream: Stream, reference: GoldReference, low: int, high: int) -> Hit | None:
    """Return the first author's place, if the year stands near behind it."""
    years = re.findall(r"\d{4}", reference.year)
    if not reference.authors or not years:
        return None
    for hit in find_name(stream, reference.authors[0], low, high):
        near = stream.texts[hit.end : min(high, hit.end + _REACH)]
        if years[0] in near and (hit.given > 0 or reference.authors[0].group):
            chars = slice(stream.starts[hit.start], stream.starts[hit.end])
            return Hit(hit.start, hit.end, 0.0, chars)
    return None
