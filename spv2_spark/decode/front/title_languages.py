"""Whether two parts of a title are in different languages, by the commonest words of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spv2_spark.layout.vocabulary import languages_of
from spv2_spark.layout.word_list import fold

_HYPHENS = frozenset("-‐‑")
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
    if not one or not two:
        return False
    return any(
        _is_apart(first, second, own, other)
        for own in one
        for other in two
        if one[own] == max(one.values()) and two[other] == max(two.values()) > two[own]
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
