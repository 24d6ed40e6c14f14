"""The marks by which authors are linked to their affiliations: behind names, before addresses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.further.front import Front
from spv2_spark.layout.vocabulary import vocabulary

_SYMBOLS = frozenset("*†‡§¶‖#∗∥⁎✉$&+")
_BETWEEN = frozenset(",;.()[] ")
_MOST_DIGITS, _MOST_LETTERS = 2, 3  # of a mark; "ab" are two
_REACH = 14  # tokens behind a name, among which its marks are


def marks_of_authors(front: Front) -> list[tuple[str, ...]]:
    """Return each author's marks in printed order: digits, letters, symbols."""
    names = front.decoded.names
    starts = sorted(min(one) for one in names if one)
    found = []
    for tokens in names:
        last = max(tokens, default=-1)
        following = next((at for at in starts if at > last), last + _REACH)
        stop = min(following, last + _REACH, len(front.texts))
        found.append(_marks(front, range(last + 1, stop)) if last >= 0 else ())
    return found


def _marks(front: Front, indices: Sequence[int]) -> tuple[str, ...]:
    view, marks = front.document.view, list[str]()
    for at in indices:
        text = front.texts[at]
        if text in _BETWEEN or text in "–-":
            continue
        is_raised = view.superscripts[at]
        is_glued = not view.spaced[at] or at - 1 in indices
        if text in _SYMBOLS or (is_mark(text) and (is_raised or (text.isdecimal() and is_glued))):
            marks.append(text)
        elif marks or not (is_raised or _is_degree(text)):
            break
    return _spread(front, indices, marks)


def _spread(front: Front, indices: Sequence[int], marks: Sequence[str]) -> tuple[str, ...]:
    """Return the marks one by one: "ab" is a and b, "1-3" is 1, 2 and 3."""
    text = "".join(front.texts[at] for at in indices)
    spread: list[str] = []
    for mark in marks:
        if mark.isalpha() and len(mark) > 1 and mark.islower():
            spread += mark
        else:
            spread.append(mark)
    for one, two in pairwise(marks):
        is_range = any(f"{one}{dash}{two}" in text for dash in "-–")
        if is_range and one.isdecimal() and two.isdecimal() and int(one) < int(two):
            spread += map(str, range(int(one) + 1, int(two)))
    return tuple(dict.fromkeys(spread))


def _is_degree(text: str) -> bool:
    names = vocabulary().names
    letter = len(text) == 1 and text.isupper()  # of "M.D."
    degrees = (names.degrees, names.possible_degrees, names.suffixes)
    return letter or any(text in some for some in degrees)


def is_mark(text: str) -> bool:
    """Whether a token may link an author: a number of one or two digits, some letters, a symbol."""
    if text.isdecimal():
        return len(text) <= _MOST_DIGITS
    if text in _SYMBOLS:
        return True
    return text.isalpha() and (len(text) == 1 or (len(text) <= _MOST_LETTERS and text.islower()))
