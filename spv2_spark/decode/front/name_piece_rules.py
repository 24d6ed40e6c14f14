"""Pieces of names that a mark, a line's end or a date parts from them or joins to them."""

from __future__ import annotations

from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.name_shapes import is_mark, names_on
from spv2_spark.decode.people.person import is_initials
from spv2_spark.decode.rules import rule
from spv2_spark.layout.months import month_of

_WHOLE = 2  # words of a name that needs no more
_YEAR = 4  # digits


@rule
def initials_behind_marks(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """A mark between a surname and its initials parts no names: "Ivanova^1 A. B., Petrov^2 C.".

    Nothing but superscripts stands between the two, on one line.
    """
    joined: list[Span] = []
    for span in spans:
        if joined and _is_surname_of(document, joined[-1], span):
            joined[-1] = Span(span.field, joined[-1].indices + span.indices)
        else:
            joined.append(span)
    return joined


@rule
def names_below_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """In a list that only white parts, the last name of a line does not go on below.

    What follows on the next line is a further name, if both are whole.
    """
    parted: list[Span] = []
    for before, span in pairwise([None, *spans]):
        lines = document.lines_of(span.indices) if span else []
        is_two = len(lines) == 2 and all(names_on(document, line) for line in lines)  # noqa: PLR2004
        if span and before and is_two and _is_in_columns(document, before, span):
            parted.extend(Span(span.field, tuple(line)) for line in lines)
        elif span:
            parted.append(span)
    return parted


@rule
def months_behind_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Working papers print the date below the last author: "Ann Doe March 2023"."""
    return [_without_month(document, span) for span in spans]


def _is_surname_of(document: DecodedDocument, one: Span, two: Span) -> bool:
    """Whether a span is one word, and the next one its initials behind a mark."""
    view, between = document.view, range(one.last + 1, two.first)
    if len(one.indices) > 1 or not between or view.line_of[one.last] != view.line_of[two.first]:
        return False
    are_marks = all(view.superscripts[at] for at in between)
    word = document.texts[one.first]
    texts = [document.texts[at] for at in two.indices if document.texts[at].isalpha()]
    return are_marks and not is_initials(word) and bool(texts) and all(map(is_initials, texts))


def _is_in_columns(document: DecodedDocument, before: Span, span: Span) -> bool:
    """Whether nothing but marks and wide white stands between two names of one line."""
    view, limits = document.view, document.thresholds.authors
    if view.line_of[before.last] != view.line_of[span.first]:
        return False
    gap = view.boxes[span.first][0] - view.boxes[span.first - 1][2]
    are_marks = all(is_mark(document, at) for at in range(before.last + 1, span.first))
    return are_marks and gap > limits.word_gap * view.sizes[span.first]


def _without_month(document: DecodedDocument, span: Span) -> Span:
    """Return a name without a month as its last word, if a year or a day and a year follow."""
    after = [document.text_at(span.last + step) for step in (1, 2, 3)]
    is_dated = after[0].isdigit() and any(len(one) == _YEAR and one.isdigit() for one in after)
    words = [at for at in span.indices if len(document.texts[at]) > 1]
    is_whole = len(words) > _WHOLE and span.last == words[-1]
    if is_whole and is_dated and month_of(document.texts[span.last]):
        return Span(span.field, span.indices[:-1])
    return span
