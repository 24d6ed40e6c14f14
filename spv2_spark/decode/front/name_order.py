"""Where a list of names has its surnames: first, last, or as names are written."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.people.person import Surnames, is_capitals, is_initials

_PAIR = 2
_SURNAME_WORDS = """
    an bai cai cao chai chang chen cheng cui dai deng ding dong du duan fan fang feng fu gao ge
    gong gu guo han hao he hong hou hu huang jia jiang jin kim kong lai lee lei li liang liao
    lin liu long lu luo lv ma mao meng mo ni pan park peng qian qin qiu ren shao shen shi song
    su sun tan tang tao tian wan wang wei wen wu xia xiang xiao xie xiong xu xue yan yang yao
    ye yi yin yu yuan yue zeng zhang zhao zheng zhong zhou zhu zou
"""
_SURNAMES = frozenset(_SURNAME_WORDS.split())  # of East Asia, short enough to look like initials


def surnames_in(document: DecodedDocument, spans: Sequence[Span]) -> Surnames:
    """Return where the list has its surnames; short ones in capitals look like initials.

    "LI Kanglan, PENG Wanjuan" has them first, "Ran LI, Kun WANG" and "JUNHUI LI, KUN WANG"
    last, "Durie Brian G., Wagner Lynne, Narang Mohit" and "Wang Xingyun, Liu Qingsong" leading.
    """
    texts = document.texts
    firsts = [texts[span.indices[0]] for span in spans if len(span.indices) > 1]
    lasts = [texts[span.indices[-1]] for span in spans if len(span.indices) > 1]
    first = [
        _is_all_caps(one) and not two.isupper() for one, two in zip(firsts, lasts, strict=True)
    ]
    if sum(first) > len(spans) / 2 and any(map(is_capitals, firsts)):
        return "first"
    known = sum(one.lower() in _SURNAMES for one in firsts)
    if len(spans) > 1 and sum(first) == len(spans) and 2 * known >= len(spans):
        return "first"
    known_last = sum(one.lower() in _SURNAMES for one in lasts)
    are_known = known < known_last and 2 * known_last >= len(spans)
    if sum(map(_is_all_caps, lasts)) > len(spans) / 2 and (
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


def _is_all_caps(text: str) -> bool:
    return len(text) > 1 and text.isupper()
