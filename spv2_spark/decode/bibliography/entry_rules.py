"""Entries of the bibliography, repaired by what their list's structure says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, EntrySpan, spans_among
from spv2_spark.decode.rules import Chapter, Piece, rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.columns import TokenColumns

_WHOLE = frozenset({Field.BIB_AUTHOR, Field.BIB_TITLE})


@rule
def next_numbers(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """In a numbered list a line that begins with the next number begins an entry."""
    if not _is_numbered(document, entries):
        return entries

    def cuts(entry: EntrySpan) -> list[int]:
        number, found = number_at(document.view, entry.indices[0]), list[int]()
        for start in _line_starts(document, entry):
            if number is not None and number_at(document.view, start) == number + 1:
                found.append(start)
                number += 1
        return found

    return _split(document, entries, cuts)


@rule
def second_author_lists(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Taggers run two entries together: authors at a line's start, between titles, begin one."""
    if _is_numbered(document, entries):
        return entries

    def cuts(entry: EntrySpan) -> list[int]:
        starts = frozenset(_line_starts(document, entry))
        return [at for at in _authors_between_titles(entry) if at in starts]

    return _split(document, entries, cuts)


@rule
def lettered_works(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Chemists gather works under one number: "a) ...; b) ..." are entries of their own."""
    return _split(document, entries, lambda entry: _letters(document, entry))


@rule
def works_behind_semicolons(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Works gathered under one number are parted by semicolons: each has authors and a year.

    What follows must have a year too: editors and second prints have none.
    """
    return _split(document, entries, lambda entry: _behind_semicolons(document, entry))


@rule
def entries_without_number(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """In a numbered list what has no number is the end of the entry before."""
    if not _is_numbered(document, entries):
        return entries

    def continues(before: EntrySpan, entry: EntrySpan) -> bool:
        return not _has_number(document, entry) and not _fields(entry) & _fields(before)

    return _joined(entries, continues)


@rule
def ends_of_entries(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """At a column's or a page's end taggers begin anew: venue and year alone end an entry."""
    numbered = _is_numbered(document, entries)

    def continues(before: EntrySpan, entry: EntrySpan) -> bool:
        have, more = _fields(before), _fields(entry)
        if numbered and _has_number(document, entry):
            return False
        return not more & _WHOLE and not have - _WHOLE and bool(more) and bool(have)

    return _joined(entries, continues)


@rule
def entries_before_the_list(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """A box says how the paper itself is cited, a figure names what it shows: no references.

    The list begins with the entries that run on to the first page with some; before it what
    has neither number nor authors goes.
    """
    limits = document.thresholds.path
    pages = [document.view.page_numbers[entry.indices[0]] for entry in entries]
    counts = Counter(pages)
    first = next((at for at, page in enumerate(pages) if counts[page] >= limits.list_page), 0)
    if first > limits.before_list * len(entries):
        return entries
    while first:
        gap = entries[first].indices[0] - entries[first - 1].indices[-1]
        if gap > limits.list_gap:
            break
        first -= 1
    return [
        entry
        for at, entry in enumerate(entries)
        if at >= first
        or entry.of(Field.BIB_AUTHOR)
        or number_at(document.view, entry.indices[0]) is not None
    ]


def _told(document: DecodedDocument, entries: Sequence[EntrySpan]) -> list[Piece]:
    return [document.told(entry.indices) for entry in entries]


ENTRIES = Chapter(
    "references: entries",
    (
        next_numbers, second_author_lists, lettered_works, works_behind_semicolons,
        entries_without_number, ends_of_entries, entries_before_the_list,
    ),
    _told,
)  # fmt: skip


def number_at(view: TokenColumns, index: int) -> int | None:
    """Return the number that an entry beginning at a token is printed with: "[12]", "12."."""
    texts = view.texts
    bracket = texts[index] in "[("
    at = index + bracket
    if at + 1 >= len(texts) or not texts[at].isdecimal() or len(texts[at]) > 3:  # noqa: PLR2004
        return None
    after = texts[at + 1]
    closed = after in "])" if bracket else after in ".)]" or view.spaced[at + 1]
    return int(texts[at]) if closed else None


def _is_numbered(document: DecodedDocument, entries: Sequence[EntrySpan]) -> bool:
    limits = document.thresholds.path
    numbers = [number_at(document.view, entry.indices[0]) for entry in entries]
    known = [one for one in numbers if one is not None]
    rising = sum(one < two for one, two in pairwise(known))
    return (
        len(known) >= limits.least_numbered
        and len(known) >= limits.numbered * len(entries)
        and rising >= limits.rising * (len(known) - 1)
    )


def _has_number(document: DecodedDocument, entry: EntrySpan) -> bool:
    """Whether an entry begins with a number, or the tagger left one right before it."""
    first = entry.indices[0]
    preceded = document.texts[max(0, first - 3) : first]
    is_numbered = number_at(document.view, first) is not None
    return is_numbered or any(text.isdecimal() for text in preceded)


def _fields(entry: EntrySpan) -> set[Field]:
    return {span.field for span in entry.spans}


def _line_starts(document: DecodedDocument, entry: EntrySpan) -> list[int]:
    lines = document.view.line_of
    return [two for one, two in pairwise(entry.indices) if lines[one] != lines[two]]


def _split(
    document: DecodedDocument,
    entries: Sequence[EntrySpan],
    cuts: Callable[[EntrySpan], Sequence[int]],
) -> list[EntrySpan]:
    """Split each entry before the tokens that `cuts` says."""
    parts: list[EntrySpan] = []
    for entry in entries:
        if not (found := cuts(entry)):
            parts.append(entry)
            continue
        edges = [entry.indices[0], *found, entry.indices[-1] + 1]
        for start, stop in pairwise(edges):
            indices = tuple(index for index in entry.indices if start <= index < stop)
            parts.append(EntrySpan(indices, spans_among(document.labels, indices)))
    return parts


def _joined(
    entries: Sequence[EntrySpan], continues: Callable[[EntrySpan, EntrySpan], bool]
) -> list[EntrySpan]:
    """Join each entry to the one before that it continues."""
    joined: list[EntrySpan] = []
    for entry in entries:
        if joined and continues(joined[-1], entry):
            before = joined[-1]
            joined[-1] = EntrySpan(before.indices + entry.indices, before.spans + entry.spans)
        else:
            joined.append(entry)
    return joined


def _authors_between_titles(entry: EntrySpan) -> list[int]:
    """Return where an author list begins between two titles."""
    begins, titles, pending, last = [], 0, -1, Field.NONE
    for span in entry.spans:
        if span.field == Field.BIB_AUTHOR and last != Field.BIB_AUTHOR:
            pending = span.first if titles else -1
        if span.field == Field.BIB_TITLE:
            titles += 1
            if pending >= 0:
                begins.append(pending)
                pending = -1
        last = span.field
    return begins


def _letters(document: DecodedDocument, entry: EntrySpan) -> list[int]:
    """Return the tokens of "b)", "(c)" and so on in an entry whose first work has "a)".

    Letters within a field, as in a title, are none of these.
    """
    texts, cuts, letter = document.texts, list[int](), "a"
    for place, (at, after) in enumerate(pairwise(entry.indices)):
        if texts[at] != letter or texts[after] != ")" or document.labels[at]:
            continue
        before = entry.indices[place - 1] if place else at
        opened = texts[before] == "("
        ended = entry.indices[place - 1 - opened] if place > opened else at
        if letter == "a" and place > document.thresholds.path.letter_within:
            return []
        if letter != "a":
            if texts[ended] not in ";.,":
                continue
            cuts.append(before if opened else at)
        letter = chr(ord(letter) + 1)
    return cuts


def _behind_semicolons(document: DecodedDocument, entry: EntrySpan) -> list[int]:
    """Return where a list of authors begins behind a semicolon, after a work with its year."""
    cuts: list[int] = []
    seen: set[Field] = set()
    last = Field.NONE
    for span in entry.spans:
        begins = span.field == Field.BIB_AUTHOR and last != Field.BIB_AUTHOR
        whole = Field.BIB_AUTHOR in seen and Field.BIB_YEAR in seen
        if begins and whole and document.texts[span.first - 1] == ";":
            cuts.append(span.first)
            seen = set()
        seen.add(span.field)
        last = span.field
    return cuts if Field.BIB_YEAR in seen else cuts[:-1]
