"""Lists that are printed twice: in the paper's own letters, and again in Latin ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spv2_spark.decode.document import DecodedDocument, EntrySpan
from spv2_spark.decode.front.scripts import LATIN, script_of
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import Heading

_FEWEST = 3  # entries of a list
_OWN = 0.4  # of the first list's entries, at least, are in other letters
_LATIN = 0.95  # of the second list's
_AS_MANY = (0.5, 1.3)  # times the first list's entries
_SAME_YEARS = 0.6  # of the second list's years stand in the first
_START = 4  # tokens of an entry, among which its number stands


@rule
def lists_in_latin_letters(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Journals print their list again in Latin letters: the same works are no others.

    The second list begins below a heading or with the number 1, is about as long, and of the
    same years.
    """
    for at in range(_FEWEST, len(entries) - _FEWEST + 1):
        first, second = entries[:at], entries[at:]
        if _begins_list(document, entries, at) and _is_again(document, first, second):
            return first
    return entries


def _begins_list(document: DecodedDocument, entries: Sequence[EntrySpan], at: int) -> bool:
    last, start = entries[at - 1].indices[-1], entries[at].indices[0]
    lines = document.view.line_of
    between = range(lines[last] + 1, lines[start])
    if any(
        line in between and found is Heading.REFERENCES for line, found in document.view.headings
    ):
        return True
    return _number(document, entries[at]) == "1" and _number(document, entries[0]) in ("", "1")


def _number(document: DecodedDocument, entry: EntrySpan) -> str:
    texts = [document.texts[index] for index in entry.indices[:_START]]
    if texts[0] == "[":
        texts = texts[1:]
    return texts[0] if texts and texts[0].isdecimal() else ""


def _is_again(
    document: DecodedDocument, first: Sequence[EntrySpan], second: Sequence[EntrySpan]
) -> bool:
    least, most = (share * len(first) for share in _AS_MANY)
    if not least <= len(second) <= most:
        return False
    own = sum(not _is_latin(document, one) for one in first)
    other = sum(_is_latin(document, one) for one in second)
    if own < _OWN * len(first) or other < _LATIN * len(second):
        return False
    if len(second) < own or not _are_all_again(document, first, second):
        return False
    years, again = _years(document, first), _years(document, second)
    return (years & again).total() >= _SAME_YEARS * max(again.total(), 1)


def _are_all_again(
    document: DecodedDocument, first: Sequence[EntrySpan], second: Sequence[EntrySpan]
) -> bool:
    """Whether half of the first list's works in Latin letters stand in the second as well."""
    latin = {_word(document, one) for one in first if _is_latin(document, one)}
    again = latin & {_word(document, one) for one in second}
    return 2 * len(again) >= len(latin)


def _word(document: DecodedDocument, entry: EntrySpan) -> str:
    """Return the first word of an entry, which is its first author's."""
    words = (document.texts[at] for at in entry.indices)
    return next((word for word in words if word.isalpha() and len(word) > 1), "")


def _is_latin(document: DecodedDocument, entry: EntrySpan) -> bool:
    return script_of("".join(document.texts[at] for at in entry.indices)) == LATIN


def _years(document: DecodedDocument, entries: Sequence[EntrySpan]) -> Counter[str]:
    spans = (one.of(Field.BIB_YEAR) for one in entries)
    return Counter(document.told(some[0].indices).text[:4] for some in spans if some)
