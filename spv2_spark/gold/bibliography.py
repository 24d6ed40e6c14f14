"""Labels for the bibliography: entries, their fields, and masks where either is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median_low

import numpy as np

from spv2_spark.domain.gold import GoldReference
from spv2_spark.domain.label import MASK
from spv2_spark.gold.anchors import find_anchors, is_ordered
from spv2_spark.gold.canvas import Canvas
from spv2_spark.gold.entries import Entry, entries_of
from spv2_spark.gold.fields import label_fields
from spv2_spark.gold.parts import choose_years, find_fields
from spv2_spark.gold.stream import Stream, list_headings

_PER_ENTRY = 100  # tokens in which an entry that was not found is sure to end
_LONG_TAIL = 60  # tokens behind the last field that may hide an entry unknown to gold
_SHORT_TAIL = 25
_FEW = 0.2
_TAIL_WORDS = 8  # behind the last field: more are another entry's, a caption's, an advert's
_LINK_WORD = 3  # letters


@dataclass(frozen=True, slots=True)
class _Limits:
    """Lengths in tokens up to which an entry is believed to go on."""

    tail: int  # behind its last field
    unknown: int  # of an entry without any known field


def label_bibliography(
    canvas: Canvas, references: Sequence[GoldReference] | None, low: int
) -> None:
    """Label the entries that token `low` and later print, and mask all other lists.

    Where gold says nothing of references, or that there are none, whatever follows a heading
    like "References" is masked in both; where it says nothing and there is no such
    heading, the second half is.
    """
    stream = canvas.stream
    if not references:
        mask_lists(canvas, None, low, must=references is None)
        return
    anchors = find_anchors(stream, references, low)
    entries = entries_of(stream, references, anchors)
    found = {entry.index for entry in entries}
    for index, reference in enumerate(references):
        _expect(canvas, reference, index in found)
    if not entries:
        mask_lists(canvas, None, low)
        return
    for entry in entries:
        if entry.index is not None:
            find_fields(stream, references[entry.index], entry)
    choose_years(stream, entries)
    ordered = is_ordered(anchors)
    is_hidden = not ordered and not found.issuperset(range(len(references)))
    limits = _limits(entries[:-1], anywhere=is_hidden)
    _write(canvas, references, entries, limits, ordered=ordered)
    _mask_around(canvas, references, entries, low)


def _limits(entries: Sequence[Entry], *, anywhere: bool) -> _Limits:
    """Return the limits by what is usual; `anywhere` an entry may be hidden."""
    known = [entry for entry in entries if entry.index is not None]
    tail = median_low([entry.end - entry.fields_end for entry in known] or [0])
    usual = median_low([entry.end - entry.start for entry in known] or [_LONG_TAIL])
    longest = max(_SHORT_TAIL, 2 * tail) if anywhere else max(_LONG_TAIL, 3 * tail)
    return _Limits(longest, max(_LONG_TAIL, 3 * usual))


def _expect(canvas: Canvas, reference: GoldReference, is_found: bool) -> None:
    text = reference.title or reference.raw or reference.venue
    reason = "not printed" if text or reference.authors else "gold says nothing of it"
    canvas.expect("reference", text, is_found, reason)
    if not is_found and reference.title:
        canvas.expect("bib_title", reference.title, is_found=False, reason="entry not found")


def _write(
    canvas: Canvas,
    references: Sequence[GoldReference],
    entries: Sequence[Entry],
    limits: _Limits,
    *,
    ordered: bool,
) -> None:
    stream = canvas.stream
    dotted = _prints_dots(stream, entries)
    untitled = sum(bool(one.title) for one in references) < _FEW * len(references)
    located = {entry.index for entry in entries}
    astray = _astray(stream, entries)
    for entry, after in zip_longest(entries, entries[1:]):
        if entry.index is None:
            _write_unknown(canvas, entry, limits.unknown, is_last=after is None)
            continue
        tail, stop = entry.fields_end, entry.end
        is_unsure = after is not None and (
            after.start in astray
            or (ordered and _hides_entries(entry, after, located))
            or stop - tail > limits.tail
        )
        sure = stop if after else _last_end(stream, tail, limits.tail)
        is_unsure = is_unsure or _words(stream, tail, sure) > _TAIL_WORDS
        entry.end = tail if is_unsure else max(tail, sure)
        canvas.enter(entry.start, entry.end)
        if entry.start in astray:
            canvas.entries[entry.start] = MASK
        if not entry.taken and entry.end - entry.start > limits.unknown:
            canvas.entries[stream.line_end(entry.start) : entry.end] = MASK
        label_fields(canvas, references[entry.index], entry, dotted=dotted, untitled=untitled)
        if after is not None:
            canvas.mask(entry.end, stop, "between entries")


def _write_unknown(canvas: Canvas, span: Entry, longest: int, *, is_last: bool) -> None:
    """Write an entry of which only the number is known; one too long ends nobody knows where."""
    stream = canvas.stream
    end = span.end
    if is_last:
        end = min(end, _last_end(stream, span.start + 1, longest))
    elif end - span.start > longest:
        end = stream.line_end(span.start)
    canvas.enter(span.start, end)
    canvas.mask_fields(range(span.start, end), "entry without gold fields")
    canvas.mask(end, span.end, "between entries")


def _words(stream: Stream, start: int, end: int) -> int:
    """Count the words of [start, end) that are long, and no parts of addresses."""
    return sum(
        stream.spaced[token]
        and len(stream.folded[token]) > _LINK_WORD
        and stream.folded[token].isalpha()
        for token in range(start, end)
    )


def _astray(stream: Stream, spans: Sequence[Entry]) -> set[int]:
    """Return starts within a line where the list's others stand at the start of one.

    Such an entry begins with words that gold lacks: where, is not known.
    """
    within = {span.start for span in spans if stream.line_start(span.start) != span.start}
    return within if len(within) < _FEW * len(spans) else set()


def _hides_entries(span: Entry, after: Entry, located: set[int | None]) -> bool:
    """Whether references that were not found may stand between two neighbours."""
    if span.index is None or after.index is None:
        return False
    return any(index not in located for index in range(span.index + 1, after.index))


def _last_end(stream: Stream, tail: int, longest: int) -> int:
    """Return where the list's last entry ends: with its block, if that is not too long."""
    block_end = stream.block_end(tail - 1)
    return block_end if block_end - tail <= longest else stream.line_end(tail - 1)


