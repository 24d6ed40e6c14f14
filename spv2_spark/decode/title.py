"""The paper's title: the best of the title spans, over several lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spv2_spark.decode.lexicon import Lexicon
from spv2_spark.decode.spans import Reading, Span, balanced, with_end_mark
from spv2_spark.decode.text import Part, parts_of, string_of, trimmed
from spv2_spark.decode.title_lines import is_kind, with_whole_lines, without_kind
from spv2_spark.decode.values import value_of
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value

_NOTE_MARKS = frozenset("*∗⁎†‡§¶#⋆☆✩✉°")
_ABBREVIATIONS = frozenset(["spp", "sp", "subsp", "var", "al", "etc", "inc", "ltd", "co", "jr"])
_BY = frozenset(["by", "par", "por", "von"])
_SAME_SIZE = 0.06  # of the size: lines of one title
_SMALL = 0.8  # of the title's size, below which a line needs to be _SURE
_SURE = 0.9
_SOME = 3  # tokens of a title that is one for sure
_LESSER = 0.88  # of the title's size: smaller lines above or below it are no part of it
_SURELY = 0.95  # mean probability from which a lesser line above the rest is the title's
_LATE_PAGE = 0.3  # a title on a further page (a cover came first) needs this much more


def title_of(reading: Reading, lexicon: Lexicon) -> Value | None:
    """Return the title with the greatest weight: probability of its tokens, size and place."""
    candidates = _joined(reading, [one for one in reading.spans if one.field == Field.TITLE])
    if not candidates:
        return None
    candidates = _without_later(reading, candidates)
    heaviest = max(candidates, key=lambda span: _weight(reading, span))
    heaviest = _above_subtitle(reading, candidates, heaviest)
    lines = _without_lesser_lines(reading, _without_other_lines(reading, heaviest))
    lines = _without_by(reading, without_kind(reading, with_whole_lines(reading, lines)))
    best = _with_last_dot(reading, with_end_mark(reading, balanced(reading, lines)))
    parts = _without_notes(reading, parts_of(reading.tokens, best.indices, lexicon))
    keep = _ends_line(reading, best.indices[-1]) or _ends_with_abbreviation(parts)
    parts = trimmed(parts, keep_period=keep)
    text = string_of(parts)
    return value_of(reading, text, [part.token for part in parts]) if text else None


def _without_by(reading: Reading, span: Span) -> Span:
    """Drop a last line that says only "by": the authors follow."""
    tokens, last = reading.tokens, span.indices[-1]
    if len(span.indices) == 1 or tokens.texts[last].lower() not in _BY:
        return span
    is_alone = tokens.lines[last] != tokens.lines[last - 1] and _ends_line(reading, last)
    return Span(span.field, span.indices[:-1]) if is_alone else span


def _joined(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Join spans that are lines of one title: next to each other, of one size."""
    tokens = reading.tokens
    joined: list[Span] = []
    for span in spans:
        if joined and span.indices[0] - joined[-1].indices[-1] == 1:
            before, after = joined[-1].indices[-1], span.indices[0]
            sizes = float(tokens.size_pt[before]), float(tokens.size_pt[after])
            alike = abs(sizes[0] - sizes[1]) <= _SAME_SIZE * max(sizes)
            if alike and tokens.page[before] == tokens.page[after]:
                joined[-1] = Span(Field.TITLE, joined[-1].indices + span.indices)
                continue
        joined.append(span)
    return joined


def _above_subtitle(reading: Reading, candidates: Sequence[Span], span: Span) -> Span:
    """Return what stands right before a title in larger print: then that one is a subtitle.

    "Review Article" in larger print is no title.
    """
    sizes = reading.tokens.size_pt
    for one in candidates:
        is_before = one.indices[-1] == span.indices[0] - 1
        is_larger = _LESSER * float(np.median(sizes[list(one.indices)])) > float(
            np.median(sizes[list(span.indices)])
        )
        is_sure = reading.mass(one) >= _SURE * len(one.indices)
        if is_before and is_larger and is_sure and not is_kind(reading, one.indices):
            return one
    return span


