"""Spans of authors to spans of whole names: pieces joined, columns parted, ends taken in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.person import PARTICLES, SUFFIXES, is_initials
from spv2_spark.decode.spans import Reading, Span

_COLUMN_GAP = 1.5  # of the print size; spaces are a quarter to a half
_WORD_GAP = 0.8  # of the print size: wider than any space in a name
_JOINABLE_GAP = 2  # tokens (a line break has none) between pieces of one name
_LIST_GAP = 6  # tokens between two names of one list: a comma and some raised marks
_UNSURE = 0.8  # probability of "none" under which a word beside a name may be its own
_WHOLE = 2  # words of a whole name
_MARKS = 2  # commas or marks between names that make a list one of those
_LONGEST = 6  # tokens of a name on two lines
_HYPHENS = frozenset("-‐‑")
_APOSTROPHES = frozenset("’'ʼ‘`")
_LAST_LATIN = "\u024f"
_SAME_SIZE = 0.06  # of the size: words of one name


def whole_names(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return one span for each name, as far as print and labels tell."""
    spans = _split_at_gaps(reading, _mended(reading, spans))
    spans = _split_at_lines(reading, spans)
    return _with_ends(reading, _unparted(reading, spans))


def _mended(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Join pieces of one name: initials, particles or a suffix alone, or a broken word."""
    mended: list[Span] = []
    for span in spans:
        if mended and _goes_on(reading, mended[-1], span):
            mended[-1] = Span(span.field, mended[-1].indices + span.indices)
        else:
            mended.append(span)
    return mended


def _split_at_gaps(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Part names that stand in columns of one line, with white space between them."""
    tokens, parted = reading.tokens, []
    for span in spans:
        start = 0
        for at in range(1, len(span.indices)):
            one, two = span.indices[at - 1], span.indices[at]
            gap = tokens.boxes[two][0] - tokens.boxes[one][2]
            is_wide = gap > _COLUMN_GAP * float(tokens.size_pt[two])
            if is_wide and tokens.lines[one] == tokens.lines[two]:
                parted.append(Span(span.field, span.indices[start:at]))
                start = at
        parted.append(Span(span.field, span.indices[start:]))
    return parted


def _split_at_lines(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Part whole names on two lines where white space alone parts most names of the list."""
    gaps = _gaps(spans)
    if 2 * sum(gap == 1 for gap in gaps) <= len(gaps):
        return list(spans)
    tokens, parted = reading.tokens, []
    for span in spans:
        breaks = [
            at
            for at, (one, two) in enumerate(pairwise(span.indices), 1)
            if tokens.lines[one] != tokens.lines[two]
        ]
        at = breaks[0] if len(breaks) == 1 else 0
        sides = span.indices[:at], span.indices[at:]
        are_names = all(
            sum(len(tokens.texts[index]) > 1 for index in side) >= _WHOLE for side in sides
        )
        is_whole = not at or tokens.texts[span.indices[at - 1]] not in _HYPHENS
        parted += [Span(span.field, side) for side in sides] if are_names and is_whole else [span]
    return parted


def _unparted(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Join what nothing parts in a list whose other names are parted.

    "Ali Hassan Ali Abdelwanis2, Jo Doe1" has two names, whatever begins within the first, and
    so has what stands in columns. A single word is joined to the name behind it also where few
    are parted, and the last name, behind "and", to what goes on with it on the next line, where
    a comma or a mark parts all others.
    """
    gaps = [gap for gap in _gaps(spans) if gap <= _LIST_GAP]
    marked = sum(gap > 1 for gap in gaps)
    joints = [
        touch(reading, one.indices[-1], two.indices[0])
        for one, two in pairwise(spans)
        if two.indices[0] - one.indices[-1] <= _LIST_GAP
    ]
    apart = len(joints) - sum(joints)
    is_list = 2 * apart > len(joints)
    is_parted = bool(marked or len(gaps) == 1)
    whole: list[Span] = []
    for span in spans:
        is_cut = span is spans[-1] and marked == len(gaps) - 1 >= _MARKS
        is_word = bool(whole) and len(whole[-1].indices) == 1 and is_parted
        is_one = is_list or is_word
        if whole and _is_one(reading, whole[-1], span, is_list=is_one, is_cut=is_cut):
            whole[-1] = Span(span.field, whole[-1].indices + span.indices)
        else:
            whole.append(span)
    return whole


def _is_one(reading: Reading, before: Span, after: Span, *, is_list: bool, is_cut: bool) -> bool:
    """Whether two spans are one name: in a list of parted ones, or cut at the list's end."""
    tokens, last, first = reading.tokens, before.indices[-1], after.indices[0]
    if touch(reading, last, first):
        return is_list and tokens.texts[first][0] < _LAST_LATIN
    is_short = len(before.indices) + len(after.indices) <= _LONGEST
    is_near = first - last == 1 and tokens.block[last] == tokens.block[first]
    start = before.indices[0]
    return is_cut and is_short and is_near and tokens.texts[start - 1].lower() in ("and", "&")


def _gaps(spans: Sequence[Span]) -> list[int]:
    """Return the tokens from each span to the next, 1 where none stands between."""
    return [two.indices[0] - one.indices[-1] for one, two in pairwise(spans)]


def _with_ends(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Take in the word before or behind a name that the tagger all but called its own.

    And what a hyphen or an apostrophe of the name joins to it, whatever the tagger said.
    """
    taken = {index for span in spans for index in span.indices}
    grown = []
    for span in spans:
        indices = span.indices
        before, after = indices[0] - 1, indices[-1] + 1
        is_cut = reading.tokens.texts[indices[0]] in _HYPHENS and before >= 0
        is_cut = is_cut and touch(reading, before, indices[0])
        if before not in taken and (is_cut or _is_end(reading, before, before - 1, indices[0])):
            indices = (before, *indices)
        is_cut = _is_behind_apostrophe(reading, after)
        if after not in taken and (is_cut or _is_end(reading, after, after + 1, indices[-1])):
            indices = (*indices, after)
        grown.append(Span(span.field, indices))
    return grown


def _is_behind_apostrophe(reading: Reading, at: int) -> bool:
    """Whether letters that the tagger left out stand right behind an apostrophe."""
    tokens = reading.tokens
    if at >= len(tokens) or reading.path.field[at] or tokens.spaces[at]:
        return False
    is_joined = tokens.texts[at - 1] in _APOSTROPHES and tokens.texts[at].isalpha()
    return is_joined and touch(reading, at - 1, at)


def _is_end(reading: Reading, at: int, beyond: int, name: int) -> bool:
    """Whether a word is the end of the name beside it; `beyond` it the name cannot go on."""
    tokens = reading.tokens
    if not 0 <= at < len(tokens) or reading.path.field[at] or reading.probabilities[at] > _UNSURE:
        return False
    text = tokens.texts[at]
    if not text[:1].isupper() or not text.replace("-", "").isalpha():
        return False
    ends = not 0 <= beyond < len(tokens) or tokens.lines[beyond] != tokens.lines[at]
    ends = ends or tokens.raised[beyond] or tokens.texts[beyond] in ",;·•|"
    return ends and touch(reading, min(at, name), max(at, name))


def touch(reading: Reading, one: int, two: int) -> bool:
    """Whether two tokens stand side by side on a line, in one print, with a space at most."""
    tokens = reading.tokens
    if two - one != 1 or tokens.lines[one] != tokens.lines[two]:
        return False
    if tokens.raised[one] or tokens.raised[two]:
        return False
    sizes = float(tokens.size_pt[one]), float(tokens.size_pt[two])
    gap = tokens.boxes[two][0] - tokens.boxes[one][2]
    return gap <= _WORD_GAP * sizes[0] and abs(sizes[0] - sizes[1]) <= _SAME_SIZE * sizes[0]


def _goes_on(reading: Reading, before: Span, after: Span) -> bool:
    tokens = reading.tokens
    gap = range(before.indices[-1] + 1, after.indices[0])
    between = [tokens.texts[index] for index in gap if not tokens.raised[index]]
    one = [tokens.texts[index] for index in before.indices]
    two = [tokens.texts[index] for index in after.indices]
    if len(gap) > _JOINABLE_GAP or len(one) > _LONGEST:
        return False
    if all(text.lower() in SUFFIXES or text == "." for text in two):
        return all(text in ".," for text in between)
    if between:
        return False
    unfinished = all(is_initials(text) or text == "." for text in one)
    return unfinished or one[-1].lower() in PARTICLES or one[-1] in "-‐" or two[0] in "-‐’'"
