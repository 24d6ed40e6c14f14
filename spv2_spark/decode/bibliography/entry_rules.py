"""Entries of the bibliography, repaired by what their list's structure says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, EntrySpan, spans_among, told_spans
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.columns import TokenColumns
from spv2_spark.layout.vocabulary import Heading, vocabulary

_HEADING = 10  # tokens of a series' heading, at most


@rule
def second_author_lists(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Taggers run two entries together: authors at a line's start, between titles, begin one.

    In a numbered list they do not.
    """
    numbered = sum(_begins_with_number(document.view, one.indices[0]) for one in entries)
    if numbered >= document.thresholds.path.numbered * len(entries):
        return entries
    lines, parts = document.view.line_of, list[EntrySpan]()
    for entry in entries:
        starts = {two for one, two in pairwise(entry.indices) if lines[one] != lines[two]}
        cuts = [at for at in _authors_between_titles(entry) if at in starts]
        for start, stop in pairwise([entry.indices[0], *cuts, entry.indices[-1] + 1]):
            indices = tuple(index for index in entry.indices if start <= index < stop)
            parts.append(EntrySpan(indices, spans_among(document.labels, indices)))
    return parts


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
        or _begins_with_number(document.view, entry.indices[0])
    ]


@rule
def series_lists(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Working papers end with what else their series has: "Recent papers in this series".

    What stands behind such a heading is no reference, up to the next list's.
    """
    starts = _series_headings(document, entries)
    if not starts:
        return entries
    lines = document.view.lines.starts
    known = document.view.headings
    lists = [int(lines[at]) for at, heading in known if heading is Heading.REFERENCES]

    def is_of_series(entry: EntrySpan) -> bool:
        before = [at for at in [*starts, *lists] if at < entry.indices[0]]
        return bool(before) and max(before) in starts

    return [entry for entry in entries if not is_of_series(entry)]


ENTRIES = Chapter(
    "references: entries", (second_author_lists, entries_before_the_list, series_lists), told_spans
)


def _series_headings(document: DecodedDocument, entries: Sequence[EntrySpan]) -> list[int]:
    """Return the first tokens of short lines outside the entries that announce a series' list."""
    series, first = vocabulary().references.series, entries[0].indices[0] if entries else 0
    if not entries or not series.is_within(document.texts[first:]):
        return []
    inside = {at for entry in entries for at in entry.indices}
    outside = [at for at in range(first, len(document.view)) if at not in inside]
    return [
        line[0]
        for line in document.lines_of(outside)
        if len(line) <= _HEADING and series.is_within([document.texts[at] for at in line])
    ]


def _begins_with_number(view: TokenColumns, index: int) -> bool:
    """Whether an entry beginning at a token is printed with a number: "[12]", "12."."""
    texts = view.texts
    bracket = texts[index] in "[("
    at = index + bracket
    if at + 1 >= len(texts) or not texts[at].isdecimal() or len(texts[at]) > 3:  # noqa: PLR2004
        return False
    after = texts[at + 1]
    return after in "])" if bracket else after in ".)]" or view.spaced[at + 1]


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
