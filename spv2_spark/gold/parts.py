"""The fields inside one entry's bounds: title, authors, venue, year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spv2_spark.domain.gold import GoldReference
from spv2_spark.gold.entries import EntrySpan
from spv2_spark.gold.people import NameHit, find_name
from spv2_spark.gold.stream import Hit, Stream, words_of
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import fold

_STOP = frozenset([
    "a", "and", "de", "del", "der", "des", "di", "do", "dos", "du", "e", "el", "et", "for", "fur",
    "in", "la", "le", "les", "of", "on", "the", "und", "y",
])  # fmt: skip
_LOOSE = 0.3
_ACCESS_REACH = 8
_SHORT = 6


@dataclass(slots=True)
class Parts:
    """Where an entry's fields stand; None: not found (or not in the gold)."""

    entry: EntrySpan
    title: Hit | None = None
    venue: tuple[int, int] | None = None
    authors: tuple[NameHit | None, ...] = ()
    editors: tuple[NameHit, ...] = ()
    years: tuple[int, ...] = ()  # tokens that could be the year
    year: int | None = None
    taken: set[int] = field(default_factory=set)


def parts_of(stream: Stream, reference: GoldReference, entry: EntrySpan) -> Parts:
    """Find the fields of a reference in its entry, the year's choice left open."""
    parts = Parts(entry, authors=_authors(stream, reference, entry))
    for hit in parts.authors:
        if hit:
            parts.taken.update(range(hit.start, hit.end))
    parts.title = _title(stream, reference, entry, parts.taken)
    if parts.title:
        parts.taken.update(range(parts.title.start, parts.title.end))
    parts.venue = _venue(stream, reference, entry, parts)
    if parts.venue:
        parts.taken.update(range(*parts.venue))
    parts.editors = _editors(stream, reference, entry, parts.taken)
    parts.years = _years(stream, reference, entry, parts.taken)
    return parts


def choose_years(stream: Stream, all_parts: Sequence[Parts]) -> None:
    """Choose each entry's year; of several the one that stands where the others' years do."""
    places = Counter(_place(parts, parts.years[0]) for parts in all_parts if len(parts.years) == 1)
    for parts in all_parts:
        ranked = sorted(parts.years, key=lambda year: (-places[_place(parts, year)], year))
        if len(ranked) > 1 and places[_place(parts, ranked[0])] == places[_place(parts, ranked[1])]:
            ranked = _without_access(stream, ranked, parts.entry.start)
        parts.year = ranked[0] if ranked else None


def _authors(
    stream: Stream, reference: GoldReference, entry: EntrySpan
) -> tuple[NameHit | None, ...]:
    """Return the entry's author hits within its bounds, misspelt ones between found ones added."""
    hits = [
        hit if hit and hit.start >= entry.start and hit.end <= entry.end else None
        for hit in entry.authors
    ]
    known = [number for number, hit in enumerate(hits) if hit]
    if not known:
        return tuple(hits)
    for number, name in enumerate(reference.authors):
        if hits[number] is not None:
            continue
        before = max((n for n in known if n < number), default=None)
        after = min((n for n in known if n > number), default=None)
        low = entry.start if before is None else _end(hits, before)
        high = min(entry.end, low + 12) if after is None else _start(hits, after)
        found = [h for h in find_name(stream, name, low, high, fuzzy=True) if h.given > 0]
        if found:
            hits[number] = found[0]
            known.append(number)
    return tuple(hits)


def _start(hits: Sequence[NameHit | None], number: int) -> int:
    hit = hits[number]
    return hit.start if hit else 0


def _end(hits: Sequence[NameHit | None], number: int) -> int:
    hit = hits[number]
    return hit.end if hit else 0


def _title(
    stream: Stream, reference: GoldReference, entry: EntrySpan, taken: set[int]
) -> Hit | None:
    anchor = entry.anchor
    if anchor and anchor.part == "title":
        return anchor.hit
    return _found(stream, fold(reference.title), entry.start, entry.end, taken)


def _found(stream: Stream, pattern: str, low: int, high: int, taken: set[int]) -> Hit | None:
    """Return the first free place that prints a folded pattern, if need be with errors."""
    hits = stream.whole(pattern, low, high)
    if not hits and len(pattern) >= _SHORT:
        hits = stream.find(pattern, low, high)
    return next((hit for hit in hits if _is_free(hit, taken)), None)


