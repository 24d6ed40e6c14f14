"""Spans of authors to spans of whole names: pieces joined, columns parted, ends taken in."""

from __future__ import annotations

from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, Span, told_spans
from spv2_spark.decode.front.name_line_rules import (
    lines_below_names,
    places_above_mail,
    places_below_names,
)
from spv2_spark.decode.front.name_piece_rules import (
    initials_behind_marks,
    months_behind_names,
    names_below_names,
    names_between_semicolons,
    names_over_lines,
)
from spv2_spark.decode.rules import Chapter, rule

_HYPHENS = frozenset("-‐‑־")
_DASHES = frozenset("–—")  # between names, with spaces
_APOSTROPHES = frozenset("’'ʼ‘`")
_LAST_LATIN = "\u024f"


@rule
def names_in_columns(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Names stand side by side in columns of one line, with nothing but white between them.

    That is wide, or much wider than the spaces within the names.
    """
    view, limits, parted = document.view, document.thresholds.authors, list[Span]()
    for span in spans:
        start = 0
        wide = max(limits.clear_gap, limits.gap_of_spaces * _space(document, span))
        wide = min(wide, limits.column_gap)
        for at, (one, two) in enumerate(pairwise(span.indices), 1):
            gap = view.boxes[two][0] - view.boxes[one][2]
            if gap > wide * view.sizes[two] and view.line_of[one] == view.line_of[two]:
                parted.append(Span(span.field, span.indices[start:at]))
                start = at
        parted.append(Span(span.field, span.indices[start:]))
    return parted


@rule
def unparted_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """In a list whose other names are parted, what nothing parts is one name, whatever begins.

    "Ali Hassan Ali Abdelwanis2, Jo Doe1" has two names, whatever begins within the first, and
    so has what stands in columns. A single word is joined to the name behind it also where few
    are parted, and the last name, behind "and", to what goes on with it on the next line, where
    a comma or a mark parts all others.
    """
    limits = document.thresholds.authors
    edges = [(one.last, two.first) for one, two in pairwise(spans)]
    edges = [(last, first) for last, first in edges if first - last <= limits.list_gap]
    marked = sum(first - last > 1 for last, first in edges)
    is_list = 2 * sum(touch(document, *edge) for edge in edges) < len(edges)
    is_parted = marked > 0 or len(edges) == 1
    whole: list[Span] = []
    for span in spans:
        is_cut = span is spans[-1] and marked == len(edges) - 1 >= limits.separators
        is_word = bool(whole) and len(whole[-1].indices) == 1 and is_parted
        is_one = is_list or is_word
        if whole and _is_one(document, whole[-1], span, is_list=is_one, is_cut=is_cut):
            whole[-1] = Span(span.field, whole[-1].indices + span.indices)
        else:
            whole.append(span)
    return whole


@rule
def ends_of_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Taggers all but label the word before or behind a name that is the name's own.

    And what a hyphen or an apostrophe of the name joins to it, whatever they said.
    """
    taken = {index for span in spans for index in span.indices}
    grown = []
    for span in spans:
        indices = span.indices
        before, after = span.first - 1, span.last + 1
        is_cut = document.texts[span.first] in _HYPHENS and before >= 0
        is_cut = is_cut and touch(document, before, span.first)
        if before not in taken and (is_cut or _is_end(document, before, before - 1, span.first)):
            indices = (before, *indices)
        while after not in taken and _is_joined_by_apostrophe(document, after):
            indices, after = (*indices, after), after + 1
        is_cut = _is_behind_apostrophe(document, after)
        if after not in taken and (is_cut or _is_end(document, after, after + 1, span.last)):
            indices = (*indices, after)
        grown.append(Span(span.field, indices))
    return grown


NAME_SPANS = Chapter(
    "authors: whole names",
    (
        places_below_names, places_above_mail, names_between_semicolons, initials_behind_marks,
        names_in_columns, unparted_names, ends_of_names, lines_below_names, names_below_names,
        names_over_lines, months_behind_names,
    ),
    told_spans,
)  # fmt: skip


def touch(document: DecodedDocument, one: int, two: int) -> bool:
    """Whether two tokens stand side by side on a line, in one print, with a space at most."""
    view, limits = document.view, document.thresholds.authors
    if two - one != 1 or view.line_of[one] != view.line_of[two]:
        return False
    if view.superscripts[one] or view.superscripts[two]:
        return False
    gap = view.boxes[two][0] - view.boxes[one][2]
    step = abs(view.sizes[one] - view.sizes[two])
    is_alike = step <= limits.same_size * view.sizes[one]
    return gap <= limits.word_gap * view.sizes[one] and is_alike


def _is_one(
    document: DecodedDocument, before: Span, after: Span, *, is_list: bool, is_cut: bool
) -> bool:
    """Whether two spans are one name: in a list of parted ones, or cut at the list's end."""
    view, last, first = document.view, before.last, after.first
    if touch(document, last, first):
        return is_list and view.texts[first][0] < _LAST_LATIN
    is_short = len(before.indices) + len(after.indices) <= document.thresholds.authors.longest
    is_near = first - last == 1 and view.block_of[last] == view.block_of[first]
    return is_cut and is_short and is_near and view.texts[before.first - 1].lower() in ("and", "&")


def _is_behind_apostrophe(document: DecodedDocument, at: int) -> bool:
    """Whether letters that the tagger left out stand right behind an apostrophe."""
    texts = document.texts
    if at >= len(texts) or document.labels[at] or document.view.spaced[at]:
        return False
    is_joined = texts[at - 1] in _APOSTROPHES and texts[at].isalpha()
    return is_joined and touch(document, at - 1, at)


def _is_joined_by_apostrophe(document: DecodedDocument, at: int) -> bool:
    """Whether a token is an apostrophe between letters without a space: "Cleac'h"."""
    view = document.view
    if document.text_at(at) not in _APOSTROPHES or view.spaced[at]:
        return False
    behind = document.text_at(at + 1)
    return behind.isalpha() and not view.spaced[at + 1] and touch(document, at, at + 1)


def _is_end(document: DecodedDocument, at: int, beyond: int, name: int) -> bool:
    """Whether a word is the end of the name beside it; `beyond` it the name cannot go on."""
    view = document.view
    if not 0 <= at < len(view) or document.labels[at]:
        return False
    text = view.texts[at]
    is_sure = document.probabilities[at] > document.thresholds.authors.unsure
    if is_sure or not text[:1].isupper() or not text.replace("-", "").isalpha():
        return False
    ends = not 0 <= beyond < len(view) or view.line_of[beyond] != view.line_of[at]
    ends = ends or view.superscripts[beyond] or view.texts[beyond] in ",;·•|"
    ends = ends or (view.texts[beyond] in _DASHES and view.spaced[beyond])
    return ends and touch(document, min(at, name), max(at, name))


def _space(document: DecodedDocument, span: Span) -> float:
    """Return the median of the spaces in a span, in shares of its size; 1 if it has none."""
    view = document.view
    gaps = sorted(
        (view.boxes[two][0] - view.boxes[one][2]) / view.sizes[two]
        for one, two in pairwise(span.indices)
        if view.spaced[two] and view.line_of[one] == view.line_of[two]
    )
    return gaps[(len(gaps) - 1) // 2] if gaps else 1.0
