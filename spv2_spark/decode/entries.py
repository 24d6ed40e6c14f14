"""Entries of the bibliography mended by what their list's structure says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from spv2_spark.decode.spans import EntrySpan, spans_among
from spv2_spark.decode.tokens import Tokens
from spv2_spark.decode.viterbi import Path
from spv2_spark.domain.label import ENTRY_LABELS, Entry, Field, field_of, is_begin
from spv2_spark.domain.page import Float32s

_LISTED = 0.6  # of the entries, above which the list counts as numbered
_LEAST = 3  # entries that make a list
_WHOLE = frozenset({Field.BIB_AUTHOR, Field.BIB_TITLE})
_SURE = 0.9
_LETTER_WITHIN = 5  # tokens of an entry: its number and the bracket of "(a)"
_FLAT = 1e-3  # spread of the entry track below which it says nothing


def mended_entries(tokens: Tokens, path: Path, entries: Sequence[EntrySpan]) -> list[EntrySpan]:
    """Split entries that hold two, and join fragments to the entry that they continue.

    In a numbered list every entry has its number: a line inside an entry that begins with the
    next number begins an entry, and an entry without a number is the end of the one before.
    In any list a second list of authors at a line's start, after a title and before another,
    begins an entry, and an entry with neither authors nor title continues one that has no
    venue and no year. Works that chemists gather under one number, "a) ...; b) ...", are entries.
    """
    labels: list[int] = path.field.tolist()
    numbered = _is_numbered(tokens, entries)
    split = [
        part
        for entry in entries
        for part in _split(entry, _cuts(tokens, entry, numbered=numbered), labels)
    ]
    split = [
        part for entry in split for part in _split(entry, _gathered(tokens, entry, labels), labels)
    ]
    joined: list[EntrySpan] = []
    for entry in split:
        if joined and _continues(tokens, joined[-1], entry, numbered=numbered):
            indices = joined[-1].indices + entry.indices
            joined[-1] = EntrySpan(indices, joined[-1].spans + entry.spans)
        else:
            joined.append(entry)
    return joined


def entry_track(field_logp: Float32s, entry_logp: Float32s) -> Float32s:
    """Return the entry track, or one made from the fields if the tagger's says nothing.

    SPv2's seven labels know no entries: a field seen again after another one, or an author
    list that begins anew, starts an entry.
    """
    if len(entry_logp) == 0 or float(np.ptp(entry_logp, axis=0).max()) > _FLAT:
        return entry_logp
    labels = field_logp.argmax(axis=1).tolist()
    track = np.full((len(labels), ENTRY_LABELS), (1 - _SURE) / 2)
    track[np.arange(len(labels)), _entries_of_fields(labels)] = _SURE
    logp: Float32s = np.log(track).astype(np.float32)
    return logp


def _entries_of_fields(labels: Sequence[int]) -> list[int]:
    track = [int(Entry.OUTSIDE)] * len(labels)
    seen: set[Field] = set()
    last, last_at = Field.NONE, -1
    for at, label in enumerate(labels):
        field = field_of(label)
        if field < Field.BIB_TITLE:
            continue
        again = field in seen and field != last
        anew = field == last == Field.BIB_TITLE and is_begin(label)
        if not seen or again or anew:
            track[at] = Entry.BEGIN
            seen = set()
        else:
            track[last_at + 1 : at + 1] = [Entry.INSIDE] * (at - last_at)
        seen.add(field)
        last, last_at = field, at
    return track


def number_at(tokens: Tokens, index: int) -> int | None:
    """Return the number that an entry beginning at a token is printed with: "[12]", "12."."""
    texts = tokens.texts
    bracket = texts[index] in "[("
    at = index + bracket
    if at + 1 >= len(texts) or not texts[at].isdecimal() or len(texts[at]) > 3:  # noqa: PLR2004
        return None
    after = texts[at + 1]
    closed = after in "])" if bracket else after in ".)]" or tokens.spaces[at + 1]
    return int(texts[at]) if closed else None


def _is_numbered(tokens: Tokens, entries: Sequence[EntrySpan]) -> bool:
    numbers = [number_at(tokens, entry.indices[0]) for entry in entries]
    known = [one for one in numbers if one is not None]
    rising = sum(one < two for one, two in pairwise(known))
    return (
        len(known) >= _LEAST
        and len(known) >= _LISTED * len(entries)
        and rising >= _SURE * (len(known) - 1)
    )


def _cuts(tokens: Tokens, entry: EntrySpan, *, numbered: bool) -> list[int]:
    """Return the tokens at which further entries begin inside one."""
    lines, first = tokens.lines, entry.indices[0]
    starts = [two for one, two in pairwise(entry.indices) if lines[one] != lines[two]]
    if numbered:
        number = number_at(tokens, first)
        cuts: list[int] = []
        for start in starts:
            if number is not None and number_at(tokens, start) == number + 1:
                cuts.append(start)
                number += 1
        return cuts
    line_starts = frozenset(starts)
    return [one for one in _second_beginnings(entry) if one in line_starts]


def _second_beginnings(entry: EntrySpan) -> list[int]:
    """Return where an author list begins between two titles."""
    begins, titles, pending, last = [], 0, -1, Field.NONE
    for span in entry.spans:
        if span.field == Field.BIB_AUTHOR and last != Field.BIB_AUTHOR:
            pending = span.indices[0] if titles else -1
        if span.field == Field.BIB_TITLE:
            titles += 1
            if pending >= 0:
                begins.append(pending)
                pending = -1
        last = span.field
    return begins


def _gathered(tokens: Tokens, entry: EntrySpan, labels: Sequence[int]) -> list[int]:
    """Return where further works of one number begin: at their letters or behind semicolons."""
    return _lettered(tokens, entry, labels) or _behind_semicolons(tokens, entry)


def _lettered(tokens: Tokens, entry: EntrySpan, labels: Sequence[int]) -> list[int]:
    """Return the tokens of "b)", "(c)" and so on in an entry whose first work has "a)".

    Letters within a field, as in a title, are none of these.
    """
    texts, cuts, letter = tokens.texts, [], "a"
    for place, (at, after) in enumerate(pairwise(entry.indices)):
        if texts[at] != letter or texts[after] != ")" or labels[at]:
            continue
        before = entry.indices[place - 1] if place else at
        opened = texts[before] == "("
        ended = entry.indices[place - 1 - opened] if place > opened else at
        if letter == "a" and place > _LETTER_WITHIN:
            return []
        if letter != "a":
            if texts[ended] not in ";.,":
                continue
            cuts.append(before if opened else at)
        letter = chr(ord(letter) + 1)
    return cuts


def _behind_semicolons(tokens: Tokens, entry: EntrySpan) -> list[int]:
    """Return where a list of authors begins behind a semicolon, after a work with its year.

    What follows must have a year too: editors and second prints have none.
    """
    cuts: list[int] = []
    seen: set[Field] = set()
    last = Field.NONE
    for span in entry.spans:
        first = span.indices[0]
        begins = span.field == Field.BIB_AUTHOR and last != Field.BIB_AUTHOR
        whole = Field.BIB_AUTHOR in seen and Field.BIB_YEAR in seen
        if begins and whole and tokens.texts[first - 1] == ";":
            cuts.append(first)
            seen = set()
        seen.add(span.field)
        last = span.field
    return cuts if Field.BIB_YEAR in seen else cuts[:-1]


def _split(entry: EntrySpan, cuts: Sequence[int], labels: Sequence[int]) -> list[EntrySpan]:
    if not cuts:
        return [entry]
    edges = [entry.indices[0], *cuts, entry.indices[-1] + 1]
    parts = []
    for start, stop in pairwise(edges):
        indices = tuple(index for index in entry.indices if start <= index < stop)
        parts.append(EntrySpan(indices, spans_among(labels, indices)))
    return parts


def _continues(tokens: Tokens, before: EntrySpan, entry: EntrySpan, *, numbered: bool) -> bool:
    have = {span.field for span in before.spans}
    more = {span.field for span in entry.spans}
    if numbered and number_at(tokens, entry.indices[0]) is not None:
        return False
    preceded = tokens.texts[max(0, entry.indices[0] - 3) : entry.indices[0]]
    if numbered and any(text.isdecimal() for text in preceded):
        return False
    if numbered and not (more & have):
        return True
    # The rest of an entry whose beginning ran out at the end of a column or a page.
    return not more & _WHOLE and not have - _WHOLE and bool(more) and bool(have)
