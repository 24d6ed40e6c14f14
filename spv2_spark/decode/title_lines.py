"""A title's whole lines: what stands next to a title span in the title's own print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from spv2_spark.decode.spans import Reading, Span
from spv2_spark.decode.tokens import Tokens
from spv2_spark.decode.viterbi import Path
from spv2_spark.domain.label import Field, begin, field_of, inside
from spv2_spark.domain.page import Float32s, Mark

_DISTINCT = 1.15  # of the body's size: below it a title's print is that of the text around it
_SAME = 0.01  # of the size
_GAP = 1.0  # of the size, between two lines' boxes
_MOST_LINES = 2  # taken in on either side
_LARGE = 0.9  # of the title's size; raised and lowered figures are smaller
_OTHER = 0.9  # mean probability from which a line is surely something else, in whatever print
_SOME_WORDS = 3
_SAME_LINES = 0.02  # of the size: lines of a title that is put together
_POSSIBLE = 0.2  # mean probability of a line that may be a title's
_FACE = int(Mark.BOLD)
_KIND_WORDS = """
    original research article articles review reviews paper papers report reports case series
    letter letters editorial brief short rapid communication communications commentary
    perspective perspectives methodology study protocol technical note invited featured open
    access essay mini full length clinical trial regular to the editor scientific
    artículo artigo articolo originale originalarbeit übersichtsarbeit revisión revisão de
