"""Where an entry prints the editors of the book that holds a chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.people.person import is_initials
from spv2_spark.decode.people.undivided import is_undivided
from spv2_spark.decode.people.words import SEPARATORS
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary

_MARKS = frozenset(",.:;()-‐‑–’'")
_BETWEEN = frozenset([",", *SEPARATORS])  # parts a list of names
_ENDS = frozenset(".?!")  # of a title
_MOST_UNDIVIDED = 4  # letters of a name
_MOST_SURNAME = 3  # words
_NUMERAL = re.compile("(?=..)X{0,3}(IX|IV|V?I{0,3})")  # of "Protostars and Planets VI"
_BEFORE_WORD = frozenset(",([")  # what stands before "eds."
_BEHIND_WORD = frozenset(".,;)]")


def without_editors(document: DecodedDocument, entry: EntrySpan) -> EntrySpan:
    """Return an entry whose fields have none of the tokens that name a book's editors."""
    texts = [document.texts[index] for index in entry.indices]
    firsts = {span.first for span in entry.spans}  # of "Roe A, Org. Lett."
    for at in range(1, len(texts) - 1):
        if entry.indices[at] in firsts or not _is_editors_word(texts, at):
            continue
        is_before_book = any(
            span.field == Field.BIB_VENUE and span.first > entry.indices[at] for span in entry.spans
        )
        first = _before_book(texts, at) if is_before_book else _behind_book(texts, at)
        if first < at:
            first = _from_first_author(entry, texts, first)
            return _without(entry, frozenset(entry.indices[first : at + 1]))
    return entry


def _from_first_author(entry: EntrySpan, texts: Sequence[str], first: int) -> int:
    """Return where the names right before a place begin that the tagger took for authors."""
    for before, span in zip(entry.spans[-2::-1], entry.spans[:0:-1], strict=True):
        start, stop = (entry.indices.index(at) for at in (span.first, span.last))
        if stop >= first:
            continue
        is_near = all(text in _MARKS or text in _BETWEEN for text in texts[stop + 1 : first])
        if span.field != Field.BIB_AUTHOR or before.field == Field.BIB_YEAR or not is_near:
            break
        first = start
    return first


def _is_editors_word(texts: Sequence[str], at: int) -> bool:
    """Whether a word says that the names before it are editors': "(Ed.)", "정선희 편,"."""
    if texts[at] not in vocabulary().roles.editor_behind or texts[at + 1] not in _BEHIND_WORD:
        return False
    is_apart = texts[_before_words(texts, at)] in _BEFORE_WORD or is_undivided(texts[at - 1])
    return is_apart and texts[at + 2 : at + 3] != [":"]  # "(Eds.: B. Roe)"


def _before_words(texts: Sequence[str], at: int) -> int:
    """Return the place before an editors' word, and before a translators' that it stands with."""
    place = at - 1
    is_with = texts[place] == "." and texts[place - 1] in vocabulary().roles.translator_behind
    return place - 2 if is_with else place


def _before_book(texts: Sequence[str], at: int) -> int:
    """Return where names up to a place begin that stand before a book; the place if none do."""
    first = _behind_in(texts, at)
    return first if first < at else _behind_title(texts, at)


def _behind_title(texts: Sequence[str], at: int) -> int:
    """Return where names behind a title's stop begin: "On kilns? M. Roe ve B. Poe (Ed.), Title"."""
    stop = at if is_undivided(texts[at - 1]) else _before_words(texts, at)
    first = stop
    while first and (_is_of_names(texts, first - 1) or is_undivided(texts[first - 1])):
        if texts[first - 1] == "." and len(texts[first - 2]) > 1:
            break
        first -= 1
    is_behind_stop = first > 1 and texts[first - 1] in _ENDS
    names = list(_names_between(texts, first, stop))
    return first if is_behind_stop and names and all(map(_is_name, names)) else at


def _names_between(texts: Sequence[str], first: int, stop: int) -> Iterator[list[str]]:
    words: list[str] = []
    for text in [*texts[first:stop], ","]:
        if text in _BETWEEN or text in vocabulary().names.and_:
            if words:
                yield words
            words = []
        elif text not in _MARKS:
            words.append(text)


def _is_name(words: Sequence[str]) -> bool:
    """Whether words are one name with initials, or one that no space divides."""
    is_short = len(words) == 1 and len(words[0]) <= _MOST_UNDIVIDED and is_undivided(words[0])
    are_initials = len(words) > 1 and (is_initials(words[0]) or is_initials(words[-1]))
    return is_short or are_initials


def _behind_in(texts: Sequence[str], at: int) -> int:
    """Return where "In" begins names up to a place, or the place: "In B. Roe (Ed.), Title"."""
    first = place = at
    while place and (_is_of_names(texts, place - 1) or _is_in(texts, place - 1)):
        place -= 1
        if _is_in(texts, place):
            first = place
    return first


def _is_in(texts: Sequence[str], at: int) -> bool:
    """Whether "In" stands at a place, behind a mark; Swedish "I" before a name is no initial."""
    is_apart = at == 0 or not texts[at - 1].isalnum()
    is_letter = at > 1 and texts[at] == "I" and texts[at - 1] in _ENDS and texts[at + 1] != "."
    is_word = texts[at].isalpha() and texts[at] in vocabulary().references.in_
    return is_apart and (is_word or (is_letter and len(texts[at - 2]) > 1))


def _behind_book(texts: Sequence[str], at: int) -> int:
    """Return where names with initials begin before a place: "Title, B. Roe and C. Poe, eds."."""
    first, stop, initials = at, at - 1, False
    while stop > 0:
        start = stop
        while start and texts[start - 1] not in _BETWEEN:
            start -= 1
        words = [text for text in texts[start:stop] if text not in _MARKS]
        are_names = all(_is_of_names(texts, place) for place in range(start, stop))
        if words and ")" in texts[start:stop]:  # of "Computer Vision (CVPR)"
            break
        is_numbered = bool(words) and _is_numeral(texts, start, stop)
        bare = bool(words) and all(map(is_initials, words))
        has_some = bool(words) and (is_initials(words[0]) or is_initials(words[-1]))
        has_some = has_some and not is_numbered
        is_surname = initials and len(words) <= _MOST_SURNAME
        if words and not ((has_some or is_surname) and are_names):
            break
        first, stop, initials = (start, start - 1, bare) if words else (first, start - 1, initials)
    return first


def _is_numeral(texts: Sequence[str], start: int, stop: int) -> bool:
    """Whether the last word is a number and no initials: names before it would have some, too."""
    if not _NUMERAL.fullmatch(texts[stop - 1]):
        return False
    before = [text for text in texts[max(start - 3, 0) : start] if text.isalpha()]
    return not (before and is_initials(before[-1]))


def _is_of_names(texts: Sequence[str], at: int) -> bool:
    known, text = vocabulary().names, texts[at]
    is_small = text in known.particles or text in known.and_ or text in SEPARATORS
    is_rest = at > 0 and texts[at - 1] == "-"  # of "Mal-colm", at a line's end
    return text in _MARKS or is_small or (text.isalpha() and (is_rest or text[0].isupper()))


def _without(entry: EntrySpan, dropped: frozenset[int]) -> EntrySpan:
    """Drop tokens from the spans; of one with some inside, what stands before them stays."""
    spans = []
    for span in entry.spans:
        left = tuple(index for index in span.indices if index not in dropped)
        if len(left) < len(span.indices):
            left = tuple(index for index in left if index < min(dropped)) or left
        if left:
            spans.append(Span(span.field, left))
    return EntrySpan(entry.indices, tuple(spans))
