"""From spans in reading order to the columns of a Page, without a loop over characters."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Float32s, Mark, Page
from spv2_spark.pdf.fonts import font_marks
from spv2_spark.pdf.text import LINE_END, token_bounds

Float64s = npt.NDArray[np.float64]
Int64s = npt.NDArray[np.int64]
Parts = tuple[Int64s, Int64s]  # where each begins and ends in the page's text


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
    backwards: bool = False  # written from right to left


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
    text, parts = _joined(lines)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    first, end = token_bounds(text, codes)  # (n,)
    part_of = [np.searchsorted(parts[0], at, side="right") - 1 for at in (first, end - 1)]
    span_of = _owners([len(span.lengths) for span in spans])[part_of[0]]  # (n,)
    line_of = _owners([len(line.spans) for line in lines])[span_of]  # (n,)
    shares = _shares(codes, parts, (first, end), part_of)
    along = np.array([line.direction for line in lines], dtype=np.float64).reshape(-1, 2)[line_of]
    along *= np.where([span.backwards for span in spans], -1.0, 1.0)[span_of, None]
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
        boxes_pt=_boxes(spans, part_of, shares, along),
        fonts=tuple(fonts),
        font=font[span_of],
        size_pt=size[span_of],
        space_pt=space[span_of],
        marks=marks[span_of] | (spaced * np.uint8(Mark.SPACE_BEFORE)),
        line=line_of.astype(np.int32),
        block=np.array([line.block for line in lines], dtype=np.int32)[line_of],
        colour=np.array([span.colour for span in spans], dtype=np.uint32)[span_of],
    )


_SPACE, _LINE_END = ord(" "), ord(LINE_END)


def _owners(counts: list[int]) -> Int64s:
    """Return for each of the things that are counted whose it is."""
    return np.repeat(np.arange(len(counts)), np.array(counts, dtype=np.int64))


def _joined(lines: list[Line]) -> tuple[str, Parts]:
    """Return the page's text, and where in it the parts of its spans stand."""
    pieces: list[str] = []
    lengths: list[int] = []
    gaps: list[int] = []  # characters before each part that belong to none
    end_of_line = 0
    for line in lines:
        for separator, span in zip(line.separators, line.spans, strict=True):
            pieces += (separator, span.text)
            lengths += span.lengths
            gaps.append(end_of_line + len(separator))
            gaps += [0] * (len(span.lengths) - 1)
            end_of_line = 0
        pieces.append(LINE_END)
        end_of_line = len(LINE_END)
    length = np.array(lengths, dtype=np.int64)
    end = np.cumsum(length + np.array(gaps, dtype=np.int64))
    return "".join(pieces), (end - length, end)


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


def _shares(
    codes: npt.NDArray[np.uint32], parts: Parts, bounds: Parts, part_of: list[Int64s]
) -> list[Float64s]:
    """Return at which shares (0..1) of the widths of their parts tokens begin and end."""
    before = np.concatenate(([0.0], np.cumsum(_EM[np.minimum(codes, 255)])))
    start = before[parts[0]]
    width = np.maximum(before[parts[1]] - start, 1e-6)
    pairs = zip(bounds, part_of, strict=True)
    return [(before[at] - start[part]) / width[part] for at, part in pairs]


def _boxes(
    spans: list[Span], part_of: list[Int64s], shares: list[Float64s], along: Float64s
) -> Float32s:
    """Return the boxes of tokens from their first and last parts; `along` (n, 2) is the writing."""
    flat = chain.from_iterable([box for span in spans for box in span.boxes])
    box = np.fromiter(flat, dtype=np.float64).reshape(-1, 4)
    begin, finish = shares
    one, two = box[part_of[0]], box[part_of[1]]
    out = np.empty((len(begin), 4), dtype=np.float32)
    np.minimum(one[:, :2], two[:, :2], out=out[:, :2], casting="same_kind")
    np.maximum(one[:, 2:], two[:, 2:], out=out[:, 2:], casting="same_kind")
    width_one, width_two = one[:, 2:] - one[:, :2], two[:, 2:] - two[:, :2]
    for axis, sign in ((0, 1), (0, -1), (1, 1), (1, -1)):
        runs = sign * along[:, axis] > np.abs(along[:, 1 - axis])  # none if slanted by 45 degrees
        if runs.any():
            near, far = (axis, axis + 2)[::sign]
            out[runs, near] = (one[:, near] + sign * begin * width_one[:, axis])[runs]
            out[runs, far] = (two[:, near] + sign * finish * width_two[:, axis])[runs]
    return out


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
