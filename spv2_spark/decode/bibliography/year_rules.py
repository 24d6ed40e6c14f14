"""The year of a reference: four digits, not the date on which a page was read."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import Span
from spv2_spark.decode.rules import Chapter, Decoding, Piece, rule
from spv2_spark.decode.text.edges import trimmed
from spv2_spark.decode.text.parts import parts_of
from spv2_spark.decode.values import value_of, value_of_parts
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value

_YEAR = re.compile(r"(1[4-9]|20)\d\d")
_ACCESS = re.compile(
    r"access|retriev|cited|viewed|visited|consult|abgerufen|zugriff|letzter|acces[oé]|consulté",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class YearTokens:
    """An entry whose title and venue have taken some of its tokens."""

    entry: Entry
    taken: Collection[int]

    @property
    def decoding(self) -> Decoding:
        """That of the document."""
        return self.entry.decoding

    def told(self, tokens: list[int]) -> list[Piece]:
        """Return tokens in words, for a trace."""
        return self.entry.told_tokens(tokens)


def year_of(entry: Entry, taken: Collection[int]) -> Value | None:
    """Return an entry's surest year as printed: "2010", "2010a", "in press".

    Tokens `taken` by the venue or the title are none ("Spine (Phila Pa 1976) 2010").
    """
    document, spans = entry.document, entry.span.of(Field.BIB_YEAR)
    labelled = [index for span in spans for index in span.indices]
    tokens = YEAR_TOKENS(YearTokens(entry, taken), labelled)
    found = [(index, match[0]) for index in tokens if (match := _year_at(entry, index))]
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


@rule
def years_of_venues(year: YearTokens, tokens: list[int]) -> list[int]:
    """Taggers take a year in a venue's name for the work's own, which then stands behind it."""
    free = [index for index in tokens if index not in year.taken]
    if free or not tokens:
        return free
    last = max(year.taken)
    stop = last + year.decoding.thresholds.references.behind_venue
    return [index for index in year.entry.indices if last < index <= stop]


@rule
def dates_of_access(year: YearTokens, tokens: list[int]) -> list[int]:
    """Web pages have the date on which they were read, which is not that of the work.

    Where it is the only one it stays.
    """
    texts, back = year.entry.document.texts, year.decoding.thresholds.references.look_back
    others = [
        index
        for index in tokens
        if not any(_ACCESS.search(text) for text in texts[max(0, index - back) : index])
    ]
    return others if any(_year_at(year.entry, index) for index in others) else tokens


@rule
def letters_of_years(entry: Entry, span: Span) -> Span:
    """Works of one year are told apart by a letter, "2010a": gold has it 365 times of 413."""
    document, at = entry.document, span.last + 1
    texts, spaced = document.texts[at : at + 2], document.view.spaced
    is_one = bool(texts) and re.fullmatch(r"[a-k]", texts[0]) and not spaced[at]
    ends = len(texts) < 2 or not texts[1][0].isalnum() or spaced[at + 1]  # noqa: PLR2004
    is_whole = _YEAR.fullmatch(document.texts[span.last])
    return Span(span.field, (*span.indices, at)) if is_one and ends and is_whole else span


YEAR_TOKENS = Chapter("references: which year", (years_of_venues, dates_of_access), YearTokens.told)
YEAR = Chapter("references: year", (letters_of_years,), Entry.told_span)


def _year_at(entry: Entry, index: int) -> re.Match[str] | None:
    return _YEAR.search(entry.document.texts[index])
