"""Labels of a typeset document, read from the colours of its tokens, and their check."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from spv2_spark.domain.label import MASK, Entry, PageLabels, begin, inside
from spv2_spark.domain.page import Document
from spv2_spark.typeset.ink import SpanInfo, Spans, TypesetError, id_of

# Hyphens come and go at line ends; the rest of a span's text must be there to the letter.
_IGNORED = re.compile(r"[\s\u00ad\u2010\u2011-]+")

_NOTHING = SpanInfo()


def labels_of(document: Document, spans: Spans) -> tuple[PageLabels, ...]:
    """Return the labels of every page's tokens.

    The tokens of each span, put together over all pages, must spell the span's source text
    (after NFKC, without case, white space and hyphens); raises TypesetError where one does not.
    """
    seen: dict[int, list[str]] = {}
    entries: set[int] = set()
    labelled = []
    for page in document.pages:
        fields = np.zeros(len(page), np.int8)
        bounds = np.zeros(len(page), np.int8)
        for index, (text, colour) in enumerate(zip(page.texts, page.colour.tolist(), strict=True)):
            number = id_of(colour)
            if not number:
                continue
            info = spans.get(number, _NOTHING)
            fields[index] = _field_label(info, number in seen)
            if info.entry >= 0:
                bounds[index] = Entry.INSIDE if info.entry in entries else Entry.BEGIN
                entries.add(info.entry)
            seen.setdefault(number, []).append(text)
        labelled.append(PageLabels(page.number, fields, bounds))
    _check(seen, spans)
    return tuple(labelled)


def _field_label(info: SpanInfo, seen: bool) -> int:
    if info.masked:
        return MASK
    return inside(info.field) if seen else begin(info.field)


def _check(seen: dict[int, list[str]], spans: Spans) -> None:
    for number, info in spans.items():
        if not info.field or info.masked:
            continue
        found = spelled("".join(seen.get(number, ())))
        if found != spelled(info.text):
            what = f"{info.field.name.lower()} of entry {info.entry}"
            raise TypesetError(f"{what}: printed {found[:80]!r} for {info.text[:80]!r}")


def spelled(text: str) -> str:
    """Return text as the check compares it."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold()
