"""Headings: which lines of a document are nothing but a known one, in every language at hand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from spv2_spark.layout.vocabulary import Heading, vocabulary
from spv2_spark.layout.word_list import fold

_LABELLED = frozenset({Heading.APPENDIX, Heading.SUPPLEMENT})  # "Appendix A", "Anhang 2"
_MOST_MARKS = 12  # of a section's number, a bullet, brackets: no heading has more words beside it
_MOST_DIGITS = 3  # of a section's number; four are a year
_NUMBER_MARKS = frozenset(".)]:-–—、．。）")
_OPENING, _CLOSING = frozenset("[(（【〔《<"), frozenset("])）】〕》>")
_BULLETS = frozenset("*§#|_-–—•·■□▪◆◇●○◄◀►▶")
_COLONS = frozenset(":：")
_STOPS = frozenset(".．。")  # "1. Introduction."; behind small letters it ends a sentence
_ROMANS = frozenset(
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    if tens or ones
)
_MOST_TEXTS = 200_000  # remembered; then their table starts anew
_CHINESE = frozenset("一二三四五六七八九十")


def heading_of(words: Sequence[str]) -> Heading | None:
    """Return which known heading the tokens of a line are, None if they say anything else.

    A section's number may stand before it ("7", "7.2.", "VII.", "A.", "一、"), a colon behind it
    (a stop only where a number or a capital begins the line), brackets and bullets around it;
    letters may stand apart ("A B S T R A C T"), "&" for "and", and a label of its own behind
    an appendix ("Appendix B").

    >>> heading_of(["7", ".", "Literaturverzeichnis"]), heading_of(["References", "differ"])
    (<Heading.REFERENCES: 'references'>, None)
    """
    by_letters, longest = _by_letters()
    if not words or len(words) > longest + _MOST_MARKS:
        return None
    folded = [fold(word) for word in words]
    letters, start = "".join(folded), 0
    if not letters or len(letters) > longest + _MOST_MARKS:
        return None
    found = by_letters.get(letters)
    if found is None and (start := _behind_number(words, folded)):
        letters = "".join(folded[start:])
        found = by_letters.get(letters)
    found = found or _labelled(letters, by_letters)
    return found if found and _is_framed(words, folded, start) else None


def can_stand_in_headings(texts: Iterable[str]) -> Iterator[bool]:
    """Tell whether each token could be a part of a heading; most lines have one that cannot."""
    if len(_CAN_STAND) > _MOST_TEXTS:
        _CAN_STAND.clear()
    return map(_CAN_STAND.__getitem__, texts)


class _CanStand(dict[str, bool]):
    """{text: could it be a part of a heading}, filled as texts are met."""

    def __missing__(self, text: str) -> bool:
        folded = fold(text)
        label = len(folded) <= 1 or folded.isdecimal() or folded in _ROMANS
        self[text] = found = label or folded in _pieces()
        return found


_CAN_STAND = _CanStand()


@cache
def _pieces() -> frozenset[str]:
    """Return what tokens may print of the headings: words, or several without a space between.

    Small capitals often stand apart from the letter before them: "R EFERENCES". Chinese and its
    like are cut anywhere.
    """
    pieces: set[str] = set()
    for said in vocabulary().headings.values():
        for phrase in said.phrases:
            letters = "".join(phrase)
            units = letters if unicodedata.east_asian_width(letters[0]) == "W" else phrase
            ends = range(1, len(units) + 1)
            pieces.update("".join(units[at:end]) for end in ends for at in range(end))
    return frozenset(pieces | {piece[1:] for piece in pieces})


@cache
def _by_letters() -> tuple[Mapping[str, Heading], int]:
    """Return the headings by their letters without spaces, and how many the longest has."""
    words = vocabulary()
    linking = {fold(one) for one in words.names.and_.entries}
    phrases = [
        (phrase, heading) for heading, said in words.headings.items() for phrase in said.phrases
    ]
    found = {"".join(phrase): heading for phrase, heading in phrases}
    for phrase, heading in phrases:  # "&" may stand for "and"
        inner = [word for word in phrase[1:-1] if word not in linking]
        found.setdefault("".join([phrase[0], *inner, *phrase[1:][-1:]]), heading)
    return found, max(map(len, found))


def _labelled(letters: str, by_letters: Mapping[str, Heading]) -> Heading | None:
    """Return the heading that has a letter or a number of its own: "Appendix B.1"."""
    stem = letters.rstrip("0123456789")
    found = (by_letters.get(said) for said in (stem, stem[:-1]))
    return next((one for one in found if one in _LABELLED), None)


def _behind_number(words: Sequence[str], folded: Sequence[str]) -> int:
    """Return where the words behind a section's number begin; 0 if there is none."""
    at = next(at for at, text in enumerate(folded) if text)
    number, behind = folded[at], words[at][-1:] + (words[at + 1][:1] if at + 1 < len(words) else "")
    is_marked = not _NUMBER_MARKS.isdisjoint(behind)
    is_roman = number in _ROMANS and (is_marked or words[at].isupper() or len(number) > 1)
    is_letter = is_marked and (len(number) == 1 or number in _CHINESE)
    if not (_is_number(number) or is_roman or is_letter):
        return 0
    at += 1
    while at < len(words) and (_is_number(folded[at]) or words[at][:1] in _NUMBER_MARKS):
        at += 1
    return at


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def _is_framed(words: Sequence[str], folded: Sequence[str], start: int) -> bool:
    """Whether only marks that frame headings stand before and behind one.

    A stop may end a heading with a number or a capital: "literature." ends a paragraph.
    """
    first, last = words[0][:1], words[-1][-1:]
    if not start and not (fold(first) or first in _OPENING or first in _BULLETS):
        return False
    if last in _STOPS:
        letter = next(word for word, text in zip(words, folded, strict=True) if text)[0]
        return bool(folded[-1] or folded[-2]) and (start > 0 or not letter.islower())
    if last in _CLOSING:
        return first in _OPENING
    if last == "-":  # "meth-" goes on in the next line
        return first == "-"
    is_letter = fold(last) or unicodedata.combining(last or " ")
    return bool(is_letter) or last in _BULLETS or last in _COLONS
