"""Group authors: organisations whose names taggers cut."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import Span
from spv2_spark.decode.people.person import is_initials
from spv2_spark.decode.rules import rule
from spv2_spark.layout.vocabulary import vocabulary

_MOST_WORDS = 7  # of a group's name
_WHOLE = frozenset(["University", "Bank", "College", "School", "Hospital"])  # "... of Leeds"


@rule
def groups_with_and(entry: Entry, spans: list[Span]) -> list[Span]:
    """A group has "and" in its name, and taggers make two: "Department of Health and Services"."""
    texts = entry.document.texts
    joined: list[Span] = []
    for span in spans:
        before = joined[-1].indices if joined else ()
        between = tuple(range(before[-1] + 1, span.first)) if joined else ()
        if _are_one_group(*([texts[at] for at in one] for one in (before, between, span.indices))):
            joined[-1] = Span(span.field, (*before, *between, *span.indices))
        else:
            joined.append(span)
    return joined


@rule
def ends_of_groups(entry: Entry, spans: list[Span]) -> list[Span]:
    """Taggers leave the words that say what a group is: "Missouri" of "Missouri University"."""
    if len(spans) != 1 or len(spans[0].indices) > 1:
        return spans  # "Ann Roe" is nobody's name in front of "Hospital"
    return [_with_end(entry, span) for span in spans]


def _are_one_group(before: Sequence[str], between: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two spans are one name: "Department of Health" or "National Oceanic" is no whole."""
    bodies, firsts = vocabulary().group_author.bodies, vocabulary().group_author.firsts
    is_and = len(between) == 1 and (between[0] in vocabulary().names.and_ or between[0] == "&")
    if not is_and or any(is_initials(one) or not one.isalpha() for one in (*before, *after)):
        return False
    if after[0] in firsts or after[0] in bodies:
        return False
    places = [at for at, one in enumerate(before) if one in bodies and one not in firsts]
    if not places:
        return before[0] in firsts and after[-1] in bodies
    behind = before[places[-1] + 1 :]
    is_of = behind[:1] != [] and behind[0] in vocabulary().text.function_words
    is_part = len(after) == 1 and not after[0].isupper() and before[places[-1]] not in _WHOLE
    return is_of and (is_part or after[-1] in bodies)


def _with_end(entry: Entry, span: Span) -> Span:
    document, bodies = entry.document, vocabulary().group_author.bodies
    words = [document.texts[at] for at in span.indices]
    end = span.last + 1
    while end in entry.indices and not document.labels[end] and _is_capital(document.text_at(end)):
        end += 1
    more = [document.texts[at] for at in range(span.last + 1, end)]
    is_name = all(map(_is_capital, words)) and not any(map(is_initials, words))
    is_short = len(words) + len(more) <= _MOST_WORDS
    is_group = is_name and is_short and any(one in bodies for one in more)
    return Span(span.field, (*span.indices, *range(span.last + 1, end))) if is_group else span


def _is_capital(text: str) -> bool:
    return text[:1].isupper() and text.isalpha()
