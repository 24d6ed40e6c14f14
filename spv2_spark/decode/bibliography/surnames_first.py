"""Lists that print surnames first, with whole given names: "López de Haro, José Luis"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from spv2_spark.decode.bibliography.entry import FamilyFirst
from spv2_spark.decode.document import DecodedDocument, EntrySpan, Span
from spv2_spark.decode.front.authors import name_parts
from spv2_spark.decode.front.name_order import end_with_given_names, prints_family_first
from spv2_spark.decode.people.person import (
    Word,
    has_initial_behind,
    is_all_caps,
    is_capitals,
    is_initials,
)
from spv2_spark.decode.people.split import has_given, is_group, is_others
from spv2_spark.decode.people.words import SEPARATORS, words_of
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import fold

_PAIR = 2  # a surname and the given names behind its comma
_FEW = 2  # entries that show it, at least
_SHARE_TURNED = 0.25  # of the entries with authors
_FEW_SORTED = 7  # names that tell the order of a list
_SORTED = 0.9  # of the pairs of neighbours
_MOST_GIVEN = 3  # words

Chunks = tuple[list[str], list[str]]  # the words before a name's comma, and those behind it


class Order(NamedTuple):
    """In what order the names of a list stand."""

    surnames_first: bool  # with whole given names behind a comma
    family_first: FamilyFirst  # without a comma: "Durand Yves"
    capitals: bool  # surnames are in capitals: "DURAND, Yves", "Yves DURAND"


def order_of(document: DecodedDocument) -> Order:
    """Return the order of names by how the entries begin.

    Surnames, a comma and whole given names are it where two entries show it, and a quarter of
    all, unless half as many begin with a name in its own order. Without commas the surname is
    first where most names end with known given names, or the list is in the order of first words,
    not of last, and one of these is seen to be a surname; Hungarian and Vietnamese print their own
    names so.
    """
    firsts = [_first_chunks(document, entry) for entry in document.entries]
    firsts = [one for one in firsts if one[0]]
    is_own = prints_family_first(document, 0)
    turned = sum(_is_turned(*one) for one in firsts)
    straight = 0 if is_own else sum(_is_straight(*one) for one in firsts)
    least = max(_FEW, 2 * straight, _SHARE_TURNED * len(firsts))
    family: FamilyFirst = "own" if is_own else "all" if _is_family_first(firsts) else ""
    capitals = sum(_has_capitals(*one) for one in firsts)
    return Order(turned >= least, family, capitals >= max(_FEW, len(firsts) / 2))


def _is_family_first(firsts: Sequence[Chunks]) -> bool:
    names = [first for first, second in firsts if len(first) > 1 and not second]
    names = [name for name in names if not is_initials(name[0])]
    if end_with_given_names(names):
        return True
    if len(names) < max(_FEW_SORTED, len(firsts) / 2) or not any(map(_shows_surname, names)):
        return False
    return _are_sorted([one[0] for one in names]) and not _are_sorted([one[-1] for one in names])


def _shows_surname(name: Sequence[str]) -> bool:
    """Whether a particle begins a name or an initial ends it: "Le Mené Luc", "Poe Edward P."."""
    return has_initial_behind(name) or name[0] in vocabulary().names.particles


def _are_sorted(words: Sequence[str]) -> bool:
    """Whether nearly all words stand in the order of the alphabet, whatever their accents."""
    pairs = list(pairwise(map(fold, words)))
    return sum(one <= two for one, two in pairs) >= _SORTED * len(pairs)


def names_apart(document: DecodedDocument, run: Sequence[Span]) -> list[Span]:
    """Cut a list of such names anew, a span each; only its first may have its surname first.

    "Roe, Ann, Bob Doe, and Carl Poe" has one so, "Roe, Ann, Doe, Bob and Poe, Carl" has three,
    and a single word is half a name anywhere.
    """
    words = _words(document, range(run[0].first, run[-1].last + 1))
    groups = [_chunks(group) for group in _groups(words)]
    groups = [group for group in groups if group and not is_others(group[0])]
    if not groups or len(groups[0]) < _PAIR or not _may_be_pair(*groups[0][:_PAIR]):
        return list(run)
    chunks = [chunk for group in groups for chunk in group]
    are_words = all(len(chunk) == 1 for chunk in chunks)
    if (are_words and len(groups) > 1 and len(chunks) % _PAIR) or any(map(is_group, chunks)):
        return list(run)  # "Smith, Jones and Brown"
    are_all = all(len(group) % _PAIR == 0 for group in groups)
    names: list[list[Word]] = []
    for group in groups:
        rest = list(group)
        while rest:
            is_pair = are_all or not names or all(len(chunk) == 1 for chunk in rest[:_PAIR])
            names.append([word for chunk in rest[: _PAIR if is_pair else 1] for word in chunk])
            rest = rest[_PAIR if is_pair else 1 :]
    return [_span(name) for name in names]


def _may_be_pair(first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether a surname may stand before given names; "Ling Chen, R. Roe" are two people.

    So are "Ann Big, Bob Small": where both are two words, a particle tells of a surname, or an
    initial behind.
    """
    if has_given(first):
        return False
    is_sure = any(word.text in vocabulary().names.particles for word in first)
    is_sure = is_sure or len(first) == 1 or len(second) == 1 or _are_capitals(first)
    return is_sure or is_initials(second[-1].text)


