"""From a path of labels to spans of tokens and entries of the bibliography."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spv2_spark.decode.tokens import Tokens
from spv2_spark.decode.viterbi import Path
from spv2_spark.domain.label import Entry, Field, field_of, is_begin
from spv2_spark.domain.page import Document, Float32s
from spv2_spark.domain.tagging import PageTags

_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
_BRACKET = 7  # tokens behind a span among which its open bracket may be closed
_EDITORS = frozenset(["ed", "eds", "editor", "editors"])
_STOPPERS = frozenset(";:([“?!")  # nothing of these stands in a bracket's few last words


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens of one value, in order; they may have gaps (a running head, a raised mark)."""

    field: Field
    indices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EntrySpan:
    """An entry of the bibliography: its tokens, its printed number included, and its fields."""

    indices: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, eq=False)
class Reading:
    """A document's tokens with the decoded path and the probability of each chosen label."""

    tokens: Tokens
    path: Path
    probability: Float32s  # (n,): of the field label
    spans: tuple[Span, ...]  # titles and authors
    entries: tuple[EntrySpan, ...]

    def mass(self, span: Span) -> float:
        """Return the sum of the probabilities of a span's tokens."""
        probabilities = self.probabilities
        return sum(probabilities[index] for index in span.indices)

    @cached_property
    def probabilities(self) -> list[float]:
        """The probability of each token's field label."""
        probabilities: list[float] = self.probability.tolist()
        return probabilities


def joined_tags(document: Document, tags: Sequence[PageTags]) -> tuple[Float32s, Float32s]:
    """Return field_logp (n, 13) and entry_logp (n, 3) over all pages; checks their sizes."""
    if [len(one.field_logp) for one in tags] != [len(page) for page in document.pages]:
        raise ValueError("the tags are not of this document's pages")
    if not tags:
        return np.zeros((0, 13), dtype=np.float32), np.zeros((0, 3), dtype=np.float32)
    fields = np.concatenate([one.field_logp for one in tags])
    return fields, np.concatenate([one.entry_logp for one in tags])


def outer_spans(path: Path) -> tuple[Span, ...]:
    """Return the spans outside the bibliography: titles and authors."""
    outside = np.flatnonzero((path.field > 0) & (path.entry == Entry.OUTSIDE))
    return spans_among(path.field.tolist(), outside.tolist())


def spans_among(labels: Sequence[int], indices: Sequence[int]) -> tuple[Span, ...]:
    """Return the spans of the tokens at `indices`.

    An inside label takes up the last span if that has the same field: what stands between
    them is labelled none.
    """
    grown: list[tuple[Field, list[int]]] = []
    for index in indices:
        label = labels[index]
        if not label:
            continue
        field = field_of(label)
        if is_begin(label) or not grown or grown[-1][0] != field:
            grown.append((field, []))
        grown[-1][1].append(index)
    return tuple(Span(field, tuple(members)) for field, members in grown)


def entries_of(path: Path) -> tuple[EntrySpan, ...]:
    """Return the runs of entry labels; an entry that begins inside begins all the same."""
    labels, entry = path.field.tolist(), path.entry.tolist()
    grown: list[list[int]] = []
    for index in np.flatnonzero(path.entry != Entry.OUTSIDE).tolist():
        if entry[index] == Entry.BEGIN or not grown:
            grown.append([])
        grown[-1].append(index)
    return tuple(EntrySpan(tuple(members), spans_among(labels, members)) for members in grown)


def spans_of(entry: EntrySpan, field: Field) -> list[Span]:
    """Return an entry's spans of one field."""
    return [one for one in entry.spans if one.field == field]


def joined(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Join an entry's spans with at most one mark (a colon, a dash) between; take it in."""
    whole: list[Span] = []
    for span in spans:
        if whole and span.indices[0] - whole[-1].indices[-1] <= 2:  # noqa: PLR2004
            first, last = whole[-1].indices[-1] + 1, span.indices[0]
            between = tuple(range(first, last))
            if all(reading.tokens.texts[index] in ":-–—'’/&" for index in between):
                whole[-1] = Span(span.field, whole[-1].indices + between + span.indices)
                continue
        whole.append(span)
    return whole


def balanced(reading: Reading, span: Span) -> Span:
    """Take in the bracket or quote beyond a span's edge whose partner stands inside it.

    An opening one stands right before the span; a closing one may stand a few tokens behind
    it ("Spine (Phila" in "Spine (Phila Pa 1976)"), on the same line or the next. What such
    a bracket says of an edition or of editors is no part: "Handbook (3rd" is "Handbook".
    """
    texts = reading.tokens.texts
    inside = [texts[index] for index in span.indices]
    first = span.indices[0]
    for opening, closing in _PAIRS:
        more = inside.count(opening) - inside.count(closing)
        if more > 0:
            span = _closed(reading, span, opening, closing)
        elif more < 0 and texts[first - 1 : first] == (opening,):
            span = Span(span.field, (first - 1, *span.indices))
    return span


def _closed(reading: Reading, span: Span, opening: str, closing: str) -> Span:
    """Return a span up to the bracket that closes its last open one, or without that one."""
    texts, last = reading.tokens.texts, span.indices[-1]
    end = _end_of_bracket(reading, last, closing)
    opened = max(at for at, index in enumerate(span.indices) if texts[index] == opening)
    said = "".join(texts[span.indices[opened] + 1 : span.indices[opened] + 2]).lower()
    is_remark = said.isdecimal() or said in _EDITORS
    if opened and is_remark and end > last + 1:
        return Span(span.field, span.indices[:opened])
    return Span(span.field, (*span.indices, *range(last + 1, end + 1)))


def with_end_mark(reading: Reading, span: Span) -> Span:
    """Take in the question or exclamation mark that stands at a title's last word."""
    after = span.indices[-1] + 1
    texts = reading.tokens.texts
    while after < len(texts) and texts[after] in "?!" and not reading.tokens.spaces[after]:
        span = Span(span.field, (*span.indices, after))
        after += 1
    return span


def _end_of_bracket(reading: Reading, last: int, closing: str) -> int:
    """Return the first closing bracket near behind token `last`, or `last` if there is none."""
    tokens = reading.tokens
    for at in range(last + 1, min(last + 1 + _BRACKET, len(tokens))):
        if tokens.texts[at] == closing:
            return at
        if tokens.texts[at] in _STOPPERS or tokens.lines[at] - tokens.lines[last] > 1:
            break
    return last
