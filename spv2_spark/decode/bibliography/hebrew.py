"""What lists in Hebrew print in letters: initials with strokes, the numbers of volumes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field

LETTER = re.compile("[א-ת]")
STROKES = ("'", "’", "׳")
_VOLUME = re.compile('[א-ת]{1,3}(["״”]?[א-ת])?([(][0-9–-]+[)])?')  # "נב(1)", "תשע״ב"
_INITIAL = 3  # tokens: a comma, a letter, a stroke


@rule
def marks_of_initials(entry: Entry, spans: list[Span]) -> list[Span]:
    """Hebrew marks an initial by a stroke behind it, which taggers leave: "אזולאי, ר'"."""
    texts, spaced = entry.document.texts, entry.document.view.spaced
    return [
        Span(one.field, (*one.indices, one.last + 1))
        if LETTER.fullmatch(texts[one.last])
        and entry.document.text_at(one.last + 1) in STROKES
        and not spaced[one.last + 1]
        else one
        for one in spans
    ]


@rule
def initials_with_strokes(entry: Entry, spans: list[Span]) -> list[Span]:
    """Taggers leave a Hebrew initial with its stroke behind the surname: "אזולאי, ר'"."""
    return [_with_initial(entry, one) for one in spans]


def _with_initial(entry: Entry, span: Span) -> Span:
    document = entry.document
    if not LETTER.match(document.texts[span.last]):
        return span
    behind = [at for at in entry.indices if span.last < at <= span.last + _INITIAL]
    texts = [document.texts[at] for at in behind]
    end = _INITIAL if texts[:1] == [","] else _INITIAL - 1
    is_surname = len(document.texts[span.last]) > 1
    is_initial = (
        len(texts) >= end and LETTER.fullmatch(texts[end - 2]) and texts[end - 1] in STROKES
    )
    if is_surname and is_initial and not any(document.labels[at] for at in behind[:end]):
        return Span(span.field, (*span.indices, *behind[:end]))
    return span


def with_journal(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    """Return an entry whose venue is the journal behind the title's stop, not its volume."""
    spans = list(entry.spans)
    for at, (title, venue) in enumerate(pairwise(spans)):
        are_these = (title.field, venue.field) == (Field.BIB_TITLE, Field.BIB_VENUE)
        if not are_these or not _VOLUME.fullmatch(_text(document, venue.indices)):
            continue
        stops = [n for n, index in enumerate(title.indices) if document.texts[index] == "."]
        if not stops or not 0 < stops[-1] < len(title.indices) - 1:
            continue
        name = Span(Field.BIB_VENUE, title.indices[stops[-1] + 1 :])
        spans[at : at + 2] = [Span(Field.BIB_TITLE, title.indices[: stops[-1]]), name]
        return EntrySpan(entry.indices, tuple(spans))
    return entry


def _text(document: DecodedDocument, indices: Sequence[int]) -> str:
    return "".join(document.texts[at] for at in indices)
