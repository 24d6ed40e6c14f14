"""The bounds of bibliography entries around their anchors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from spv2_spark.domain.gold import GoldReference, PersonName
from spv2_spark.gold.anchors import Anchor
from spv2_spark.gold.chains import Tokens
from spv2_spark.gold.people import NameHit, chain, find_name
from spv2_spark.gold.stream import Hit, Stream

_NUMBERING = frozenset("[](){}.:*•·-–—")
_LABEL_TOKENS = 6
_AUTHOR_REACH = 400  # tokens before a title in which its authors may start
_AFTER_REACH = 120  # tokens after a title, in styles that put the title first
_LAST_REACH = 80  # tokens behind the last anchor in which its entry has its other fields
_LINES_BACK = 3
_LABEL_REACH = 60
_NEXT_REACH = 100  # tokens from one number of a list to the next
_MOST = 0.5
_DIGITS = 3


@dataclass(slots=True)
class Entry:
    """Tokens [start, end) print the reference number `index`, or one unknown to us (None).

    What else is None was not found in it, or is not in the gold.
    """

    index: int | None
    start: int
    end: int
    anchor: Anchor | None = None
    authors: Sequence[NameHit | None] = ()
    editors: Sequence[NameHit] = ()
    title: Hit | None = None
    venue: Tokens | None = None
    years: Sequence[int] = ()  # tokens that could be the year
    year: int | None = None
    taken: set[int] = field(default_factory=set)  # the tokens of authors, title and venue

    @property
    def others(self) -> list[Tokens]:
        """Where title, venue and year stand, of those that were found."""
        title = Tokens(self.title.start, self.title.end) if self.title else None
        year = Tokens(self.year, self.year + 1) if self.year is not None else None
        return [span for span in (title, self.venue, year) if span]

    @property
    def fields_end(self) -> int:
        """One past the last token of all that was found, within the entry."""
        ends = [self.start + 1, *(end for _, end in self.others)]
        ends += [hit.end for hit in self.authors if hit]
        if self.anchor and self.anchor.part == "raw":
            ends.append(self.anchor.end)
        return min(max(ends), max(self.end, self.start + 1))


def entries_of(
    stream: Stream, references: Sequence[GoldReference], anchors: Sequence[Anchor]
) -> list[Entry]:
    """Return the entries in printed order, with their authors; each ends where the next begins.

    Entries that number themselves but have no anchor come out with index None. The last
    one's end is only the farthest that it can be: where it really ends is for the caller to say.
    """
    begun: list[Entry] = []
    floor = max(0, anchors[0].start - _AUTHOR_REACH) if anchors else 0
    for anchor, after in zip_longest(anchors, anchors[1:]):
        ceiling = after.start if after else len(stream)
        begun.append(_begun(stream, references[anchor.index], anchor, floor, ceiling))
        floor = begun[-1].end
    begun = [
        one for one, after in zip_longest(begun, begun[1:]) if not after or one.start < after.start
    ]
    _move_to_numbers(stream, begun)
    unknown = [Entry(None, start, start) for start in _numbered_starts(stream, begun)]
    entries = sorted([*begun, *unknown], key=lambda one: one.start)
    for one, after in zip_longest(entries, entries[1:]):
        one.end = after.start if after else min(one.end + _LAST_REACH, len(stream))
    return entries


def _label_start(stream: Stream, token: int) -> int:
    """Return the token at which the entry of `token` begins: the printed number included."""
    before = stream.texts[max(0, token - 2) : token]
    if before[1:] == (")",) and len(before[0]) == 1 and before[0].islower():
        token -= 2  # "a) Doe J, ...; b) Roe B, ..."
    first = stream.line_start(token)
    is_labelled = token - first <= _LABEL_TOKENS and _is_label(stream, first, token)
    return first if is_labelled else token


def label_end(stream: Stream, start: int) -> int:
    """Return the token behind the printed number of the entry that begins at `start`."""
    end = start
    while end < min(len(stream), start + _LABEL_TOKENS) and _is_label(stream, start, end + 1):
        end += 1
    return end


def _is_label(stream: Stream, start: int, end: int) -> bool:
    """Whether the tokens are only an entry's number and its brackets."""
    return all(
        stream.texts[t] in _NUMBERING
        or (stream.texts[t].isdecimal() and len(stream.texts[t]) <= _DIGITS)
        for t in range(start, end)
    )


