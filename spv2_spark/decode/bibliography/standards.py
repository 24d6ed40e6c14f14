"""Standards in lists, which nobody wrote: "ГОСТ 26213-91. Почвы. Методы определения"."""

from __future__ import annotations

import re

from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary

_LABEL = re.compile(r"[\[(]?\d{0,3}[\])]?[.]?")  # a token of an entry's printed number
_NEAR = 4  # tokens between the letters and the number: "TS EN ISO 9001", "ГОСТ Р 7.0.5"
_BETWEEN = re.compile(r"[/-]|[A-ZА-Я]{1,4}")
_NUMBER = re.compile(r"[A-Z]?\d[\d.:/-]*")
_YEAR = re.compile(r"(19|20)\d\d")
_DIGITS = 3  # of a standard's number, at least: "[DIN10]" is a label
_CAPITALS = 2  # of the letters, at least: "Din 264 de lucrări"
_ENDS = frozenset(["–", "—", "/", "["])
_NAMES_OF_WORKS = frozenset([Field.BIB_AUTHOR, Field.BIB_TITLE, Field.BIB_VENUE])


@rule
def standards_without_authors(
    document: DecodedDocument, entries: list[EntrySpan]
) -> list[EntrySpan]:
    """A standard's letters and the heads of its title look like names: all of it is the title."""
    return [_as_standard(document, entry) for entry in entries]


def _as_standard(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    texts, indices = document.texts, entry.indices
    start = next((at for at, one in enumerate(indices) if not _LABEL.fullmatch(texts[one])), 0)
    if not _is_standard([texts[one] for one in indices[start : start + _NEAR + 2]]):
        return entry
    named = [one for one in entry.spans if one.field in _NAMES_OF_WORKS]
    years = entry.of(Field.BIB_YEAR)
    ends = [at for at in indices[start:] if texts[at] in _ENDS and document.view.spaced[at]]
    stop = ends[0] if ends else indices[-1] + 1
    last = max((one.last for one in named if one.last < stop), default=-1)
    title = tuple(at for at in indices if indices[start] <= at <= last)
    if not title:
        return entry
    # "ISO 9001:2015" has its year in the number.
    later = [one for one in entry.spans if one.first > last and one.field != Field.BIB_TITLE]
    kept = [*years, *(one for one in later if one not in years)]
    spans = sorted([Span(Field.BIB_TITLE, title), *kept], key=lambda one: one.first)
    return EntrySpan(indices, tuple(spans))


def _is_standard(texts: list[str]) -> bool:
    """Whether words begin with letters and a number of a standard, which is no year.

    >>> _is_standard(["ГОСТ", "Р", "7.0.5"]), _is_standard(["ISO", "/", "IEC", "27001"])
    (True, True)
    >>> _is_standard(["ISO", "2001"]), _is_standard(["Din", "264"]), _is_standard(["ISO", "and"])
    (False, False, False)
    """
    is_known = vocabulary().references.standards.at_start(texts[:1]) == 1
    if not is_known or sum(map(str.isupper, texts[0])) < _CAPITALS:
        return False
    for text in texts[1:]:
        if not _BETWEEN.fullmatch(text):
            is_long = sum(map(str.isdigit, text)) >= _DIGITS
            return bool(_NUMBER.fullmatch(text)) and is_long and not _YEAR.fullmatch(text)
    return False
