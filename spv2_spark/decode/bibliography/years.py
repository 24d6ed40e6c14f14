"""Years in brackets that the tagger left out: "Roe A. (2010)", Thailand's "(2561)"."""

from __future__ import annotations

import re

from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.domain.label import Field

_YEAR = re.compile(r"(1[5-9]|20)[0-9]{2}")
_BUDDHIST = re.compile(r"2[45][0-9]{2}")
_THAI = re.compile("[ก-๛]")


def with_year_in_brackets(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    """Return an entry with the first year that stands alone in brackets, if it has none."""
    if entry.of(Field.BIB_YEAR):
        return entry
    texts = [document.texts[at] for at in entry.indices]
    for place, (before, text, behind) in enumerate(zip(texts, texts[1:], texts[2:], strict=False)):
        index = entry.indices[place + 1]
        is_alone = before == "(" and behind == ")" and document.view.spaced[entry.indices[place]]
        if is_alone and not document.labels[index] and _is_year(text, texts):
            year = Span(Field.BIB_YEAR, (index,))
            spans = sorted((*entry.spans, year), key=lambda one: one.first)
            return EntrySpan(entry.indices, tuple(spans))
    return entry


def _is_year(text: str, words: list[str]) -> bool:
    """Whether a number is a year; Thailand counts from the Buddha's death, 543 years before."""
    if _YEAR.fullmatch(text):
        return True
    return bool(_BUDDHIST.fullmatch(text)) and any(map(_THAI.match, words))