def _are_capitals(words: Sequence[Word]) -> bool:
    return all(word.text.isupper() for word in words)


def _span(name: Sequence[Word]) -> Span:
    tokens = [token for word in name for token in word.tokens]
    return Span(Field.BIB_AUTHOR, tuple(range(min(tokens), max(tokens) + 1)))


def _first_chunks(document: DecodedDocument, entry: EntrySpan) -> Chunks:
    """Return the words before the first comma of an entry's authors, and those behind it."""
    spans = entry.of(Field.BIB_AUTHOR)
    if not spans:
        return [], []
    at = entry.spans.index(spans[0])
    *_, last = [one for one in entry.spans[at : at + _PAIR] if one.field == Field.BIB_AUTHOR]
    groups = _groups(_words(document, range(spans[0].first, last.last + 1)))
    chunks = _chunks(groups[0]) if groups else []
    texts = [[word.text for word in chunk] for chunk in chunks[:_PAIR]]
    return (texts[0] if texts else []), (texts[1] if texts[1:] else [])


def _is_turned(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a single surname is followed by whole given names."""
    own = [text for text in first if text not in vocabulary().names.particles]
    is_surname = len(own) == 1 and not is_initials(own[0])
    is_surname = is_surname or (is_all_caps(own) and not "".join(second).isupper())
    are_given = 0 < len(second) <= _MOST_GIVEN and not second[0][:1].islower()
    is_surname = is_surname and east_asian_width(own[0][0]) != "W"  # undivided names are whole
    return is_surname and are_given and not is_initials(second[0])


def _has_capitals(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a surname is in capitals, and a given name is not."""
    words = [text for text in (*first, *second) if not is_initials(text)]
    return any(map(is_capitals, words)) and not all(map(str.isupper, words))


def _is_straight(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a whole name stands alone or before another: not "García Paz, Ana M."."""
    if len(first) < _PAIR or len(second) == 1:
        return False
    return not second or not is_initials(second[-1])


def _words(document: DecodedDocument, indices: Sequence[int]) -> list[Word]:
    return words_of(name_parts(document, Span(Field.BIB_AUTHOR, tuple(indices))))


def _groups(words: Sequence[Word]) -> list[list[Word]]:
    """Split at what parts names for sure; an "és" or "y" only behind the first comma."""
    groups: list[list[Word]] = [[]]
    comma = False
    for word in words:
        comma = comma or word.text == ","
        joins = comma and word.text.islower() and word.text in vocabulary().names.and_
        if word.text in SEPARATORS or joins:
            groups.append([])
        else:
            groups[-1].append(word)
    return [group for group in groups if any(word.text != "," for word in group)]


def _chunks(group: Sequence[Word]) -> list[list[Word]]:
    """Split at commas; a suffix belongs to the name before it."""
    chunks: list[list[Word]] = [[]]
    for word in group:
        if word.text == ",":
            chunks.append([])
        else:
            chunks[-1].append(word)
    kept: list[list[Word]] = []
    for chunk in filter(None, chunks):
        if kept and all(word.text in vocabulary().names.suffixes for word in chunk):
            kept[-1].extend(chunk)
        else:
            kept.append(chunk)
    return kept
