"""Where names end and titles begin, in lists where only a space or a stop parts the two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.front.scripts import script_of
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary

_WORKS = (Field.BIB_TITLE, Field.BIB_VENUE)
_PARTICLES = frozenset(["de", "da", "do", "das", "dos"])
_SHARE_TURNED = 0.8  # of a list's names with initials have these behind the surname
_FEWEST = 4  # names that show it
_LEAST_TITLE = 2  # words


@rule
def particles_behind_initials(
    document: DecodedDocument, entries: list[EntrySpan]
) -> list[EntrySpan]:
    """Brazil's lists have a particle last, which taggers give the title: "JESUS, C. M. de".

    Surnames are in capitals there.
    """
    return [_with_particle(document, entry) for entry in entries]


@rule
def titles_within_names(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """In lists of surnames with initials behind, words behind these begin the title.

    "Ryabtsev V. K. Birds of the Urals" is no name.
    """
    spans = [span for entry in entries for span in entry.of(Field.BIB_AUTHOR)]
    ends = [_end_of_initials(document, span) for span in spans]
    named = [at for at, span in zip(ends, spans, strict=True) if at]
    turned = sum(at == len(span.indices) for at, span in zip(ends, spans, strict=True))
    if turned < max(_FEWEST, _SHARE_TURNED * len(named)):
        return entries
    return [_with_title(document, entry) for entry in entries]


def _with_particle(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    spans = list(entry.spans)
    for at, (name, work) in enumerate(pairwise(spans)):
        if name.field != Field.BIB_AUTHOR or work.field not in _WORKS:
            continue
        first, rest = work.first, work.indices[1:]
        text = document.texts[first]
        is_particle = text in _PARTICLES and document.texts[name.first].isupper()
        is_behind = first == name.last + 1 and document.texts[name.last] == "."
        if is_particle and is_behind and rest and not document.texts[rest[0]].islower():
            spans[at] = Span(name.field, (*name.indices, first))
            spans[at + 1] = Span(work.field, rest)
    return EntrySpan(entry.indices, tuple(spans))


def _end_of_initials(document: DecodedDocument, span: Span) -> int:
    """Return how many of a span's tokens are a word and initials with stops behind it; or 0."""
    texts = [document.texts[at] for at in span.indices]
    at = 1
    while at < len(texts) and texts[at] in "-‐‑,":  # of "Yurlov-Sedelnikov", "Roe,"
        at += 2 if texts[at] != "," else 1
    start = at
    while at + 1 < len(texts) and len(texts[at]) == 1 and texts[at].isupper():
        if texts[at + 1] != ".":
            break
        at += 2
    return at if at > start and len(texts[0]) > 1 else 0


def _with_title(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    """Cut the last name behind its initials; what follows begins the title or the book."""
    spans = list(entry.spans)
    for at, span in enumerate(entry.spans):
        end = _end_of_initials(document, span) if span.field == Field.BIB_AUTHOR else 0
        words = [token for token in span.indices[end:] if document.texts[token].isalpha()]
        if not end or len(words) < _LEAST_TITLE or not _is_title(document, words):
            continue
        rest, after = span.indices[end:], entry.spans[at + 1] if at + 1 < len(spans) else None
        gap = range(span.last + 1, after.first) if after else range(0)
        is_next = after is not None and after.field in _WORKS and len(gap) <= 1
        if after and is_next and all(document.texts[token] in ",:" for token in gap):
            spans[at : at + 2] = [
                Span(span.field, span.indices[:end]),
                Span(after.field, (*rest, *gap, *after.indices)),
            ]
        else:
            spans[at : at + 1] = [Span(span.field, span.indices[:end]), Span(Field.BIB_TITLE, rest)]
        break
    return EntrySpan(entry.indices, tuple(spans))


def _is_title(document: DecodedDocument, words: Sequence[int]) -> bool:
    """Whether words behind initials are no second name: one is small.

    Russian titles may have none, and Russian names no words behind initials.
    """
    texts = [document.texts[at] for at in words]
    particles = vocabulary().names.particles
    is_small = any(text.islower() and text not in particles for text in texts)
    has_stop = any(document.text_at(at + 1) == "." for at in words)
    is_russian = script_of(texts[0]) == "CYRILLIC" and not has_stop
    return texts[0][0].isupper() and texts[0] not in particles and (is_small or is_russian)
