"""The year of a reference: four digits, and a letter where works of one year are told apart."""

from __future__ import annotations

import re

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import Span, told_span
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.decode.text.edges import trimmed
from spv2_spark.decode.text.parts import parts_of
from spv2_spark.decode.values import value_of, value_of_parts
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value
from spv2_spark.layout.digits import in_ascii_digits

_YEAR = re.compile(r"(1[4-9]|20)[0-9]{2}")
_OTHER_YEAR = re.compile(
    r"(1[2-9]|20)[0-9]{2}"
)  # in other digits, where it may be of Islam's count


def year_of(entry: Entry) -> Value | None:
    """Return an entry's surest year as printed: "2010", "2010a", "in press"; "١٩٩٢" is "1992"."""
    document, spans = entry.document, entry.span.of(Field.BIB_YEAR)
    labelled = [index for span in spans for index in span.indices]
    found = [(index, match[0]) for index in labelled if (match := _year_in(document.texts[index]))]
    if found:
        index, text = max(found, key=lambda one: document.probabilities[one[0]])
        span = YEAR(entry, Span(Field.BIB_YEAR, (index,)))
        rest = "".join(document.texts[at] for at in span.indices[1:])
        return value_of(document, text + rest, span.indices)
    if not spans:
        return None
    best = max(spans, key=lambda one: document.summed_probability(one.indices))
    parts = trimmed(parts_of(document.view, best.indices, document.dehyphenator))
    return value_of_parts(document, parts)


def _year_in(text: str) -> re.Match[str] | None:
    """Return the year in a text, its digits written as 0 to 9."""
    if text.isascii():
        return _YEAR.search(text)
    return _OTHER_YEAR.search(in_ascii_digits(text))


@rule
def letters_of_years(entry: Entry, span: Span) -> Span:
    """Works of one year are told apart by a letter, "2010a": JATS has it 365 times of 413.

    Gold from BibTeX has none, so that the rule is worth nothing over all papers.
    """
    document, at = entry.document, span.last + 1
    texts, spaced = document.texts[at : at + 2], document.view.spaced
    is_one = bool(texts) and re.fullmatch(r"[a-k]", texts[0]) and not spaced[at]
    ends = len(texts) < 2 or not texts[1][0].isalnum() or spaced[at + 1]  # noqa: PLR2004
    is_whole = _YEAR.fullmatch(document.texts[span.last])
    return Span(span.field, (*span.indices, at)) if is_one and ends and is_whole else span


YEAR = Chapter("references: year", (letters_of_years,), told_span)