def _prints_dots(stream: Stream, entries: Sequence[Entry]) -> bool:
    """Whether the list prints a full stop after initials ("Smith, J. A., ...")."""
    votes = [
        stream.texts[hit.end] == "."
        for entry in entries
        for hit in entry.authors[:-1]
        if hit and hit.inverted and hit.given > 0 and hit.end < len(stream)
    ]
    return sum(votes) > len(votes) / 2


def _mask_around(
    canvas: Canvas, references: Sequence[GoldReference], spans: Sequence[Entry], low: int
) -> None:
    """Mask where references that were not found may stand before and after the list."""
    stream = canvas.stream
    known = [span.index for span in spans if span.index is not None]
    first, last = spans[0].start, int(np.flatnonzero(canvas.entries > 0)[-1]) + 1
    heading = max((h for h in list_headings(stream) if h <= first), default=low)
    ahead = min(known) if known[0] == min(known) else len(references) - len(known)
    start = max(low, heading, first - _PER_ENTRY * ahead)
    canvas.mask(start, first, "before the first entry")
    missing = len(references) - 1 - max(known)
    if missing == 0 and known[-1] != max(known):  # not in gold's order
        missing = len(references) - len(known)
    rest = stream.block_end(last - 1) if missing == 0 else last + _PER_ENTRY * missing
    canvas.mask(last, min(rest, len(stream)), "after the last entry")
    for other in list_headings(stream):
        if other > last:
            canvas.mask(other, len(stream), "another list")
        elif low < other < first - _PER_ENTRY * len(references):
            canvas.mask(other, first, "another list")


def mask_lists(canvas: Canvas, known: int | None, low: int = 0, *, must: bool = True) -> None:
    """Mask all behind the first heading of a list; `known`: the first token of one known.

    A document with neither is masked from its middle on, if it `must` have a list.
    """
    headings = [heading for heading in list_headings(canvas.stream) if heading >= low]
    if known is not None:
        headings = [heading for heading in headings if heading < known]
    elif must and not headings:
        headings = [max(low, len(canvas.stream) // 2)]
    if headings:
        canvas.mask(min(headings), len(canvas.stream), "references unsaid")
