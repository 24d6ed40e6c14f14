"""Brackets and quotes that span a value's edge: taggers leave the one outside."""

from __future__ import annotations

from itertools import pairwise

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.bibliography.quotes import with_quotes
from spv2_spark.decode.document import DecodedDocument, Span, told_span
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.layout.vocabulary import vocabulary

_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
_STOPPERS = frozenset(";:([“?!")  # nothing of these stands in a bracket's few last words


@rule
def open_brackets(entry: Entry, span: Span) -> Span:
    """Taggers leave a title's or venue's end in brackets: "Spine (Phila" of "(Phila Pa 1976)"."""
    return with_brackets(entry.document, span)


@rule
def closed_corners(entry: Entry, span: Span) -> Span:
    """What Japanese prints in corner brackets ends with them: "『神話と構造』今村仁司訳"."""
    texts = entry.document.texts
    is_opened = entry.document.text_at(span.first - 1) == "『"
    closed = [at for at, index in enumerate(span.indices) if is_opened and texts[index] == "』"]
    return Span(span.field, span.indices[: closed[0]]) if closed else span


@rule
def quotes_at_edges(entry: Entry, span: Span) -> Span:
    """Taggers leave the quote outside that closes a title's last words: "Sulla «forma Chigi»"."""
    return with_quotes(entry.document, span)


TITLE_OR_VENUE = Chapter(
    "references: edges", (closed_corners, open_brackets, quotes_at_edges), told_span
)


def with_brackets(document: DecodedDocument, span: Span) -> Span:
    """Take in the bracket or quote beyond a span's edge whose partner stands inside it.

    An opening one stands right before the span; a closing one may stand a few tokens behind
    it, on the same line or the next. What such a bracket says of an edition or of editors is
    no part: "Handbook (3rd" is "Handbook".
    """
    texts = document.texts
    inside = [texts[index] for index in span.indices]
    for opening, closing in _PAIRS:
        more = inside.count(opening) - inside.count(closing)
        if more > 0:
            span = _closed(document, span, opening, closing)
        elif more < 0 and document.text_at(span.first - 1) == opening:
            span = Span(span.field, (span.first - 1, *span.indices))
    ends_quote = any(one == "’" and two in ":,." for one, two in pairwise(inside))
    if ends_quote and document.text_at(span.first - 1) == "‘":  # an apostrophe ends no clause
        span = Span(span.field, (span.first - 1, *span.indices))
    return span


def _closed(document: DecodedDocument, span: Span, opening: str, closing: str) -> Span:
    """Return a span up to the bracket that closes its last open one, or without that one."""
    texts, last = document.texts, span.last
    end = _end_of_bracket(document, last, closing)
    opened = max(at for at, index in enumerate(span.indices) if texts[index] == opening)
    said = "".join(texts[index] for index in span.indices[opened + 1 : opened + 2])
    is_remark = said.isdecimal() or said in vocabulary().roles.editor_behind
    if opened and is_remark and end > last + 1:
        return Span(span.field, span.indices[:opened])
    return Span(span.field, (*span.indices, *range(last + 1, end + 1)))


def _end_of_bracket(document: DecodedDocument, last: int, closing: str) -> int:
    """Return the first closing bracket near behind token `last`, or `last` if there is none."""
    texts, lines = document.texts, document.view.line_of
    stop = min(last + 1 + document.thresholds.references.bracket, len(texts))
    for at in range(last + 1, stop):
        if texts[at] == closing:
            return at
        if texts[at] in _STOPPERS or lines[at] - lines[last] > 1:
            break
    return last
