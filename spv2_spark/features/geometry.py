"""Where tokens stand and how they are set, each as a number in -1..1.

Every function takes a document's columns and returns {name: (N,) float32}. Distances are in
units of the token's own font size, so that they mean the same in any design.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Float32s, Mark
from spv2_spark.features.fonts import FontFacts
from spv2_spark.layout.columns import TokenColumns

Numbers = dict[str, Float32s]

_MIN_SIZE_PT = 1.0
_PAGES_COUNTED = 6  # pages from the front and from the back that are told apart
_HEAD_GRID_PT = 12.0  # running heads stand at the same height within this


def spv2_edges(columns: TokenColumns) -> Numbers:
    """SPv2's four positions over the page's size, spread to -1..1."""
    return {
        "left": _spread(columns.left / columns.width_pt),
        "right": _spread(columns.right / columns.width_pt),
        "top": _spread(columns.top / columns.height_pt),
        "bottom": _spread(columns.bottom / columns.height_pt),
    }


def marks(columns: TokenColumns, facts: list[FontFacts]) -> Numbers:
    """Styles, from the tokeniser's marks and from the fonts' names."""
    bold = np.array([one.bold for one in facts], np.bool_)[columns.font]
    italic = np.array([one.italic for one in facts], np.bool_)[columns.font]
    caps = np.array([one.small_caps for one in facts], np.bool_)[columns.font]
    return {
        "bold": _flag(columns.marked(Mark.BOLD) | bold),
        "italic": _flag(columns.marked(Mark.ITALIC) | italic),
        "small_caps": _flag(caps),
        "superscript": _flag(columns.marked(Mark.SUPERSCRIPT)),
        "serif": _flag(columns.marked(Mark.SERIF)),
        "mono": _flag(columns.marked(Mark.MONO)),
        "rotated": _flag(columns.marked(Mark.ROTATED)),
        "space_before": _flag(columns.marked(Mark.SPACE_BEFORE)),
    }


def sizes(columns: TokenColumns) -> Numbers:
    """Font sizes against the body's (the commonest), the page's and the document's largest."""
    size = columns.size_pt
    tenths = np.rint(np.clip(size, 0, 1000) * 10).astype(np.int64)
    counts = np.bincount(tenths)
    body = max(float(np.argmax(counts)) / 10, _MIN_SIZE_PT)
    largest = columns.pages.most(size)[columns.pages.of]
    style = _codes(tenths * 4096 + columns.font * 2 + (columns.marks & int(Mark.BOLD)))
    page_style = _codes(style * (len(columns.pages.starts) + 1) + columns.pages.of)
    in_page = columns.pages.sizes[columns.pages.of]
    return {
        "size_to_body": _clipped(np.log2(np.maximum(size, _MIN_SIZE_PT) / body) / 1.5),
        "size_to_page_largest": _share(size, largest),
        "size_to_document_largest": _share(size, np.full_like(size, size.max())),
        "style_share": np.sqrt(np.bincount(style)[style] / len(style)).astype(np.float32),
        "style_share_of_page": np.sqrt(np.bincount(page_style)[page_style] / in_page).astype(
            np.float32
        ),
    }


def lines(columns: TokenColumns) -> Numbers:
    """Lines: their place, width, indents against their neighbours, and the gaps between them."""
    runs, size = columns.lines, np.maximum(columns.size_pt, _MIN_SIZE_PT)
    left, right = runs.least(columns.left), runs.most(columns.right)
    top, bottom = runs.least(columns.top), runs.most(columns.bottom)
    line_size = np.maximum(runs.most(columns.size_pt), _MIN_SIZE_PT)
    width = columns.width_pt[runs.starts]
    near = partial(_steps, np.diff(columns.page[runs.starts]) == 0, line_size)
    gap_above, gap_below = near(top[1:] - bottom[:-1], 3.0, edge=1.0)
    indent_from_above, indent_to_below = near(np.diff(left), 5.0)
    size_from_above, size_to_below = near(np.diff(line_size), 1.0)
    by_line = {
        "line_left": _spread(left / width),
        "line_right": _spread(right / width),
        "line_width": np.clip((right - left) / width, 0, 1),
        "line_centred": 1 - np.clip(np.abs(left + right - width) / width * 4, 0, 1),
        "line_tokens": np.clip(np.log1p(runs.sizes) / 4, 0, 1),
        "line_first_size": _share(columns.size_pt[runs.starts], line_size),
        "gap_above": gap_above,
        "gap_below": gap_below,
        "indent_from_above": indent_from_above,
        "indent_to_below": indent_to_below,
        "end_from_above": near(np.diff(right), 10.0)[0],
        "size_from_above": size_from_above,
        "size_to_below": size_to_below,
    }
    numbers = {name: values[runs.of].astype(np.float32) for name, values in by_line.items()}
    gap = np.zeros(len(size), np.float32)
    gap[1:] = (columns.left[1:] - columns.right[:-1]) / size[1:]
    numbers["gap_before"] = _clipped(np.where(runs.opens, 0.0, gap) / 3)
    numbers["line_start"] = _flag(runs.opens)
    numbers["line_end"] = _flag(runs.closes)
    numbers["place_in_line"] = (runs.place / np.maximum(runs.sizes[runs.of] - 1, 1)).astype(
        np.float32
    )
    return numbers


