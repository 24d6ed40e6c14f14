"""From spans in reading order to the columns of a Page, without a loop over characters."""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Float32s, Mark, Page
from spv2_spark.pdf.fonts import font_marks
from spv2_spark.pdf.text import LINE_END, TOKEN

Int64s = npt.NDArray[np.int64]


class Span(NamedTuple):
    """A run of characters in one font, size and baseline of one line."""

    text: str  # cleaned, never empty
    left: float
    top: float
    right: float
    bottom: float
    font: str  # base name
    size_pt: float
    flags: int  # MuPDF's
    colour: int  # 0xRRGGBB
    baseline_pt: float  # y of the origin
    lengths: list[int]  # characters of each part whose box is known
    boxes: list[tuple[float, float, float, float]]  # of the parts


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line within one column: its spans in reading order."""

    spans: list[Span]
    separators: list[str]  # what stands before each span: "", CUT or a space
    block: int
    direction: tuple[float, float]  # of the writing, (1, 0) from left to right
    baseline_pt: float
    size_pt: float  # of most of its characters


def page_of(
    number: int, size_pt: tuple[float, float], lines: list[Line], space_em: dict[str, float]
) -> Page:
    """Return the tokens of `lines`, which stand in reading order.

    `space_em` is the width of each font's space in ems. A token's box is its span's from top
    to bottom; from left to right the span's width is shared among its characters by the
    widths that they have in Times, so it is near the printed one and not exact.
    """
    spans = [span for line in lines for span in line.spans]
    line_of = np.repeat(np.arange(len(lines)), [len(line.spans) for line in lines])  # (spans,)
    text, starts, parts = _joined(lines)
    found = [(intern(match[0]), match.start()) for match in TOKEN.finditer(text)]
    first = np.array([start for _, start in found], dtype=np.int64)  # (n,)
    last = first + np.array([len(token) - 1 for token, _ in found], dtype=np.int64)
    span_of = np.searchsorted(starts, first, side="right") - 1  # (n,)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    along = np.array([line.direction for line in lines], dtype=np.float64).reshape(-1, 2)
    boxes = _boxes(spans, parts, codes, (first, last), along[line_of][span_of])
    fonts = sorted({span.font for span in spans})
    index_of = {font: index for index, font in enumerate(fonts)}
    size = np.array([span.size_pt for span in spans], dtype=np.float32)
    space = size * np.array([space_em[span.font] for span in spans], dtype=np.float32)
    marks = np.array([_marks(span, line) for line in lines for span in line.spans], dtype=np.uint8)
    spaced = (first == 0) | np.isin(codes[first - 1], _SPACES)
    return Page(
        number=number,
        width_pt=size_pt[0],
        height_pt=size_pt[1],
        texts=tuple(token for token, _ in found),
        boxes_pt=boxes,
        fonts=tuple(fonts),
        font=np.array([index_of[span.font] for span in spans], dtype=np.int32)[span_of],
        size_pt=size[span_of],
        space_pt=space[span_of],
        marks=marks[span_of] | (spaced * np.uint8(Mark.SPACE_BEFORE)),
        line=line_of.astype(np.int32)[span_of],
        block=np.array([line.block for line in lines], dtype=np.int32)[line_of][span_of],
        colour=np.array([span.colour for span in spans], dtype=np.uint32)[span_of],
    )


_SPACES = np.array([ord(" "), ord(LINE_END)], dtype=np.uint32)


class _Parts(NamedTuple):
    """Where in the page's text each part of a span starts and ends."""

    start: Int64s
    end: Int64s


def _joined(lines: list[Line]) -> tuple[str, Int64s, _Parts]:
    """Return the page's text, where in it each span starts, and where its parts stand."""
    pieces: list[str] = []
    starts: list[int] = []
    lengths: list[int] = []
    gaps: list[int] = []  # characters before each part that belong to none
    at = gap = 0
    for line in lines:
        for separator, span in zip(line.separators, line.spans, strict=True):
            at += len(separator)
            starts.append(at)
            at += len(span.text)
            pieces += (separator, span.text)
            lengths += span.lengths
            gaps.append(gap + len(separator))
            gaps += [0] * (len(span.lengths) - 1)
            gap = 0
        pieces.append(LINE_END)
        at += 1
        gap = 1
    length = np.array(lengths, dtype=np.int64)
    end = np.cumsum(length + np.array(gaps, dtype=np.int64))
    return "".join(pieces), np.array(starts, dtype=np.int64), _Parts(end - length, end)


def _em_widths() -> npt.NDArray[np.float64]:
    """Return the width of each of 256 characters in ems, as in Times; index 255 is any other."""
    em = np.full(256, 0.5)
    for width, chars in (
        (0.25, " .,"), (0.28, "ijlt:;/\\'`|"), (0.33, "fr()[]-I"), (0.39, "sJ"), (0.44, "acez\"?"),
        (0.56, "FPSE+=<>~"), (0.61, "LTZ"), (0.67, "BCR"), (0.72, "ADGHKNOQUVXYw"), (0.78, "m&M"),
        (0.94, "W%@"),
    ):  # fmt: skip
        em[[ord(char) for char in chars]] = width
    return em


_EM = _em_widths()


def _boxes(
    spans: list[Span],
    parts: _Parts,
    codes: npt.NDArray[np.uint32],
    chars: tuple[Int64s, Int64s],
    along: npt.NDArray[np.float64],
) -> Float32s:
    """Return the boxes of tokens from their first and last characters; `along` is (n, 2)."""
    box = np.array([box for span in spans for box in span.boxes], dtype=np.float64).reshape(-1, 4)
    before = np.concatenate(([0.0], np.cumsum(_EM[np.minimum(codes, 255)])))
    width = np.maximum(before[parts.end] - before[parts.start], 1e-6)
    part_of = [np.searchsorted(parts.start, at, side="right") - 1 for at in chars]
    # Shares (0..1) of the width of their part at which the tokens begin and end.
    begin = (before[chars[0]] - before[parts.start][part_of[0]]) / width[part_of[0]]
    finish = (before[chars[1] + 1] - before[parts.start][part_of[1]]) / width[part_of[1]]
    one, two = box[part_of[0]], box[part_of[1]]
    out = np.empty((len(begin), 4), dtype=np.float32)
    for low, high, axis in ((0, 2, 0), (1, 3, 1)):
        out[:, low] = np.minimum(one[:, low], two[:, low])
        out[:, high] = np.maximum(one[:, high], two[:, high])
        runs = np.abs(along[:, axis]) > np.abs(along[:, 1 - axis])
        back, ahead = runs & (along[:, axis] < 0), runs & (along[:, axis] >= 0)
        width_one, width_two = one[:, high] - one[:, low], two[:, high] - two[:, low]
        out[ahead, low] = (one[:, low] + begin * width_one)[ahead]
        out[ahead, high] = (two[:, low] + finish * width_two)[ahead]
        out[back, high] = (one[:, high] - begin * width_one)[back]
        out[back, low] = (two[:, high] - finish * width_two)[back]
    return out


_SHIFT_EM = 0.12
_SMALLER = 0.92
_UPRIGHT = 0.99


def _marks(span: Span, line: Line) -> int:
    marks = font_marks(span.font, span.flags)
    if line.direction[0] < _UPRIGHT:
        return marks | Mark.ROTATED
    raised = line.baseline_pt - span.baseline_pt
    if raised > _SHIFT_EM * line.size_pt and span.size_pt < _SMALLER * line.size_pt:
        marks |= Mark.SUPERSCRIPT
    return marks
