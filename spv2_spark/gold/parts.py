"""The fields inside one entry's bounds: title, authors, venue, year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spv2_spark.domain.gold import GoldReference
from spv2_spark.gold.chains import Tokens
from spv2_spark.gold.entries import Entry
from spv2_spark.gold.people import NameHit, find_name
from spv2_spark.gold.stream import Hit, Stream, words_of
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import fold

_ACCESS_REACH = 8
_AUTHOR_REACH = 12  # tokens behind the last author found, in which the next one stands
_SHORT = 6


def find_fields(stream: Stream, reference: GoldReference, entry: Entry) -> None:
    """Find the fields of a reference in its entry, the year's choice left open."""
    entry.authors = _authors(stream, reference, entry)
    for hit in filter(None, entry.authors):
        entry.taken.update(range(hit.start, hit.end))
    if entry.anchor and entry.anchor.part == "title":
        entry.title = entry.anchor.hit
    else:
        title = fold(reference.title)
        entry.title = _found(stream, title, entry.start, entry.end, entry.taken)
    if entry.title:
        entry.taken.update(range(entry.title.start, entry.title.end))
    entry.venue = _venue(stream, reference.venue, entry)
    if entry.venue:
        entry.taken.update(range(*entry.venue))
    editors = (find_name(stream, name, entry.start, entry.end) for name in reference.editors)
    entry.editors = [hit for hits in editors for hit in hits if _is_free(hit, entry.taken)]
    entry.years = _years(stream, reference.year, entry)


def choose_years(stream: Stream, entries: Sequence[Entry]) -> None:
    """Choose each entry's year; of several the one that stands where the others' years do."""
    places = Counter(_place(one, one.years[0]) for one in entries if len(one.years) == 1)
    for entry in entries:
        ranked = sorted(entry.years, key=lambda year: (-places[_place(entry, year)], year))
        if len(ranked) > 1 and places[_place(entry, ranked[0])] == places[_place(entry, ranked[1])]:
            ranked = _without_access(stream, ranked, entry.start)
        entry.year = ranked[0] if ranked else None


def _authors(stream: Stream, reference: GoldReference, entry: Entry) -> list[NameHit | None]:
    """Return the entry's author hits within its bounds, misspelt ones between found ones added."""
    hits = [
        hit if hit and hit.start >= entry.start and hit.end <= entry.end else None
        for hit in entry.authors
    ]
    if not any(hits):
        return hits
    for number, name in enumerate(reference.authors):
        if hits[number] is not None:
            continue
        before = next((hit for hit in reversed(hits[:number]) if hit), None)
        after = next((hit for hit in hits[number + 1 :] if hit), None)
        low = before.end if before else entry.start
        high = after.start if after else min(entry.end, low + _AUTHOR_REACH)
        found = find_name(stream, name, low, high, fuzzy=True)
        hits[number] = next((hit for hit in found if hit.given > 0), None)
    return hits


def _found(stream: Stream, pattern: str, low: int, high: int, taken: set[int]) -> Hit | None:
    """Return the first free place that prints a folded pattern, if need be with errors."""
    hits = stream.whole(pattern, low, high)
    if not hits and len(pattern) >= _SHORT:
        hits = stream.find(pattern, low, high)
    return next((hit for hit in hits if _is_free(hit, taken)), None)


def _venue(stream: Stream, venue: str, entry: Entry) -> Tokens | None:
    """Return the venue's tokens: as written, else word by word in abbreviated or full form.

    Of several places the first after the title is taken, else the first.
    """
    pattern, words = fold(venue), words_of(venue)
    if not pattern:
        return None
    high, taken = entry.end, entry.taken
    for low in (entry.title.end if entry.title else entry.start, entry.start):
        exact = (hit for hit in stream.whole(pattern, low, high) if _is_free(hit, taken))
        hit = next(exact, None)
        span = (
            Tokens(hit.start, hit.end)
            if hit
            else _abbreviated(stream, words, range(low, high), taken)
        )
        if not span and (hit := _found(stream, pattern, low, high, taken)):
            span = Tokens(hit.start, hit.end)
        if span:
            return _with_stop(stream, span, venue)
    return None


def _is_free(hit: Hit | NameHit, taken: set[int]) -> bool:
    return taken.isdisjoint(range(hit.start, hit.end))


def _with_stop(stream: Stream, span: Tokens, gold: str) -> Tokens:
    """Take the mark behind the span in if the gold ends with it."""
    start, end = span
    for mark in gold.rstrip()[-2:]:
        if mark in ".)]" and end < len(stream) and stream.texts[end] == mark:
            end += 1
    if gold[:1] in "([" and start > 0 and stream.texts[start - 1] == gold[:1]:
        start -= 1
    return Tokens(start, end)


def _abbreviated(stream: Stream, words: list[str], tokens: range, taken: set[int]) -> Tokens | None:
    """Return the first run of tokens whose words match the gold's one by one."""
    small = vocabulary().text.function_words
    wanted = [word for word in words if word not in small] or words
    for start in tokens:
        letters = stream.folded[start]
        if not letters or start in taken or not _same_word(letters, wanted[0]):
            continue
        end = _run(stream, wanted, start, tokens.stop, taken)
        if end is not None:
            return Tokens(start, end)
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
        elif letters and letters not in vocabulary().text.function_words:
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


def _years(stream: Stream, year: str, entry: Entry) -> list[int]:
    found = re.search(r"\d{4}", year)
    tokens = (t for t in range(entry.start, entry.end) if found and stream.texts[t] == found[0])
    return _without_access(stream, [t for t in tokens if t not in entry.taken], entry.start)


def _without_access(stream: Stream, years: list[int], start: int) -> list[int]:
    """Leave out years of accesses, of volumes and within addresses and DOIs, if others remain."""
    return [year for year in years if not _is_foreign(stream, year, start)] or years


def _is_foreign(stream: Stream, year: int, start: int) -> bool:
    before, words = stream.texts[max(start, year - _ACCESS_REACH) : year], vocabulary().references
    glued = year > 0 and stream.texts[year - 1] in "/_-." and year > start + 1
    in_address = glued and stream.texts[year - 2] not in ")" and stream.texts[year - 1] in "/_"
    is_volume = next((word for word in reversed(before) if fold(word)), "") in words.volume
    return in_address or is_volume or any(word in words.accessed for word in before)


def _place(entry: Entry, token: int) -> tuple[bool, bool, bool]:
    """Say whether a token stands behind the authors, the venue and the anchor."""
    last = max((hit.end for hit in entry.authors if hit), default=0)
    return (
        0 < last <= token,
        entry.venue is not None and entry.venue.end <= token,
        entry.anchor is not None and entry.anchor.end <= token,
    )