def blocks(columns: TokenColumns) -> Numbers:
    """Blocks: where a token's line stands in its block, and the block's size and shape."""
    runs, in_lines = columns.blocks, columns.lines
    size = np.maximum(columns.size_pt, _MIN_SIZE_PT)
    left, right = runs.least(columns.left)[runs.of], runs.most(columns.right)[runs.of]
    line_left = in_lines.least(columns.left)[in_lines.of]
    line_right = in_lines.most(columns.right)[in_lines.of]
    lines_in = runs.count(in_lines.opens)[runs.of]
    line_place = in_lines.of - in_lines.of[runs.starts][runs.of]
    return {
        "block_start": _flag(runs.opens),
        "block_end": _flag(runs.closes),
        "block_indent": _clipped((line_left - left) / size / 5),
        "block_ragged": _clipped((right - line_right) / size / 10),
        "block_width": np.clip((right - left) / columns.width_pt, 0, 1).astype(np.float32),
        "block_centred": _clipped((line_left - left - right + line_right) / size / 5),
        "block_lines": np.clip(np.log1p(lines_in) / 4, 0, 1).astype(np.float32),
        "line_in_block": np.clip(np.log1p(line_place) / 4, 0, 1).astype(np.float32),
    }


def pages(columns: TokenColumns) -> Numbers:
    """Give a page's number from front and back, and how far down a token stands."""
    document = columns.document
    number = np.array([page.number for page in document.pages], np.float32)[columns.page]
    last = max(document.page_count - 1, int(number.max()))
    top = columns.pages.least(columns.top)[columns.pages.of]
    down = (columns.top - top) / np.maximum(columns.size_pt, _MIN_SIZE_PT)
    share = columns.pages.place / np.maximum(columns.pages.sizes[columns.pages.of], 1)
    return {
        "page_front": 1 - np.minimum(number, _PAGES_COUNTED) / _PAGES_COUNTED,
        "page_back": 1 - np.minimum(last - number, _PAGES_COUNTED) / _PAGES_COUNTED,
        "page_place": _spread(number / max(last, 1)),
        "page_first": _flag(number == 0),
        "sizes_down": np.clip(np.log1p(np.maximum(down, 0)) / 4, 0, 1).astype(np.float32),
        "place_in_page": _spread(share),
    }


def running_heads(columns: TokenColumns, keys: npt.NDArray[np.uint64]) -> Numbers:
    """Which share of the pages has the same line at nearly the same height; numbers are alike.

    `keys` are the hashes of the N texts. The height is looked up on two grids, half a cell
    apart, so that no border between cells hides a match.
    """
    runs = columns.lines
    odd = np.multiply(2 * runs.place + 1, 0x9E3779B1).astype(np.uint64)
    text = np.add.reduceat(keys * odd * (keys + odd), runs.starts)
    top = runs.least(columns.top)
    page = columns.pages.of[runs.starts].astype(np.uint64)
    pages_read = len(columns.pages.starts)
    repeats = np.zeros(len(top), np.float32)
    for shift in (0.0, 0.5):
        cell = np.floor(np.maximum(top, 0) / _HEAD_GRID_PT + shift).astype(np.uint64)
        place = _codes(text * np.uint64(1_000_003) + cell)
        once = np.unique(place.astype(np.uint64) * np.uint64(pages_read + 1) + page)
        on_pages = np.bincount((once // np.uint64(pages_read + 1)).astype(np.int64))[place]
        repeats = np.maximum(repeats, (on_pages - 1) / max(pages_read - 1, 1))
    return {"repeats": np.sqrt(repeats)[runs.of].astype(np.float32)}


def _codes(values: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    codes: npt.NDArray[np.int64] = np.unique(values, return_inverse=True)[1].reshape(-1)
    return codes


def _steps(
    same_page: npt.NDArray[np.bool_], size: Float32s, steps: Float32s, most: float, edge: float = 0
) -> tuple[Float32s, Float32s]:
    """(L,), (L,): each line's step from the one before it, and to the one after it.

    In sizes of the line and shares of `most`; `edge` at the start and at the end of a page.
    """
    above, below = np.full((2, len(size)), edge, np.float32)
    above[1:] = np.where(same_page, steps / size[1:] / most, edge)
    below[:-1] = np.where(same_page, steps / size[:-1] / most, edge)
    return _clipped(above), _clipped(below)


def _spread(share: npt.NDArray[np.floating]) -> Float32s:
    spread: Float32s = np.clip(share * 2 - 1, -1, 1).astype(np.float32)
    return spread


def _clipped(values: npt.NDArray[np.floating]) -> Float32s:
    clipped: Float32s = np.clip(values, -1, 1).astype(np.float32)
    return clipped


def _share(values: Float32s, whole: Float32s) -> Float32s:
    return np.clip(values / np.maximum(whole, _MIN_SIZE_PT), 0, 1).astype(np.float32)


def _flag(values: npt.NDArray[np.bool_]) -> Float32s:
    return values.astype(np.float32)