def _without_later(reading: Reading, candidates: list[Span]) -> list[Span]:
    """Drop what stands on a page behind a sure title in larger print: text, however long."""
    sizes = [_size(reading, one) for one in candidates]
    sure: dict[int, float] = {}  # the largest print of a sure title, by page
    for one, size in zip(candidates, sizes, strict=True):
        if len(one.indices) >= _SOME and reading.mass(one) >= _SURE * len(one.indices):
            page = _page(reading, one)
            sure[page] = max(size, sure.get(page, 0.0))
    return [
        one
        for one, size in zip(candidates, sizes, strict=True)
        if not any(page < _page(reading, one) and size < other for page, other in sure.items())
    ]


def _weight(reading: Reading, span: Span) -> float:
    """Return the mass of a span; print size counts, and the first pages come first."""
    late = _page(reading, span) - reading.tokens.pages[0]
    return reading.mass(span) * max(_size(reading, span), 1.0) / (1 + _LATE_PAGE * late)


def _size(reading: Reading, span: Span) -> float:
    return float(np.median(reading.tokens.size_pt[list(span.indices)]))


def _page(reading: Reading, span: Span) -> int:
    return reading.tokens.pages[span.indices[0]]


def _without_other_lines(reading: Reading, span: Span) -> Span:
    """Drop doubtful lines in much smaller print: the authors run on into the title's span."""
    tokens = reading.tokens
    lines: dict[int, list[int]] = {}
    for index in span.indices:
        lines.setdefault(tokens.lines[index], []).append(index)
    main = _size(reading, span)
    kept = [
        index
        for members in lines.values()
        if float(np.median(tokens.size_pt[members])) >= _SMALL * main
        or sum(reading.probabilities[index] for index in members) >= _SURE * len(members)
        for index in members
    ]
    return Span(span.field, tuple(kept)) if kept else span


def _without_lesser_lines(reading: Reading, span: Span) -> Span:
    """Drop lines in lesser print: those of the journal above, a subtitle, which JATS has apart."""
    tokens = reading.tokens
    main = _size(reading, span)
    lines: dict[int, list[int]] = {}
    for index in span.indices:
        lines.setdefault(tokens.lines[index], []).append(index)
    kept = list(lines.values())
    first = max(float(np.median(tokens.size_pt[kept[0]])), main)
    while len(kept) > 1 and float(np.median(tokens.size_pt[kept[-1]])) < _LESSER * first:
        kept.pop()
    while len(kept) > 1 and float(np.max(tokens.size_pt[kept[0]])) < _LESSER * main:
        if sum(reading.probabilities[index] for index in kept[0]) >= _SURELY * len(kept[0]):
            break
        kept.pop(0)
    return Span(span.field, tuple(index for members in kept for index in members))


def _without_notes(reading: Reading, parts: Sequence[Part]) -> list[Part]:
    """Drop footnote marks: symbols anywhere, raised digits and letters at the end."""
    raised = reading.tokens.raised
    kept = [
        part
        for part in parts
        if not (part.text in _NOTE_MARKS and (part.glued or raised[part.token]))
    ]
    while kept and raised[kept[-1].token] and len(kept[-1].text) <= 2:  # noqa: PLR2004
        kept.pop()
    return kept


def _with_last_dot(reading: Reading, span: Span) -> Span:
    """Take in the dot that ends a title's last line: publishers tell a title as it is printed."""
    after = span.indices[-1] + 1
    tokens = reading.tokens
    is_dot = tokens.texts[after : after + 1] == (".",) and not tokens.spaces[after]
    same_line = is_dot and tokens.lines[after] == tokens.lines[after - 1]
    if same_line and not tokens.raised[after] and _ends_line(reading, after):
        return Span(span.field, (*span.indices, after))
    return span


def _ends_line(reading: Reading, at: int) -> bool:
    """Whether nothing follows a token on its line."""
    lines = reading.tokens.lines
    return at + 1 >= len(lines) or lines[at + 1] != lines[at]


def _ends_with_abbreviation(parts: Sequence[Part]) -> bool:
    """Whether the last dot is that of "spp.", "U.S.", "Chelidonium majus L." or the like."""
    texts = [part.text for part in parts[-4:]]
    if len(texts) < 4 or texts[-1] != ".":  # noqa: PLR2004
        return False
    if texts[-2] == "L" and texts[-3].islower():  # Linnaeus, behind a species
        return True
    return texts[-2].lower() in _ABBREVIATIONS or (len(texts[-2]) == 1 and texts[-3] == ".")
