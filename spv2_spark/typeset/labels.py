"""Labels of a typeset document, read from the colours of its tokens, and their check."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from spv2_spark.domain.label import MASK, Entry, Labels, PageLabels, begin, inside
from spv2_spark.domain.page import Document
from spv2_spark.typeset.text_colour import SpanInfo, Spans, TypesetError, id_of

# Hyphens come and go at line ends, and readers join accents that stand apart to their letters;
# the rest of a span's text must be there to the letter.
_IGNORED = re.compile(r"[\s\u00ad\u200b-\u200f\u2010\u2011\u0300-\u036f´`¨-]+")

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u07ff]")

_NOTHING = SpanInfo()


def labels_of(document: Document, spans: Spans) -> tuple[PageLabels, ...]:
    """Return the labels of every page's tokens.

    The tokens of each span, put together over all pages, must spell the span's source text
    (after NFKD, without case, accents, white space and hyphens), else TypesetError is raised.
    A span that is all there but was read in another order (across columns that the reader did
    not see) is masked; words from right to left are read in either order, and keep their labels.
    """
    seen: dict[int, list[str]] = {}
    for page in document.pages:
        for text, colour in zip(page.texts, page.colour.tolist(), strict=True):
            if number := id_of(colour):
                seen.setdefault(number, []).append(text)
    shuffled = _check(seen, spans)
    begun: set[int] = set()
    entries: set[int] = set()
    labelled = []
    for page in document.pages:
        fields = np.zeros(len(page), np.int8)
        bounds = np.zeros(len(page), np.int8)
        for index, colour in enumerate(page.colour.tolist()):
            number = id_of(colour)
            if not number:
                continue
            info = spans.get(number, _NOTHING)
            masked = info.masked or number in shuffled
            fields[index] = MASK if masked else _field_label(info, number, begun)
            if info.entry >= 0:
                bounds[index] = Entry.INSIDE if info.entry in entries else Entry.BEGIN
                entries.add(info.entry)
        labelled.append(PageLabels(page.number, fields, bounds))
    return tuple(labelled)


def masked_share(labels: tuple[PageLabels, ...]) -> float:
    """Return the share of tokens whose field is masked."""
    fields: list[Labels] = [page.field for page in labels]
    total = sum(len(one) for one in fields)
    return sum(int((one == MASK).sum()) for one in fields) / total if total else 0.0


def _field_label(info: SpanInfo, number: int, begun: set[int]) -> int:
    if number in begun:
        return inside(info.field)
    begun.add(number)
    return begin(info.field)


def _check(seen: dict[int, list[str]], spans: Spans) -> set[int]:
    """Return the spans that were read out of order; raise for those that are not all there."""
    shuffled = set()
    for number, info in spans.items():
        if not info.field or info.masked:
            continue
        found, meant = spelled("".join(seen.get(number, ()))), spelled(info.text)
        if found in (meant, meant + spelled(info.tail)):
            continue
        if sorted(found) != sorted(meant):
            what = f"{info.field.name.lower()} of entry {info.entry}"
            raise TypesetError(f"{what}: printed {found[:80]!r} for {info.text[:80]!r}")
        if not _RIGHT_TO_LEFT.search(info.text):
            shuffled.add(number)
    return shuffled


def spelled(text: str) -> str:
    """Return text as the check compares it."""
    return _IGNORED.sub("", unicodedata.normalize("NFKD", text)).casefold()
