"""Where the list of references ends, and other lists and tables that look like it begin."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spv2_spark.decode.document import DecodedDocument, EntrySpan, spans_among
from spv2_spark.decode.rules import rule
from spv2_spark.layout.vocabulary import Heading, vocabulary
from spv2_spark.layout.word_list import WordList

_LISTS = (Heading.REFERENCES, Heading.FURTHER_READING, Heading.NOTES)
_HEADING = 10  # tokens of a heading, at most
_PARTING = frozenset(":.–—-")  # an appendix from what it holds


@rule
def series_lists(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Working papers end with what else their series has: "Recent papers in this series".

    What stands behind such a heading is no reference, up to the next list's.
    """
    series = vocabulary().references.series
    lines = _short_lines(document, entries, series)
    return _before(
        document,
        entries,
        [line[0] for line in lines if series.is_within([document.texts[at] for at in line])],
    )


@rule
def entries_of_appendices(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Tables, notes and members of an appendix behind the list look like entries.

    Most entries, or the greater part of all, stand before its heading; a list of its own has one.
    """
    appendices = vocabulary().appendices
    lines = _short_lines(document, entries, appendices)
    kept = _before(
        document,
        entries,
        [line[0] for line in lines if _is_heading(document, line, appendices)],
    )
    is_most = 2 * len(kept) >= len(entries) or 2 * _tokens(kept) >= _tokens(entries)
    return kept if is_most and len(kept) >= document.thresholds.path.list_page else entries


def _short_lines(
    document: DecodedDocument, entries: Sequence[EntrySpan], words: WordList
) -> list[list[int]]:
    """Return the short lines outside the entries, from the first on; none without the words."""
    first = entries[0].indices[0] if entries else 0
    if not entries or not words.is_within(document.texts[first:]):
        return []
    inside = {at for entry in entries for at in entry.indices}
    outside = [at for at in range(first, len(document.view)) if at not in inside]
    return [line for line in document.lines_of(outside) if len(line) <= _HEADING]


def _is_heading(document: DecodedDocument, line: Sequence[int], words: WordList) -> bool:
    """Whether a line is one of the words, with a label and what it holds: "Appendix A: Tables"."""
    texts = [document.texts[at] for at in line]
    count = words.at_start(texts)
    rest = texts[count:]
    if count and rest and (len(rest[0]) == 1 or rest[0].isdigit()) and rest[0] not in _PARTING:
        rest = rest[1:]
    return count > 0 and (not rest or rest[0] in _PARTING)


def _before(
    document: DecodedDocument, entries: list[EntrySpan], ends: Collection[int]
) -> list[EntrySpan]:
    """Return the entries before any of the tokens `ends`, or behind a later list's heading.

    An entry that runs on over such a token ends there.
    """
    if not ends:
        return entries
    lines = document.view.lines.starts
    lists = [int(lines[at]) for at, heading in document.view.headings if heading in _LISTS]
    kept: list[EntrySpan] = []
    for entry in entries:
        first = entry.indices[0]
        before = [at for at in (*ends, *lists) if at < first]
        if before and max(before) in ends:
            continue
        stop = min((at for at in ends if at > first), default=len(document.view))
        indices = tuple(at for at in entry.indices if at < stop)
        is_cut = len(indices) < len(entry.indices)
        kept.append(EntrySpan(indices, spans_among(document.labels, indices)) if is_cut else entry)
    return kept


def _tokens(entries: Sequence[EntrySpan]) -> int:
    return sum(len(entry.indices) for entry in entries)
