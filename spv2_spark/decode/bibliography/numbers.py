"""Numbers at a title's edges and within it, which taggers leave out or take for years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.text.edges import Part
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary

_FEW = 0.2  # of the entries, at most, have the year before the title
_MOST_WITHIN = 3  # tokens of a number: "2/2017"
_MOST_DIGITS = 4
_NEAR = 3  # tokens behind a number's mark
_BEHIND_NUMBERS = frozenset(".,;")
_NUMBERED = frozenset(["no", "No", "nr", "Nr", "pp", "p", "S", "с", "С", "s"])
_IN_NUMBERS = frozenset("/-–")


def print_years_before_titles(entries: Sequence[EntrySpan]) -> bool:
    """Whether entries have years right before titles: "Roe 2010 On kilns", "Roe (2010). On"."""
    pairs = [pair for entry in entries for pair in pairwise(entry.spans)]
    titles = [one.field for one, two in pairs if two.field == Field.BIB_TITLE]
    return titles.count(Field.BIB_YEAR) > _FEW * len(titles)


def with_year_of_title(entry: EntrySpan) -> EntrySpan:
    """Return an entry whose title begins with the year right before it, if it has another one."""
    if len(entry.of(Field.BIB_YEAR)) == 1:
        return entry
    for at, (year, title) in enumerate(pairwise(entry.spans)):
        are_these = (year.field, title.field) == (Field.BIB_YEAR, Field.BIB_TITLE)
        if are_these and title.first == year.last + 1:
            whole = Span(Field.BIB_TITLE, (*year.indices, *title.indices))
            return EntrySpan(entry.indices, (*entry.spans[:at], whole, *entry.spans[at + 2 :]))
    return entry


def with_numbers_within(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    """Return an entry whose title has the numbers that stand in its line between its words."""
    spans: list[Span] = []
    for span in entry.spans:
        last = spans[-1] if spans else span
        gap = range(last.last + 1, span.first)
        are_titles = last.field == span.field == Field.BIB_TITLE
        if are_titles and gap and _is_number(document, gap):
            spans[-1] = Span(span.field, (*last.indices, *gap, *_filled(document, span).indices))
        else:
            spans.append(_filled(document, span) if span.field == Field.BIB_TITLE else span)
    return EntrySpan(entry.indices, tuple(spans))


def _filled(document: DecodedDocument, span: Span) -> Span:
    """Take in the numbers that a title leaves out between two of its words."""
    indices = [span.first]
    for one, two in pairwise(span.indices):
        gap = range(one + 1, two)
        indices += [*(gap if gap and _is_number(document, gap) else ()), two]
    return Span(span.field, tuple(indices))


def _is_number(document: DecodedDocument, gap: range) -> bool:
    """Whether a gap is a number in a line's middle: margins have numbers of lines."""
    texts = [document.texts[at] for at in gap]
    lines = {document.view.line_of[at] for at in range(gap.start - 1, gap.stop + 1)}
    is_within = len(lines) == 1 and document.view.spaced[gap.start]
    are_digits = all(text.isdecimal() or text in _IN_NUMBERS for text in texts)
    return is_within and are_digits and len(texts) <= _MOST_WITHIN and texts[0].isdecimal()


def with_last_number(entry: Entry, parts: list[Part]) -> list[Part]:
    """Return parts with the number right behind them, where a mark and no other number follows.

    "Journal of Kilns 12, no. 3" is numbered, "Kilns 12(3)" and "Kilns 12: 34" are, too.
    """
    document = entry.document
    at = parts[-1].token + 1 if parts else 0
    if not parts or not parts[-1].text.isalpha() or at not in entry.indices or document.labels[at]:
        return parts
    text = document.texts[at]
    is_number = text.isdecimal() and len(text) <= _MOST_DIGITS and document.view.spaced[at]
    after = [document.text_at(one) for one in range(at + 1, at + 3)]
    known = vocabulary().references
    is_more = after[1][:1].isdecimal() or after[1] in known.volume or after[1] in _NUMBERED
    near = [document.text_at(one) for one in range(at + 2, at + 2 + _NEAR)]
    is_more = is_more or any(one in known.edition for one in near)  # "2., überarb. Auflage"
    is_more = is_more or (after[0] == "," and any(document.labels[at + 2 : at + 2 + _NEAR]))
    if not is_number or after[0] not in _BEHIND_NUMBERS or is_more:
        return parts
    return [*parts, Part(text, at, False)]