"""
_KIND = frozenset(_KIND_WORDS.split())
_WHOLE_KINDS = frozenset(
    ["article", "essay", "original article", "original paper", "original research",
     "review article", "research article", "research paper", "short communication",
     "letter to the editor"]
)  # fmt: skip
_KIND_FACE = int(Mark.BOLD | Mark.ITALIC)


def without_kind(reading: Reading, span: Span) -> Span:
    """Drop a first line that says what kind of article it is: "Review Article".

    It is set in other print than the title below it, or nothing but a kind and a colon:
    "Original article:".
    """
    tokens = reading.tokens
    lines = [list(members) for _, members in groupby(span.indices, lambda at: tokens.lines[at])]
    if len(lines) == 1 or not is_kind(reading, lines[0]):
        return span
    one, two = lines[0][0], lines[1][0]
    sizes = float(tokens.size_pt[one]), float(tokens.size_pt[two])
    faces = int(tokens.marks[one]) ^ int(tokens.marks[two])
    said = " ".join(tokens.texts[at] for at in lines[0]).lower()
    is_said = said.removesuffix(" :") in _WHOLE_KINDS and said.endswith(":")
    if is_said or abs(sizes[0] - sizes[1]) > _SAME * sizes[1] or faces & _KIND_FACE:
        return Span(span.field, span.indices[len(lines[0]) :])
    return span


def is_kind(reading: Reading, indices: Sequence[int]) -> bool:
    """Whether tokens are only words that say what kind of article one is."""
    texts = [reading.tokens.texts[at].lower() for at in indices]
    words = [text for text in texts if text.isalpha()]
    return bool(words) and _KIND.issuperset(words) and not any(map(str.isdigit, texts))


def with_doubtful_title(tokens: Tokens, path: Path, field_logp: Float32s) -> Path:
    """Return the path with the likeliest lines as its title, if it has none.

    They stand on the first page, in one print, and are titles with a probability that is
    not small, though none of their tokens is likelier to be one than not.
    """
    marks = [begin(Field.TITLE), inside(Field.TITLE)]
    if not len(tokens) or np.isin(path.field, marks).any():
        return path
    chance = np.exp(field_logp[:, marks]).sum(axis=1)
    chance[(tokens.page > tokens.page[0]) | (path.field > 0) | (path.entry > 0)] = 0
    starts = np.flatnonzero(np.diff(tokens.line, prepend=tokens.line[0] - 1))
    means = np.add.reduceat(chance, starts) / np.diff(starts, append=len(tokens))
    ends = np.append(starts[1:], len(tokens))
    runs: list[list[int]] = []  # first and last token (exclusive) of lines in one print
    for at in np.flatnonzero(means >= _POSSIBLE).tolist():
        start, end, size = int(starts[at]), int(ends[at]), float(tokens.size_pt[starts[at]])
        is_next = bool(runs) and runs[-1][1] == start
        if is_next and abs(float(tokens.size_pt[start - 1]) - size) <= _SAME_LINES * size:
            runs[-1][1] = end
        else:
            runs.append([start, end])
    if not runs:
        return path
    first, end = max(runs, key=lambda one: float(chance[one[0] : one[1]].sum()))
    field = path.field.copy()
    field[first:end] = inside(Field.TITLE)
    field[first] = begin(Field.TITLE)
    return path._replace(field=field)


def with_whole_lines(reading: Reading, span: Span) -> Span:
    """Return the span with the neighbouring tokens that are set as it is.

    A tagger that leaves a title too early mostly does so at a line's end, and forgets a last
    line of one word. What it is sure of stays out: the title in another language is set like
    the first. Only for titles in print of their own: larger than the document's text.
    """
    tokens = reading.tokens
    size = float(np.median(tokens.size_pt[list(span.indices)]))
    if size < _DISTINCT * float(np.median(tokens.size_pt)):
        return span
    before = _taken(reading, span.indices[0], -1, size)
    rest = _rest_of_line(reading, span.indices[-1], size)
    after = _taken(reading, span.indices[-1], 1, size, len(rest))
    return Span(span.field, (*reversed(before), *span.indices, *rest, *after))


def _rest_of_line(reading: Reading, edge: int, size: float) -> list[int]:
    """Return what goes on with the title's last line in other print: a formula, a lowered figure.

    Without a token as large as the title's the rest is notes' marks, but for what is lowered.
    """
    tokens = reading.tokens
    rest: list[int] = []
    at = edge + 1
    while at < len(tokens) and tokens.lines[at] == tokens.lines[edge] and _is_free(reading, at):
        rest.append(at)
        at += 1
    large = [place for place in rest if float(tokens.size_pt[place]) >= _LARGE * size]
    end = rest.index(large[-1]) + 1 if large else 0
    return rest[: end + int(end < len(rest) and _is_lowered(reading, rest[end]))]


def _is_lowered(reading: Reading, at: int) -> bool:
    """Whether a small token stands right behind the one before it, and lower."""
    tokens = reading.tokens
    (_, top, _, bottom), (_, its_top, _, its_bottom) = tokens.boxes[at - 1], tokens.boxes[at]
    is_small = float(tokens.size_pt[at]) < _LARGE * float(tokens.size_pt[at - 1])
    is_low = its_top + its_bottom > top + bottom and not tokens.raised[at]
    return is_small and is_low and not tokens.spaces[at] and tokens.texts[at].isalnum()


def _taken(reading: Reading, edge: int, step: int, size: float, skip: int = 0) -> list[int]:
    """Return the tokens in the direction of `step` from `edge` on that are the title's.

    The `skip` tokens next to the edge are the title's already.
    """
    tokens = reading.tokens
    taken: list[int] = []
    lines: set[int] = set()
    last = edge + step * skip
    at = last + step
    while 0 <= at < len(tokens) and _is_alike(reading, at, edge, size):
        if tokens.lines[at] != tokens.lines[last]:
            lines.add(tokens.lines[at])
            if len(lines) > _MOST_LINES or _gap(reading, at, last) > _GAP * size:
                break
        taken.append(at)
        last, at = at, at + step
    return _until_sure(reading, taken, tokens.lines[edge])


def _until_sure(reading: Reading, taken: list[int], first: int) -> list[int]:
    """Cut what was taken before the line that the tagger is sure is no title's; not `first`.

    The last word or two of a title it often gives away.
    """
    kept: list[int] = []
    for line, members in groupby(taken, key=lambda at: reading.tokens.lines[at]):
        indices = list(members)
        mean = sum(reading.probabilities[at] for at in indices) / len(indices)
        none = all(field_of(int(reading.path.field[at])) == Field.NONE for at in indices)
        text = "".join(reading.tokens.texts[at] for at in indices)
        is_long = len(indices) >= _SOME_WORDS or not text.isascii()  # no spaces in Chinese
        if line != first and none and is_long and mean >= _OTHER:
            break
        kept.extend(indices)
    return kept


def _is_free(reading: Reading, at: int) -> bool:
    return field_of(int(reading.path.field[at])) in (Field.NONE, Field.TITLE)


def _is_alike(reading: Reading, at: int, edge: int, size: float) -> bool:
    tokens = reading.tokens
    return (
        _is_free(reading, at)
        and tokens.pages[at] == tokens.pages[edge]
        and abs(float(tokens.size_pt[at]) - size) <= _SAME * size
        and not (int(tokens.marks[at]) ^ int(tokens.marks[edge])) & _FACE
    )


def _gap(reading: Reading, one: int, two: int) -> float:
    """Return the white between the lines of two tokens; large if they are no neighbours."""
    upper, lower = sorted(
        (reading.tokens.boxes[one], reading.tokens.boxes[two]), key=lambda b: b[1]
    )
    return max(lower[1] - upper[3], 0.0) if lower[1] > upper[1] else float("inf")
