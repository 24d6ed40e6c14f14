"""The bounds of bibliography entries around their anchors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from spv2_spark.domain.gold import GoldReference, PersonName
from spv2_spark.gold.anchors import Anchor
from spv2_spark.gold.people import NameHit, chain, find_name
from spv2_spark.gold.stream import Stream

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


@dataclass(frozen=True, slots=True)
class EntrySpan:
    """Tokens [start, end) print the reference number `index`, or one unknown to us (None)."""

    index: int | None
    start: int
    end: int
    anchor: Anchor | None = None
    authors: tuple[NameHit | None, ...] = ()


def entry_spans(
    stream: Stream, references: Sequence[GoldReference], anchors: Sequence[Anchor]
) -> list[EntrySpan]:
    """Return the entries in printed order; each ends where the next begins.

    Entries that number themselves but have no anchor come out with index None. The last
    one's end is only the farthest that it can be: where it really ends is for the caller to say.
    """
    begun: list[EntrySpan] = []
    floor = max(0, anchors[0].start - _AUTHOR_REACH) if anchors else 0
    for number, anchor in enumerate(anchors):
        ceiling = anchors[number + 1].start if number + 1 < len(anchors) else len(stream)
        begun.append(_begun(stream, references[anchor.index], anchor, floor, ceiling))
        floor = max(begun[-1].end, anchor.end)
    begun = [
        one
        for one, after in zip_longest(begun, begun[1:])
        if after is None or one.start < after.start
    ]
    begun = _on_numbers(stream, begun)
    starts = _numbered_starts(stream, begun)
    return _closed(begun, starts, len(stream))


def label_start(stream: Stream, token: int) -> int:
    """Return the token at which the entry of `token` begins: the printed number included."""
    if token > 1 and stream.texts[token - 1] == ")" and _is_letter(stream.texts[token - 2]):
        token -= 2  # "a) Doe J, ...; b) Roe B, ..."
    first = stream.line_start(token)
    if token - first <= _LABEL_TOKENS and _is_label(stream, first, token):
        token = first
        before = _label_before(stream, token)
        return token if before is None else before
    return token


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.islower()


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


def _label_before(stream: Stream, token: int) -> int | None:
    """Return the start of a number that is a line of its own beside the token's line."""
    if token == 0 or stream.page[token - 1] != stream.page[token]:
        return None
    start = stream.line_start(token - 1)
    beside = abs(float(stream.box[token - 1, 3] - stream.box[token, 3])) <= float(
        stream.size[token]
    )
    to_left = float(stream.box[token - 1, 2]) <= float(stream.box[token, 0]) + 1.0
    if token - start > _LABEL_TOKENS or not (beside and to_left):
        return None
    has_number = any(stream.texts[t].isdecimal() for t in range(start, token))
    return start if has_number and _is_label(stream, start, token) else None


def _begun(
    stream: Stream, reference: GoldReference, anchor: Anchor, floor: int, ceiling: int
) -> EntrySpan:
    low = max(floor, anchor.start - _AUTHOR_REACH)
    inside = anchor.part in ("raw", "author")
    before = (
        (anchor.start, min(ceiling, anchor.start + _AUTHOR_REACH))
        if inside
        else (low, anchor.start)
    )
    authors = _hits(stream, reference.authors, before, toward=anchor.start)
    if not any(authors) and not inside:
        after = (anchor.end, min(ceiling, anchor.end + _AFTER_REACH))
        authors = _hits(stream, reference.authors, after, toward=anchor.end)
    firsts = [hit.start for hit in authors if hit and hit.start < anchor.start]
    if not firsts and reference.editors and not reference.authors:
        editors = _hits(stream, reference.editors, before, toward=anchor.start)
        firsts = [hit.start for hit in editors if hit and hit.start < anchor.start]
    start = max(floor, label_start(stream, min([anchor.start, *firsts])))
    last = max([anchor.end, *(hit.end for hit in authors if hit)])
    return EntrySpan(anchor.index, start, last, anchor, tuple(authors))


def _hits(
    stream: Stream, people: Sequence[PersonName], bounds: tuple[int, int], toward: int
) -> list[NameHit | None]:
    """Return the names' hits in gold order, those near to the anchor preferred."""
    candidates = []
    for name in people:
        hits = find_name(stream, name, *bounds)
        candidates.append([(hit, _weight(hit, toward)) for hit in hits])
    return chain(candidates, gap_cost=0.02, max_gap_cost=0.8)


def _weight(hit: NameHit, toward: int) -> float:
    weight = 1.0 if hit.given > 0 else 0.5
    return weight - min(0.4, 0.001 * abs(toward - hit.start))


def _on_numbers(stream: Stream, begun: list[EntrySpan]) -> list[EntrySpan]:
    """Move starts that missed their printed number (the first words are not gold's) onto it."""
    shapes = Counter(
        _shape(stream, one.start) for one in begun if _number(stream, one.start) is not None
    )
    shape, count = max(shapes.items(), key=lambda item: item[1], default=("", 0))
    if count < _MOST * len(begun):
        return begun
    moved: list[EntrySpan] = []
    for one in begun:
        floor = moved[-1].end if moved else one.start - _LABEL_REACH
        before = _number(stream, moved[-1].start) if moved else None
        start = one.start
        if _number(stream, start) is None:
            start = _number_before(stream, start, floor, shape, before or 0)
        moved.append(replace(one, start=start))
    return moved


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


def _numbered_starts(stream: Stream, begun: Sequence[EntrySpan]) -> list[int]:
    """Return the starts of all entries of a numbered list, by its own numbers; else none."""
    numbers = {one.start: _number(stream, one.start) for one in begun}
    counted = [number for number in numbers.values() if number is not None]
    if len(begun) < 3 or len(counted) < 0.7 * len(begun):  # noqa: PLR2004
        return []
    shape = _shape(stream, next(s for s, number in numbers.items() if number is not None))
    starts = []
    for one, after in pairwise(begun):
        expected = numbers[one.start]
        final = numbers[after.start]
        if expected is None or final is None or final <= expected + 1:
            continue
        token = one.end
        while token < after.start:
            first = stream.line_start(token)
            number = _number(stream, first) if first == token else None
            if number == expected + 1 and number < final and _shape(stream, first) == shape:
                starts.append(first)
                expected = number
            token = stream.line_end(token)
    return starts + _numbered_on(stream, begun[-1], shape)


def _numbered_on(stream: Stream, last: EntrySpan, shape: str) -> list[int]:
    """Return the starts of entries behind the last that was found, as far as numbers go on."""
    starts: list[int] = []
    expected = _number(stream, last.start)
    token = last.end
    while expected is not None and token < min(len(stream), last.end + _NEXT_REACH):
        token = stream.line_end(token)
        at_start = token < len(stream) and _shape(stream, token) == shape
        if at_start and _number(stream, token) == expected + 1:
            starts.append(token)
            expected += 1
            last = EntrySpan(None, token, token)
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


def _closed(begun: Sequence[EntrySpan], unknown: Sequence[int], length: int) -> list[EntrySpan]:
    opened = sorted([*begun, *(EntrySpan(None, s, s) for s in unknown)], key=lambda one: one.start)
    closed = []
    for number, one in enumerate(opened):
        is_last = number + 1 == len(opened)
        end = min(one.end + _LAST_REACH, length) if is_last else opened[number + 1].start
        closed.append(EntrySpan(one.index, one.start, end, one.anchor, one.authors))
    return closed
