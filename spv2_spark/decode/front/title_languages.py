"""Titles in two languages: parts that differ in it, by the commonest words of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.front.name_shapes import names_on
from spv2_spark.decode.front.title_lines import below_each_other
from spv2_spark.decode.path import Path
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field, begin, inside
from spv2_spark.layout.vocabulary import languages_of
from spv2_spark.layout.word_list import fold

_TITLE = [begin(Field.TITLE), inside(Field.TITLE)]
_FREE = [0, begin(Field.AUTHOR), inside(Field.AUTHOR)]
_HYPHENS = frozenset("-‐‑־")
_SURE, _ENOUGH = 2, 1  # words of the first language alone, of the second alone


def is_other_language(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the words of `second` are in another language than those of `first`.

    >>> is_other_language("Vom Wägen der Häfen".split(), "On Weighing Harbours".split())
    True
    >>> is_other_language("Cooling of the kilns".split(), "in nine ports".split())
    False
    """
    if not second or not second[0][:1].isupper():
        return False
    first, second = _whole_words(first), _whole_words(second)
    one, two = _counts(first), _counts(second)
    owns = [code for code in one if one[code] == max(one.values())]
    others = [code for code in two if two[code] == max(two.values())]
    if not owns or not others:
        return False
    if max(two.values()) == 1 and not set(owns).isdisjoint(others):
        return False  # "... no vale" and "do Ave" both may be Portuguese
    return any(
        _is_apart(first, second, own, other)
        for own in owns
        for other in others
        if two[other] > two[own]
    )


def lacks_language_of(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether `second` has no word of the language that `first` is in, and words enough for one.

    >>> lacks_language_of("Sleep of the Kin in Care".split(), "Bakım Uyku Kalitesi".split())
    True
    """
    own, other = _counts(_whole_words(first)), _counts(_whole_words(second))
    if not own or max(own.values()) < _SURE or len(second) <= _SURE:
        return False
    return not any(other[code] for code in own if own[code] == max(own.values()))


def is_in_language_of(words: Sequence[str], text: Sequence[str]) -> bool:
    """Whether the commonest words of a text's language are as common among some words."""
    own, other = _counts(_whole_words(words)), _counts(text)
    most = max(other.values(), default=0)
    languages = [code for code, count in other.items() if count == most]
    return any(own[code] == max(own.values(), default=-1) for code in languages)


@rule
def titles_above_the_english_one(document: DecodedDocument, path: Path) -> Path:
    """Journals have the title in their language right above the English one, in the same print.

    Taggers know the second, and take the first for names or for nothing. It is in another
    language than the one below, by the commonest words of both.
    """
    view = document.view
    titled = np.flatnonzero(np.isin(path.field, _TITLE))
    if not len(titled):
        return path
    first = int(titled[0])
    lines = [
        tokens
        for line in range(view.line_of[first], view.line_of[int(titled[-1])] + 1)
        if path.field[(tokens := view.lines.tokens(line)).start] in _TITLE
        and view.page[tokens.start] == view.page[first]
    ]
    below = [document.texts[at] for tokens in lines for at in tokens]
    above = _lines_in_print_above(document, path, first)
    if not above or not is_other_language([document.texts[at] for at in above], below):
        return path
    field = path.field.copy()
    field[above] = inside(Field.TITLE)
    field[above[0]], field[first] = begin(Field.TITLE), inside(Field.TITLE)
    return path._replace(field=field)


def _lines_in_print_above(document: DecodedDocument, path: Path, first: int) -> list[int]:
    """Return the tokens of the lines right above one, in its print, which are no title yet."""
    view, limits = document.view, document.thresholds.title
    taken: list[int] = []
    for _ in range(limits.most_lines):
        line = view.line_of[first] - 1
        indices = [*view.lines.tokens(line)] if line >= 0 else []
        if not indices or not np.isin(path.field[indices], _FREE).all():
            break
        if names_on(document, indices):
            break
        step = abs(view.size_pt[indices] - view.sizes[first]).max()
        is_alike = step <= limits.same_print * view.sizes[first]
        is_alike &= view.font[indices[0]] == view.font[first]
        gap = below_each_other(document, indices[0], first)
        if not is_alike or gap > limits.line_gap * view.sizes[first]:
            break
        taken, first = [*indices, *taken], indices[0]
    return taken


def _whole_words(words: Sequence[str]) -> list[str]:
    """Drop the parts of words with hyphens: "Co-recursive" has no Polish "co"."""
    return [
        word
        for at, word in enumerate(words)
        if not _HYPHENS.intersection(words[max(at - 1, 0) : at + 2])
    ]


def _counts(words: Sequence[str]) -> Counter[str]:
    known = languages_of()
    return Counter(code for word in words if len(word) > 1 for code in known.get(fold(word), ()))


def _is_apart(first: Sequence[str], second: Sequence[str], own: str, other: str) -> bool:
    """Whether `first` has words of `own` alone and none of `other` alone, and `second` turned."""
    known = languages_of()

    def only(words: Sequence[str], code: str, without: str) -> int:
        codes = [known.get(fold(word), frozenset[str]()) for word in words]
        return sum(code in some and without not in some for some in codes)

    has_own = only(first, own, other) >= _SURE and only(second, own, other) == 0
    return has_own and only(second, other, own) >= _ENOUGH and only(first, other, own) == 0