def _begun(
    stream: Stream, reference: GoldReference, anchor: Anchor, floor: int, ceiling: int
) -> Entry:
    low = max(floor, anchor.start - _AUTHOR_REACH)
    inside = anchor.part in ("raw", "author")
    before = (low, anchor.start)
    if inside:
        before = (anchor.start, min(ceiling, anchor.start + _AUTHOR_REACH))
    authors = _hits(stream, reference.authors, before, toward=anchor.start)
    if not any(authors) and not inside:
        after = (anchor.end, min(ceiling, anchor.end + _AFTER_REACH))
        authors = _hits(stream, reference.authors, after, toward=anchor.end)
    firsts = [hit.start for hit in authors if hit and hit.start < anchor.start]
    if not firsts and reference.editors and not reference.authors:
        editors = _hits(stream, reference.editors, before, toward=anchor.start)
        firsts = [hit.start for hit in editors if hit and hit.start < anchor.start]
    start = max(floor, _label_start(stream, min([anchor.start, *firsts])))
    last = max([anchor.end, *(hit.end for hit in authors if hit)])
    return Entry(anchor.index, start, last, anchor, authors)


def _hits(
    stream: Stream, people: Sequence[PersonName], bounds: tuple[int, int], toward: int
) -> list[NameHit | None]:
    """Return the names' hits in gold order, those near to the anchor preferred."""
    candidates = [
        [(hit, _weight(hit, toward)) for hit in find_name(stream, name, *bounds)] for name in people
    ]
    return chain(candidates, gap_cost=0.02, max_gap_cost=0.8)


def _weight(hit: NameHit, toward: int) -> float:
    weight = 1.0 if hit.given > 0 else 0.5
    return weight - min(0.4, 0.001 * abs(toward - hit.start))


def _move_to_numbers(stream: Stream, begun: list[Entry]) -> None:
    """Move starts that missed their printed number (the first words are not gold's) onto it."""
    numbers = {one.start: _number(stream, one.start) for one in begun}
    shapes = Counter(
        _shape(stream, start) for start, number in numbers.items() if number is not None
    )
    shape, count = max(shapes.items(), key=lambda item: item[1], default=("", 0))
    if count < _MOST * len(begun):
        return
    for before, one in pairwise([None, *begun]):
        if one and _number(stream, one.start) is None:
            floor = before.end if before else one.start - _LABEL_REACH
            number = _number(stream, before.start) if before else None
            one.start = _number_before(stream, one.start, floor, shape, number or 0)


def _number_before(stream: Stream, start: int, floor: int, shape: str, before: int) -> int:
    """Return the nearest line start in front whose number can be the entry's; else `start`."""
    token = stream.line_start(start)
    for _ in range(_LINES_BACK):
        if token < max(0, floor):
            break
        if _shape(stream, token) == shape and (_number(stream, token) or 0) > before:
            return token
        token = stream.line_start(token - 1) if token else -1
    return start


def _numbered_starts(stream: Stream, begun: Sequence[Entry]) -> list[int]:
    """Return the starts of the other entries of a numbered list, by its own numbers."""
    numbers = [_number(stream, one.start) for one in begun]
    counted = [one.start for one, number in zip(begun, numbers, strict=True) if number is not None]
    if len(begun) < 3 or len(counted) < 0.7 * len(begun):  # noqa: PLR2004
        return []
    shape = _shape(stream, counted[0])
    starts: list[int] = []
    for (one, number), (after, final) in pairwise(zip(begun, numbers, strict=True)):
        if number is not None and final is not None:
            between = _counting_on(stream, shape, number, one.end - 1, after.start, len(stream))
            starts += between[: max(0, final - number - 1)]
    if numbers[-1] is not None:
        last = begun[-1].end - 1
        starts += _counting_on(stream, shape, numbers[-1], last, len(stream), _NEXT_REACH)
    return starts


def _counting_on(
    stream: Stream, shape: str, number: int, low: int, high: int, reach: int
) -> list[int]:
    """Return the starts of lines in (low, high) that count on from `number`.

    Each begins in the line of a token less than `reach` behind the one before it, or later.
    """
    starts: list[int] = []
    near = low + reach
    while low < min(high, near):
        low = stream.line_end(low)
        if low < high and _number(stream, low) == number + 1 and _shape(stream, low) == shape:
            starts.append(low)
            number += 1
            near = low + reach
    return starts


def _number(stream: Stream, token: int) -> int | None:
    for text in stream.texts[token : token + 2]:
        if text.isdecimal() and len(text) <= _DIGITS:
            return int(text)
        if text not in _NUMBERING:
            return None
    return None


def _shape(stream: Stream, token: int) -> str:
    texts = stream.texts[token : token + 3]
    kinds = ["9" if text.isdecimal() else text if text in _NUMBERING else "a" for text in texts]
    return re.sub("a.*", "a", "".join(kinds))
