"""From spans in reading order to the columns of a Page, without a loop over characters."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Float32s, Mark, Page
from spv2_spark.pdf.fonts import font_marks
from spv2_spark.pdf.text import LINE_END, token_bounds

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


class Line(NamedTuple):
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
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    first, end = token_bounds(text, codes)  # (n,)
    span_of = np.searchsorted(starts, first, side="right") - 1  # (n,)
    line_of_token = line_of[span_of]
    along = [line.direction for line in lines]
    boxes = _boxes(spans, parts, codes, (first, end - 1), along, line_of_token)
    fonts = sorted({span.font for span in spans})
    index_of = {font: index for index, font in enumerate(fonts)}
    font = np.array([index_of[span.font] for span in spans], dtype=np.int32)
    size = np.array([span.size_pt for span in spans], dtype=np.float32)
    space = size * np.array([space_em[font] for font in fonts], dtype=np.float32)[font]
    marks = np.array([_marks(span, line) for line in lines for span in line.spans], dtype=np.uint8)
    before = codes[first - 1]
    spaced = (first == 0) | (before == _SPACE) | (before == _LINE_END)
    return Page(
        number=number,
        width_pt=size_pt[0],
        height_pt=size_pt[1],
        texts=tuple([text[a:b] for a, b in zip(first.tolist(), end.tolist(), strict=True)]),
        boxes_pt=boxes,
        fonts=tuple(fonts),
        font=font[span_of],
        size_pt=size[span_of],
        space_pt=space[span_of],
        marks=marks[span_of] | (spaced * np.uint8(Mark.SPACE_BEFORE)),
        line=line_of_token.astype(np.int32),
        block=np.array([line.block for line in lines], dtype=np.int32)[line_of_token],
        colour=np.array([span.colour for span in spans], dtype=np.uint32)[span_of],
    )


_SPACE, _LINE_END = ord(" "), ord(LINE_END)


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
    along: list[tuple[float, float]],
    line_of: Int64s,
) -> Float32s:
    """Return the boxes of tokens from their first and last characters; `along` is by line."""
    flat = chain.from_iterable([box for span in spans for box in span.boxes])
    box = np.fromiter(flat, dtype=np.float64).reshape(-1, 4)
    before = np.concatenate(([0.0], np.cumsum(_EM[np.minimum(codes, 255)])))
    start = before[parts.start]
    width = np.maximum(before[parts.end] - start, 1e-6)
    part_of = [np.searchsorted(parts.start, at, side="right") - 1 for at in chars]
    # Shares (0..1) of the width of their part at which the tokens begin and end.
    begin = (before[chars[0]] - start[part_of[0]]) / width[part_of[0]]
    finish = (before[chars[1] + 1] - start[part_of[1]]) / width[part_of[1]]
    one, two = box[part_of[0]], box[part_of[1]]
    out = np.empty((len(begin), 4), dtype=np.float32)
    np.minimum(one[:, :2], two[:, :2], out=out[:, :2], casting="same_kind")
    np.maximum(one[:, 2:], two[:, 2:], out=out[:, 2:], casting="same_kind")
    width_one, width_two = one[:, 2:] - one[:, :2], two[:, 2:] - two[:, :2]
    for sign, axis in {_way(direction) for direction in along}:
        low, high = axis, axis + 2
        runs = np.array([_way(direction) == (sign, axis) for direction in along])[line_of]
        if sign > 0:
            out[runs, low] = (one[:, low] + begin * width_one[:, axis])[runs]
            out[runs, high] = (two[:, low] + finish * width_two[:, axis])[runs]
        elif sign < 0:
            out[runs, high] = (one[:, high] - begin * width_one[:, axis])[runs]
            out[runs, low] = (two[:, high] - finish * width_two[:, axis])[runs]
    return out


def _way(direction: tuple[float, float]) -> tuple[int, int]:
    """Return the sign (0: slanted by 45 degrees) and the axis of a direction of writing."""
    across, down = abs(direction[0]), abs(direction[1])
    axis = int(down > across)
    if across == down:
        return 0, axis
    return (-1 if direction[axis] < 0 else 1), axis


_SHIFT_EM = 0.12
_SMALLER = 0.92
_UPRIGHT = 0.99


def _marks(span: Span, line: Line) -> int:
    marks = font_marks(span.font, span.flags)
    if line.direction[0] < _UPRIGHT:
        return marks | Mark.ROTATED
    rise_pt = line.baseline_pt - span.baseline_pt
    if rise_pt > _SHIFT_EM * line.size_pt and span.size_pt < _SMALLER * line.size_pt:
        marks |= Mark.SUPERSCRIPT
    return marks
