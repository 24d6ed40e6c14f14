"""What the list of a paper's authors looks like: where it stands, and how it prints names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.person import Surnames, is_capitals, is_initials
from spv2_spark.decode.spans import Reading, Span
from spv2_spark.domain.metadata import Value

_SAME_SIZE = 0.06  # of the size: names of one list
_FAIR = 0.6  # mean probability of a list of names that is one
_PAIR = 2
_MOST_ABOVE = 20  # names above a title; a masthead has few
_SURNAME_WORDS = """
    an bai cai cao chai chang chen cheng cui dai deng ding dong du duan fan fang feng fu gao ge
    gong gu guo han hao he hong hou hu huang jia jiang jin kim kong lai lee lei li liang liao
    lin liu long lu luo lv ma mao meng mo ni pan park peng qian qin qiu ren shao shen shi song
    su sun tan tang tao tian wan wang wei wen wu xia xiang xiao xie xiong xu xue yan yang yao
    ye yi yin yu yuan yue zeng zhang zhao zheng zhong zhou zhu zou
"""
_SURNAMES = frozenset(_SURNAME_WORDS.split())  # of East Asia, short enough to look like initials


def without_masthead(reading: Reading, spans: list[Span], title: Value | None) -> list[Span]:
    """Drop names above the title in other print than the list of names below it.

    They are the journal's: "Microbial Cell Factories". Without a list below the title
    that has as many names those above it stay.
    """
    if title is None or not title.places:
        return spans
    page, top = title.places[0].page, title.places[0].box.top
    tokens = reading.tokens
    above = [
        one
        for one in spans
        if tokens.pages[one.indices[0]] == page and tokens.boxes[one.indices[-1]][3] <= top
    ]
    below = [one for one in spans if one not in above]
    if not above or len(above) > _MOST_ABOVE or len(below) < len(above):
        return spans
    mean = sum(reading.mass(one) for one in below) / sum(len(one.indices) for one in below)
    if mean < _FAIR:
        return spans
    sizes = Counter(_size(reading, one) for one in below)
    usual = sizes.most_common(1)[0][0]
    return [
        one
        for one in spans
        if one not in above
        or (
            abs(_size(reading, one) - usual) <= _SAME_SIZE * usual
            and not _is_repeated(reading, one)
        )
    ]


def surnames_in(reading: Reading, spans: Sequence[Span]) -> Surnames:
    """Return where the list has its surnames; short ones in capitals look like initials.

    "LI Kanglan, PENG Wanjuan" has them first, "Ran LI, Kun WANG" and "JUNHUI LI, KUN WANG"
    last, "Durie Brian G., Wagner Lynne, Narang Mohit" and "Wang Xingyun, Liu Qingsong" leading.
    """
    texts = reading.tokens.texts
    firsts = [texts[span.indices[0]] for span in spans if len(span.indices) > 1]
    lasts = [texts[span.indices[-1]] for span in spans if len(span.indices) > 1]
    first = [_is_shouted(one) and not two.isupper() for one, two in zip(firsts, lasts, strict=True)]
    if sum(first) > len(spans) / 2 and any(map(is_capitals, firsts)):
        return "first"
    known = sum(one.lower() in _SURNAMES for one in firsts)
    if len(spans) > 1 and sum(first) == len(spans) and 2 * known >= len(spans):
        return "first"
    known_last = sum(one.lower() in _SURNAMES for one in lasts)
    are_known = known < known_last and 2 * known_last >= len(spans)
    if sum(map(_is_shouted, lasts)) > len(spans) / 2 and (
        are_known or any(map(is_capitals, lasts))
    ):
        return "last"
    names = [[texts[at] for at in one.indices] for one in spans]
    return "leading" if _surnames_lead(names) else ""


def _surnames_lead(names: Sequence[Sequence[str]]) -> bool:
    """Whether names in small letters begin with the surname.

    Initials with a dot behind two words beside names without any, and no initials before a last
    word; or the surnames of a country that writes them so, and none of them last.
    """
    if any("," in name for name in names):
        return False
    dotted = [name[-1] == "." for name in names]
    names = [[word for word in name if word != "."] for name in names]
    initials = [[is_initials(word) for word in name] for name in names]
    if any(any(flags[:-1]) and not flags[-1] for flags in initials):
        return False
    trailing = sum(
        dot and flags[-1:] == [True] and flags.index(True) == _PAIR
        for dot, flags in zip(dotted, initials, strict=True)
    )
    whole = sum(len(flags) == _PAIR and not any(flags) for flags in initials)
    if trailing and whole and trailing + whole > max(len(names) / 2, _PAIR):
        return True
    known = [[word.lower() in _SURNAMES for word in name] for name in names if len(name) > 1]
    firsts = sum(flags[0] for flags in known)
    return firsts >= max(len(names) / 2, _PAIR) and not any(any(flags[1:]) for flags in known)


def _is_shouted(text: str) -> bool:
    return len(text) > 1 and text.isupper()


def _size(reading: Reading, span: Span) -> float:
    sizes = sorted(float(reading.tokens.size_pt[index]) for index in span.indices)
    return sizes[len(sizes) // 2]


def _is_repeated(reading: Reading, span: Span) -> bool:
    """Whether the words stand on another page too, as a running head does."""
    tokens = reading.tokens
    words = [tokens.texts[index] for index in span.indices]
    # Names with initials are repeated in notes and references too.
    is_plain = len(words) > 1 and not any(map(is_initials, words))
    if not is_plain or any(two - one != 1 for one, two in pairwise(span.indices)):
        return False
    page = tokens.pages[span.indices[0]]
    return any(
        text == words[0]
        and tokens.pages[at] != page
        and list(tokens.texts[at : at + len(words)]) == words
        for at, text in enumerate(tokens.texts)
    )