def _venue(
    stream: Stream, reference: GoldReference, entry: EntrySpan, parts: Parts
) -> tuple[int, int] | None:
    """Return the venue's tokens: as written, else word by word in abbreviated or full form.

    Of several places the first after the title is taken, else the first.
    """
    pattern, words = fold(reference.venue), words_of(reference.venue)
    if not pattern:
        return None
    high, taken = entry.end, parts.taken
    for low in (parts.title.end if parts.title else entry.start, entry.start):
        exact = (hit for hit in stream.whole(pattern, low, high) if _is_free(hit, taken))
        hit = next(exact, None)
        span = (hit.start, hit.end) if hit else _abbreviated(stream, words, range(low, high), taken)
        if not span and (hit := _found(stream, pattern, low, high, taken)):
            span = hit.start, hit.end
        if span:
            return _with_stop(stream, span, reference.venue)
    return None


def _is_free(hit: Hit | NameHit, taken: set[int]) -> bool:
    return taken.isdisjoint(range(hit.start, hit.end))


def _with_stop(stream: Stream, span: tuple[int, int], gold: str) -> tuple[int, int]:
    """Take the mark behind the span in if the gold ends with it."""
    start, end = span
    for mark in gold.rstrip()[-2:]:
        if mark in ".)]" and end < len(stream) and stream.texts[end] == mark:
            end += 1
    if gold[:1] in "([" and start > 0 and stream.texts[start - 1] == gold[:1]:
        start -= 1
    return start, end


def _abbreviated(
    stream: Stream, words: list[str], tokens: range, taken: set[int]
) -> tuple[int, int] | None:
    """Return the first run of tokens whose words match the gold's one by one."""
    wanted = [word for word in words if word not in _STOP] or words
    for start in tokens:
        letters = stream.folded[start]
        if not letters or start in taken or not _same_word(letters, wanted[0]):
            continue
        end = _run(stream, wanted, start, tokens.stop, taken)
        if end is not None:
            return start, end
    return None


def _run(stream: Stream, wanted: list[str], start: int, stop: int, taken: set[int]) -> int | None:
    matched, same, token = 0, 0, start
    while token < stop and token not in taken:
        letters = stream.folded[token]
        if letters and _same_word(letters, wanted[matched]):
            same += min(len(letters), len(wanted[matched]))
            matched += 1
            if matched == len(wanted):
                return token + 1 if same > len(wanted) else None
        elif letters and letters not in _STOP:
            return None
        token += 1
    return None


def _same_word(one: str, two: str) -> bool:
    """Whether one word abbreviates the other, by its start or by its first and last letter."""
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    if long.startswith(short):
        return True
    if short[0] != long[0] or short[-1] != long[-1] or len(short) < 3:  # noqa: PLR2004
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def _editors(
    stream: Stream, reference: GoldReference, entry: EntrySpan, taken: set[int]
) -> tuple[NameHit, ...]:
    hits = [
        hit for name in reference.editors for hit in find_name(stream, name, entry.start, entry.end)
    ]
    return tuple(hit for hit in hits if _is_free(hit, taken))


def _years(
    stream: Stream, reference: GoldReference, entry: EntrySpan, taken: set[int]
) -> tuple[int, ...]:
    found = re.findall(r"\d{4}", reference.year)
    if not found:
        return ()
    places = (t for t in range(entry.start, entry.end) if stream.texts[t] == found[0])
    free = [token for token in places if token not in taken]
    return tuple(_without_access(stream, free, entry.start))


def _without_access(stream: Stream, years: Iterable[int], start: int) -> list[int]:
    """Leave out years of accesses, of volumes and within addresses and DOIs, if others remain."""
    years = list(years)
    kept = [year for year in years if not _is_foreign(stream, year, start)]
    return kept or years


def _is_foreign(stream: Stream, year: int, start: int) -> bool:
    before, words = stream.texts[max(start, year - _ACCESS_REACH) : year], vocabulary().references
    glued = year > 0 and stream.texts[year - 1] in "/_-." and year > start + 1
    in_address = glued and stream.texts[year - 2] not in ")" and stream.texts[year - 1] in "/_"
    is_volume = next((word for word in reversed(before) if fold(word)), "") in words.volume
    return in_address or is_volume or any(word in words.accessed for word in before)


def _place(parts: Parts, token: int) -> str:
    """Say on which side of the authors, the title and the venue a token stands."""
    ends = [hit.end for hit in parts.authors if hit]
    marks = [
        "A" if ends and token >= max(ends) else "a",
        "V" if parts.venue and token >= parts.venue[1] else "v",
        "T" if parts.entry.anchor and token >= parts.entry.anchor.end else "t",
    ]
    return "".join(marks)
