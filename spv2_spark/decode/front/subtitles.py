"""Subtitles: lines right below a title, in lesser print than its own and larger than the text's."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.name_shapes import names_on
from spv2_spark.decode.front.scripts import script_of
from spv2_spark.decode.front.title_languages import (
    is_in_language_of,
    is_other_language,
    lacks_language_of,
)
from spv2_spark.decode.front.title_lines import below_each_other
from spv2_spark.decode.rules import rule
from spv2_spark.decode.text.edges import Part
from spv2_spark.domain.label import Field, field_of
from spv2_spark.domain.publication_words import MEETING
from spv2_spark.layout.months import month_of
from spv2_spark.layout.vocabulary import vocabulary

_JOINING = frozenset(":?!.;,-‐‑‒–—―…。：？！")  # between a title and its subtitle, as printed


@rule
def subtitles(document: DecodedDocument, span: Span) -> Span:
    """Right below a title, in lesser print of its own, stands a subtitle: it is the title's.

    It is larger than the text, or stands apart from it, and says neither who wrote the work, nor
    where, when or for what, and not the title again in another language. Journals of medicine keep
    what kind of study it is apart ("A protocol of a randomized trial"), also in JATS.
    """
    view, limits = document.view, document.thresholds.title
    size, body = document.median_size(span.indices), view.median_size_pt
    taken: list[int] = []
    last = span.last
    while document.ends_line(last) and last + 1 < len(view):
        indices = [*view.lines.tokens(view.line_of[last + 1])]
        own = document.median_size(indices)
        is_first = not taken
        is_large = own >= limits.subtitle_text * body
        is_large |= is_first and _stands_apart(document, indices)
        is_lesser = is_large and own < limits.lesser * size
        gap = below_each_other(document, indices[0], last)
        is_near = gap <= (limits.subtitle_gap if is_first else limits.line_gap) * own
        is_alike = is_first or own == document.median_size(taken)
        goes_on = not is_first and _goes_on(document, last)
        begins_small = not is_first and _begins_small(document, indices[0])
        is_free = all(field_of(document.labels[at]) in (Field.NONE, Field.TITLE) for at in indices)
        if not (is_lesser and is_near and is_alike and is_free):
            break
        if not goes_on and not _may_be_title(document, indices, or_names=begins_small):
            break
        taken += indices
        last = indices[-1]
        if len(document.lines_of(taken)) > limits.most_lines:
            return span
    if not taken or not _is_subtitle(document, span.indices, taken):
        return span
    return Span(span.field, (*span.indices, *taken))


def _stands_apart(document: DecodedDocument, line: Sequence[int]) -> bool:
    """Whether a line in the text's print is words of a title, short, with white below it."""
    view, limits = document.view, document.thresholds.title
    texts = [document.texts[at] for at in line]
    after = line[-1] + 1
    if after >= len(view) or view.page[after] != view.page[line[0]]:
        return False
    gap = below_each_other(document, after, line[-1])
    width = view.boxes[line[-1]][2] - view.boxes[line[0]][0]
    has_small = any(text in vocabulary().text.function_words for text in texts)
    is_short = width <= limits.subtitle_width * view.width_pt[line[0]]
    are_words = all(text.isalpha() or text in _JOINING for text in texts)
    return has_small and is_short and are_words and gap > limits.line_gap * view.sizes[line[0]]


def _goes_on(document: DecodedDocument, last: int) -> bool:
    """Whether a small word ends a line of a subtitle."""
    return document.text_at(last) in vocabulary().text.function_words


def _begins_small(document: DecodedDocument, first: int) -> bool:
    """Whether a small word begins a line of a subtitle: "in Five Towns" looks like a name."""
    text = document.texts[first]
    return text.islower() and text in vocabulary().text.function_words


def _may_be_title(document: DecodedDocument, line: Sequence[int], *, or_names: bool) -> bool:
    """Whether a line says neither a name, nor an address, a date, a role, or what the work is."""
    known, texts = vocabulary(), [document.texts[at] for at in line]
    words = (
        known.affiliation.sure, known.works.theses, known.works.series, known.works.drafts,
        known.works.studies, known.references.kinds, known.roles.other_before,
    )  # fmt: skip
    return not (
        (not or_names and names_on(document, line))
        or "@" in texts
        or any(one.at_start(texts) for one in known.headings.values())
        or known.author_of_work_before.at_start(texts)
        or any(one.is_within(texts) for one in words)
        or (any(map(month_of, texts)) and any(map(str.isdecimal, texts)))  # "des" is a month, too
        or MEETING.search(" ".join(texts))
    )


def _is_subtitle(document: DecodedDocument, title: Sequence[int], below: Sequence[int]) -> bool:
    """Whether lines are of words enough, begin as a title does, and are in the title's language."""
    limits = document.thresholds.title
    own, other = ([document.texts[at] for at in part] for part in (title, below))
    words = [text for text in other if text.isalpha()]
    letters = "".join(words)
    long = len(letters) // limits.long_word  # "Perusterveydenhuollon murros Kainuussa"
    count = len(letters) if script_of(letters) == "undivided" else max(len(words), long)
    begins = bool(words) and not words[0].islower()
    same = script_of("".join(own)) == script_of(letters) and not (
        is_other_language(own, other)
        or (lacks_language_of(other, own) and not is_in_language_of(other, _text_of(document)))
    )
    return count > limits.some_words and begins and same


def _text_of(document: DecodedDocument) -> Sequence[str]:
    return document.texts_on(document.view.page_numbers[0])


@rule
def marks_before_subtitles(document: DecodedDocument, parts: list[Part]) -> list[Part]:
    """Print alone parts a title from its subtitle: in one line a colon does, where no mark does."""
    sizes, lesser = document.view.sizes, document.thresholds.title.lesser
    lines = document.view.line_of
    for at in range(1, len(parts)):
        one, two = parts[at - 1], parts[at]
        is_new = lines[one.token] != lines[two.token]
        if is_new and sizes[two.token] < lesser * sizes[one.token]:
            if two.text[:1] in _JOINING and unicodedata.name(one.text[-1:], "").startswith("CJK"):
                return [*parts[:at], two._replace(glued=True), *parts[at + 1 :]]
            if {one.text[-1:], two.text[:1]} & _JOINING:
                return parts
            return [*parts[: at - 1], one._replace(text=f"{one.text}:"), *parts[at:]]
    return parts
