"""An author's last initial that the tagger took for the start of what follows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.people.person import is_initials
from spv2_spark.domain.label import Field

_TAKEN = 2  # an initial and its stop
_SHARE = 0.2  # of the entries
_AUTHOR_AND_REST = ((Field.BIB_AUTHOR, Field.BIB_TITLE), (Field.BIB_AUTHOR, Field.BIB_VENUE))


def print_two_initials(document: DecodedDocument, entries: Sequence[EntrySpan]) -> bool:
    """Whether surnames have two initials with stops behind them: "Ginzburg B. M. Ice on rivers"."""
    told = 0
    for entry in entries:
        words = [document.texts[at] for span in entry.of(Field.BIB_AUTHOR) for at in span.indices]
        pairs = zip(words, words[1:], words[2:], words[3:], strict=False)
        told += any(
            (b, d) == (".", ".") and len(a) == len(c) == 1 and a.isupper() and c.isupper()
            for a, b, c, d in pairs
        )
    return told > 1 and told >= _SHARE * len(entries)


def with_last_initials(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    """Return an entry whose authors have their last initials, "Ginzburg B. | M. Ice on rivers"."""
    for at, (author, rest) in enumerate(pairwise(entry.spans)):
        if (author.field, rest.field) not in _AUTHOR_AND_REST:
            continue
        if _begins_with_initial(document, author, rest) and _is_title(document, entry, rest):
            taken = (*range(author.last + 1, rest.first), *rest.indices[:_TAKEN])
            named = Span(author.field, (*author.indices, *taken))
            left = Span(rest.field, rest.indices[_TAKEN:])
            return EntrySpan(
                entry.indices, (*entry.spans[:at], named, left, *entry.spans[at + 2 :])
            )
    return entry


def _begins_with_initial(document: DecodedDocument, author: Span, rest: Span) -> bool:
    """Whether a capital, a stop and a capital word stand behind a surname and an initial.

    No other mark may part them: "Roe, A. B. Brown" has a comma before its initials, and the
    small letter of "A. thaliana" is a species'.
    """
    texts = document.texts
    said = [texts[at] for at in rest.indices[: _TAKEN + 1]]
    if len(said) <= _TAKEN or said[1] != "." or len(said[0]) > 1 or not said[0].isupper():
        return False
    words = [texts[at] for at in (*author.indices, *range(author.last + 1, rest.first))]
    is_stopped = len(words) > _TAKEN and words[-1] == "." and len(words[-_TAKEN]) == 1
    is_after_surname = not is_initials(words[0]) and "," not in words
    is_word = len(said[2]) > 1 and said[2][0].isupper()
    return is_word and is_stopped and is_after_surname and words[-_TAKEN].isupper()


def _is_title(document: DecodedDocument, entry: EntrySpan, rest: Span) -> bool:
    """Whether a span is a title, or the name of a book with its place behind: "J. Phys. 12"."""
    if rest.field == Field.BIB_TITLE:
        return True
    if any(document.texts[at] == "." for at in rest.indices[_TAKEN:]):  # "J. Biol. Chem."
        return False
    behind = [document.texts[at] for at in entry.indices if at > rest.last][:2]
    return not entry.of(Field.BIB_TITLE) and behind[:1] == ["."] and behind[-1][0].isupper()
