"""Pieces of names that a mark, a line's end or a date parts from them or joins to them."""

from __future__ import annotations

from collections.abc import Container
from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.name_shapes import is_mark, is_name_with_comma, names_on, separates
from spv2_spark.decode.people.person import is_initials
from spv2_spark.decode.rules import rule
from spv2_spark.layout.months import month_of

_WHOLE = 2  # words of a name that needs no more
_A_LIST = 2  # names on lines of their own, beside one that may be two
_YEAR = 4  # digits


@rule
def initials_behind_marks(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """A mark between a surname and its initials parts no names: "Ivanova^1 A. B., Petrov^2 C.".

    Nothing but superscripts stands between the two, on one line.
    """
    joined: list[Span] = []
    for span in spans:
        initials, rest = _parted_at_comma(document, span)
        if joined and _is_surname_of(document, joined[-1], initials):
            joined[-1] = Span(span.field, joined[-1].indices + initials.indices)
            joined.extend(rest)
        else:
            joined.append(span)
    return joined


@rule
def names_between_semicolons(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Between two semicolons of a list stands one name: "Lee, Ann B.; García Pérez, Bo".

    Taggers know some of its words at least, and each has a capital.
    """
    taken = {at: number for number, span in enumerate(spans) for at in span.indices}
    whole, joined = dict(enumerate(spans)), set[int]()
    for piece in _between_semicolons(document, spans):
        numbers = sorted({taken[at] for at in piece if at in taken})
        if numbers and is_name_with_comma(document, piece):
            whole[numbers[0]] = Span(spans[numbers[0]].field, tuple(piece))
            joined.update(numbers[1:])
    return [span for number, span in whole.items() if number not in joined]


@rule
def names_below_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """In a list that only white parts, the last name of a line does not go on below.

    What follows on the next line is a further name, if both are whole. So it does not where the
    other names stand each on a line of its own, and the tagger has doubts.
    """
    parted: list[Span] = []
    are_apart = sum(_is_a_line(document, one) for one in spans) >= _A_LIST
    for before, span in pairwise([None, *spans]):
        lines = document.lines_of(span.indices) if span else []
        is_two = len(lines) == 2 and all(names_on(document, line) for line in lines)  # noqa: PLR2004
        is_cut = before is not None and span is not None and _is_in_columns(document, before, span)
        is_line = are_apart and all(_is_whole_line(document, line) for line in lines)
        is_cut = is_cut or (is_line and is_two and _has_doubts(document, lines[1][0]))
        if span and is_two and is_cut:
            parted.extend(Span(span.field, tuple(line)) for line in lines)
        elif span:
            parted.append(span)
    return parted


@rule
def names_over_lines(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Taggers leave a name at a line's end: "... · Álvaro" goes on below: "Núñez · ...".

    A word that separators part from the names before it ends its line, and what begins the next
    up to a separator is one word or two with capitals that nobody has, or one labelled apart.
    """
    single = {span.indices for span in spans if len(span.indices) == 1}
    taken = {at for span in spans for at in span.indices if len(span.indices) > 1}
    whole: list[Span] = []
    for span in spans:
        if whole and span.indices in single and span.first in whole[-1].indices:
            continue
        rest = _rest_below(document, span, taken)
        whole.append(Span(span.field, (*span.indices, *rest)))
    return whole


@rule
def months_behind_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Working papers print the date below the last author: "Ann Doe March 2023"."""
    return [_without_month(document, span) for span in spans]


def _has_doubts(document: DecodedDocument, at: int) -> bool:
    return document.probabilities[at] < document.thresholds.authors.sure


def _is_a_line(document: DecodedDocument, span: Span) -> bool:
    """Whether a name is all that a line has, but for marks."""
    lines = document.lines_of(span.indices)
    return len(lines) == 1 and _is_whole_line(document, lines[0])


def _is_whole_line(document: DecodedDocument, line: list[int]) -> bool:
    whole = document.view.lines.tokens(document.view.line_of[line[0]])
    return all(at in line or is_mark(document, at) for at in whole)


def _between_semicolons(document: DecodedDocument, spans: list[Span]) -> list[list[int]]:
    """Return what semicolons part on the lines of some names, the first and the last piece too."""
    if not spans or ";" not in document.texts[spans[0].first : spans[-1].last + 1]:
        return []
    lines, most = document.view.line_of, document.thresholds.authors.missed
    start = end = spans[0].first
    while start > 0 and lines[start - 1] == lines[spans[0].first]:
        start -= 1
    for span in spans:
        end = span.last if span.first - end <= most else end
    while not document.ends_line(end):
        end += 1
    pieces: list[list[int]] = [[]]
    for at in range(start, end + 1):
        if document.texts[at] == ";":
            pieces.append([])
        elif not is_mark(document, at):
            pieces[-1].append(at)
    return pieces if len(pieces) > 1 else []


def _parted_at_comma(document: DecodedDocument, span: Span) -> tuple[Span, list[Span]]:
    """Return what stands before the first comma in a span, and what behind it, if anything."""
    texts = [document.texts[at] for at in span.indices]
    at = texts.index(",") if "," in texts[1:-1] else len(texts)
    rest = span.indices[at + 1 :]
    return Span(span.field, span.indices[:at]), [Span(span.field, rest)] if rest else []


def _is_surname_of(document: DecodedDocument, one: Span, two: Span) -> bool:
    """Whether a span is one word, and the next one its initials behind a mark."""
    if not two.indices:
        return False
    view, between = document.view, range(one.last + 1, two.first)
    if len(one.indices) > 1 or not between or view.line_of[one.last] != view.line_of[two.first]:
        return False
    are_marks = all(view.superscripts[at] for at in (between[0], between[-1]))
    are_marks = are_marks and not any(document.texts[at].isalpha() for at in between[1:-1])
    word = document.texts[one.first]
    texts = [document.texts[at] for at in two.indices if document.texts[at].isalpha()]
    return are_marks and not is_initials(word) and bool(texts) and all(map(is_initials, texts))


def _rest_below(document: DecodedDocument, span: Span, taken: Container[int]) -> list[int]:
    """Return the tokens that begin the next line and end a name of one word."""
    view, first = document.view, span.last + 1
    is_parted = separates(document.text_at(span.first - 1))
    if len(span.indices) > 1 or not is_parted or not document.ends_line(span.last):
        return []
    rest: list[int] = []
    for at in range(first, min(first + _WHOLE + 1, len(view))):
        text = document.texts[at]
        if rest and (separates(text) or is_mark(document, at)):
            return rest
        is_next = at not in taken and text[0].isupper() and text.isalpha()
        if not is_next or view.line_of[at] != view.line_of[first]:
            return []
        rest.append(at)
    return []


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
