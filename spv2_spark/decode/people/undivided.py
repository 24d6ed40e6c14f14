"""Names that no space divides: in Han, kana or Hangul, the family's part first.

Between two such names may stand no more than a space, and a name may have spaces within, to be as
long as its neighbours ("王　凡") or between its parts. Chinese and Korean surnames, of which there
are few, tell the two apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from spv2_spark.decode.people.person import Name, Word
from spv2_spark.layout.family_names import is_like_undivided_name
from spv2_spark.layout.vocabulary import vocabulary

INNER_DOTS = frozenset("·・")
_SCRIPTS = ("CJK", "HANGUL", "KATA", "HIRA", "IDEOGRAPHIC ITERATION")
_PAIR = 2
_AND_OTHERS = ("等", "ほか")  # the first in Chinese
_MOST_NAME = 5  # letters; a longer one is a group author's


def is_undivided(text: str) -> bool:
    """Whether all letters are of a script whose names no space divides.

    >>> is_undivided("贺知秋"), is_undivided("Li"), is_undivided("")
    (True, False, False)
    """
    return bool(text) and all(unicodedata.name(one, "").startswith(_SCRIPTS) for one in text)


def is_dotted(before: str, dot: str, behind: str) -> bool:
    """Whether a dot stands within a name: a foreign one in katakana, or in Chinese letters.

    In Chinese it parts two names where a surname begins both.

    >>> is_dotted("グエン", "・", "ティ"), is_dotted("岡田進一", "・", "橋本るみ")
    (True, False)
    >>> is_dotted("艾力江", "·", "吐尔逊"), is_dotted("贺知秋", "·", "许青禾")
    (True, False)
    """
    if dot not in INNER_DOTS or not before or not behind:
        return False
    if _are_of(before + behind, "KATA"):
        return True
    are_names = _begins_with_surname(before) and _begins_with_surname(behind)
    return dot == "·" and _are_of(before + behind, "CJK") and not are_names


def are_katakana(text: str) -> bool:
    """Whether all letters are those of foreign names in Japanese; dots and spaces may part them.

    >>> are_katakana("グエン・ラン"), are_katakana("中村")
    (True, False)
    """
    return all(_are_of(word, "KATA") for word in text.split())


def _are_of(text: str, script: str) -> bool:
    return all(unicodedata.name(one, "").startswith(script) for one in text)


def undivided_names(words: Sequence[Word]) -> list[Name]:
    """Return the names that words are; none unless all are in such a script.

    Words that no surname begins are the two parts of a name, as Japanese papers print them.

    >>> [name.text for name in undivided_names([Word("王", (0,)), Word("凡", (1,))])]
    ['王凡']
    >>> [name.text for name in undivided_names([Word("이서윤", (0,)), Word("강지호", (1,))])]
    ['이서윤', '강지호']
    >>> [name.family for name in undivided_names([Word("中村", (0,)), Word("陽子", (1,))])]
    ['中村']

    What else a list writes without a space behind a name is no part of it.

    >>> [name.text for name in undivided_names([Word("赵建国等", (0,)), Word("编著", (1,))])]
    ['赵建国']
    >>> [undivided_names([Word(one, (0,))])[0].text for one in ("欧阳明等编著", "王著", "山本等")]
    ['欧阳明', '王著', '山本等']
    >>> undivided_names([Word("类似看法可参看阮平之", (0,))])[0].text
    '阮平之'
    >>> [undivided_names([Word(one, (0,))])[0].text for one in ("大庭千夏編", "石炭株式会社編")]
    ['大庭千夏', '石炭株式会社']
    """
    if not all(is_undivided(word.text) for word in words):
        return []
    words = [_without_signal(words[0]), *words[1:]]
    words = _without_what_follows(words)
    if len(words) > _PAIR and all(_are_of(word.text, "KATA") for word in words):
        return [_foreign_name(words)]
    joined = _with_letters_joined(words)
    if len(joined) == _PAIR and _is_set_apart(joined):
        joined = [_joined(joined)]
    if len(joined) % _PAIR or all(_begins_with_surname(word.text) for word in joined):
        return [Name(word.text, "", word.text, word.tokens) for word in joined]
    pairs = zip(joined[::_PAIR], joined[1::_PAIR], strict=True)
    return [
        Name(f"{given.text} {family.text}", given.text, family.text, family.tokens + given.tokens)
        for family, given in pairs
    ]


def _without_signal(word: Word) -> Word:
    """Return a name without what a note says before it: "类似看法可参看阮平之"."""
    names = (word.text.rpartition(signal)[2] for signal in _undivided_signals())
    name = next((name for name in names if name != word.text and _is_name(name)), word.text)
    return word._replace(text=name)


@cache
def _undivided_signals() -> tuple[str, ...]:
    signals = ("".join(one) for one in vocabulary().references.signals.phrases)
    return tuple(filter(is_undivided, signals))


def _is_name(text: str) -> bool:
    """Whether a text is a known family name with a given one behind it."""
    return is_like_undivided_name(text) == 1


def _without_what_follows(words: Sequence[Word]) -> Sequence[Word]:
    """Return words without roles behind them ("编著"), and the last without "and others"."""
    kept = list(words)
    while len(kept) > 1 and _is_role(kept[-1].text):
        kept.pop()
    text = kept[-1].text
    bare = _without_role(text)
    is_group = len(bare) > _MOST_NAME
    if _begins_with_surname(text) or is_group or _is_name(bare):
        text = bare
    # 等 is a name in Japan: "山本等".
    for ending in _AND_OTHERS if _begins_with_surname(text) else _AND_OTHERS[1:]:
        if text.endswith(ending) and len(text) >= _PAIR + len(ending):
            text = text.removesuffix(ending)
    return [*kept[:-1], Word(text, kept[-1].tokens)]


def _is_role(text: str) -> bool:
    roles = vocabulary().roles
    return text in roles.author_behind or text in roles.editor_behind


def _without_role(text: str) -> str:
    """Return a name without the role at its end; three letters stay before a role of one."""
    for size, least in ((2, _PAIR), (1, _PAIR + 1)):
        if len(text) >= least + size and _is_role(text[-size:]):
            return text[:-size]
    return text


def _foreign_name(words: Sequence[Word]) -> Name:
    """Return words in katakana as one name: of more than two words the surname is last."""
    texts = [word.text for word in words]
    tokens = tuple(at for word in words for at in word.tokens)
    return Name(" ".join(texts), " ".join(texts[:-1]), texts[-1], tokens)


def _with_letters_joined(words: Sequence[Word]) -> list[Word]:
    """Join letters that stand alone, side by side: they are one name that is set apart."""
    joined: list[Word] = []
    is_open = False
    for word in words:
        if is_open and len(word.text) == 1:
            joined[-1] = _joined([joined[-1], word])
        else:
            joined.append(word)
        is_open = len(word.text) == 1
    return joined


def _is_set_apart(words: Sequence[Word]) -> bool:
    """Whether two words in Hangul are one name: a surname of two letters, and one letter."""
    text = "".join(word.text for word in words)
    is_name = len(text) == _PAIR + 1 and len(words[-1].text) == 1
    return is_name and all(unicodedata.name(one, "").startswith("HANGUL") for one in text)


def _joined(words: Sequence[Word]) -> Word:
    text = "".join(word.text for word in words)
    return Word(text, tuple(at for word in words for at in word.tokens))


def _begins_with_surname(text: str) -> bool:
    return len(text) >= _PAIR and text[0] in vocabulary().names.undivided_surnames


def words_in(token: str) -> float:
    """Return how many words a token is worth: a line of Chinese is one token, of two letters each.

    >>> words_in("towers"), words_in("石灰改性夯土")
    (1.0, 3.0)
    """
    return len(token) / 2 if len(token) > 2 and is_undivided(token[0]) else 1.0  # noqa: PLR2004
