"""Labels for the bibliography: entries, their fields, and masks where either is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median_low

import numpy as np

from spv2_spark.domain.gold import GoldReference
from spv2_spark.domain.label import MASK
from spv2_spark.gold.anchors import find_anchors, is_ordered
from spv2_spark.gold.canvas import Canvas
from spv2_spark.gold.entries import EntrySpan, entry_spans
from spv2_spark.gold.fields import label_fields
from spv2_spark.gold.headings import list_headings
from spv2_spark.gold.parts import Parts, choose_years, parts_of
from spv2_spark.gold.stream import Stream

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
    spans = entry_spans(stream, references, anchors)
    found = {span.index for span in spans}
    for index, reference in enumerate(references):
        _expect(canvas, reference, index in found)
    if not spans:
        mask_lists(canvas, None, low)
        return
    all_parts = [
        parts_of(stream, references[span.index], span) for span in spans if span.index is not None
    ]
    choose_years(stream, all_parts)
    tails = {id(parts.entry): _fields_end(stream, parts) for parts in all_parts}
    lengths = [span.end - tails[id(span)] for span in spans[:-1] if span.index is not None]
    typical = float(median_low(lengths)) if lengths else 0.0
    longest = max(_LONG_TAIL, int(3 * typical))
    missing = len(references) - len(found - {None})
    if missing and not is_ordered(anchors):
        longest = max(_SHORT_TAIL, int(2 * typical))  # anywhere an entry may be hidden
    lengths = [span.end - span.start for span in spans[:-1] if span.index is not None]
    usual = int(median_low(lengths)) if lengths else _LONG_TAIL
    limits = _Limits(longest, max(_LONG_TAIL, 3 * usual))
    _write(canvas, references, spans, all_parts, limits, is_ordered(anchors))
    _mask_around(canvas, references, spans, low)


def _expect(canvas: Canvas, reference: GoldReference, is_found: bool) -> None:
    text = reference.title or reference.raw or reference.venue
    reason = "not printed" if text or reference.authors else "gold says nothing of it"
    canvas.expect("reference", text, is_found, reason)
    if not is_found and reference.title:
        canvas.expect("bib_title", reference.title, is_found=False, reason="entry not found")


def _write(
    canvas: Canvas,
    references: Sequence[GoldReference],
    spans: Sequence[EntrySpan],
    all_parts: Sequence[Parts],
    limits: _Limits,
    ordered: bool,
) -> None:
    stream = canvas.stream
    parts_by = {parts.entry.start: parts for parts in all_parts}
    dotted = _prints_dots(stream, all_parts)
    untitled = sum(bool(one.title) for one in references) < _FEW * len(references)
    located = {span.index for span in spans}
    astray = _astray(stream, spans)
    for number, span in enumerate(spans):
        parts = parts_by.get(span.start)
        after = spans[number + 1] if number + 1 < len(spans) else None
        if parts is None or span.index is None:
            _write_unknown(canvas, span, limits.unknown, is_last=after is None)
            continue
        tail = _fields_end(stream, parts)
        sure = span.end
        if after is None:
            sure = _last_end(stream, tail, limits.tail)
            sure = tail if _words(stream, tail, sure) > _TAIL_WORDS else sure
        elif (
            after.start in astray
            or (ordered and _hides_entries(span, after, located))
            or span.end - tail > limits.tail
            or _words(stream, tail, span.end) > _TAIL_WORDS
        ):
            sure = tail
        parts.entry = replace(span, end=max(tail, sure))
        canvas.enter(span.start, parts.entry.end)
        if span.start in astray:
            canvas.entries[span.start] = MASK
        if not parts.taken and parts.entry.end - span.start > limits.unknown:
            canvas.entries[stream.line_end(span.start) : parts.entry.end] = MASK
        label_fields(canvas, references[span.index], parts, dotted=dotted, untitled=untitled)
        if after is not None:
            canvas.mask(parts.entry.end, span.end, "between entries")


def _write_unknown(canvas: Canvas, span: EntrySpan, longest: int, *, is_last: bool) -> None:
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


def _astray(stream: Stream, spans: Sequence[EntrySpan]) -> set[int]:
    """Return starts within a line where the list's others stand at the start of one.

    Such an entry begins with words that gold lacks: where, is not known.
    """
    within = {span.start for span in spans if stream.line_start(span.start) != span.start}
    return within if len(within) < _FEW * len(spans) else set()


def _hides_entries(span: EntrySpan, after: EntrySpan, located: set[int | None]) -> bool:
    """Whether references that were not found may stand between two neighbours."""
    if span.index is None or after.index is None:
        return False
    return any(index not in located for index in range(span.index + 1, after.index))


def _fields_end(stream: Stream, parts: Parts) -> int:
    ends = [parts.entry.start + 1]
    if parts.entry.anchor and parts.entry.anchor.part == "raw":
        ends.append(parts.entry.anchor.end)
    ends += [hit.end for hit in parts.authors if hit]
    if parts.title:
        ends.append(parts.title.end)
    if parts.venue:
        ends.append(parts.venue[1])
    if parts.year is not None:
        ends.append(parts.year + 1)
    return min(max(ends), max(parts.entry.end, parts.entry.start + 1))


def _last_end(stream: Stream, tail: int, longest: int) -> int:
    """Return where the list's last entry ends: with its block, if that is not too long."""
    block_end = stream.block_end(tail - 1)
    return block_end if block_end - tail <= longest else stream.line_end(tail - 1)


def _prints_dots(stream: Stream, all_parts: Sequence[Parts]) -> bool:
    """Whether the list prints a full stop after initials ("Smith, J. A., ...")."""
    votes = [
        stream.texts[hit.end] == "."
        for parts in all_parts
        for hit in parts.authors[:-1]
        if hit and hit.inverted and hit.given > 0 and hit.end < len(stream)
    ]
    return sum(votes) > len(votes) / 2


def _mask_around(
    canvas: Canvas, references: Sequence[GoldReference], spans: Sequence[EntrySpan], low: int
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
