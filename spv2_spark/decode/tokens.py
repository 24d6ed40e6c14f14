"""A document's pages as one run of tokens, which spans index across page breaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Document, Float32s, Int32s, Mark, UInt8s

_NARROW_SPACE = 0.17  # of the size: fonts have 0.25 to 0.33, justified lines shrink them

_OPENING = frozenset("([{“‘«-‐‑–—/'’`\"=<>")
_CLOSING = frozenset(")]}”’»-‐‑–—/'`\"=<>.,;:!?%")

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Tokens:
    """The tokens of all pages in reading order, as columns of equal length n.

    Spans are short, so what reads them token by token takes the columns as lists.
    """

    texts: tuple[str, ...]
    page: Int32s  # (n,): the page's number in the PDF
    boxes_pt: Float32s  # (n, 4)
    size_pt: Float32s  # (n,)
    marks: UInt8s  # (n,): bits of Mark
    line: Int32s  # (n,): counted on from page to page, never decreasing
    block: Int32s  # (n,): counted on from page to page, never decreasing

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.texts)

    @cached_property
    def spaces(self) -> list[bool]:
        """Whether white space or a line's start stands before each token."""
        spaces: list[bool] = ((self.marks & int(Mark.SPACE_BEFORE)) > 0).tolist()
        return spaces

    @cached_property
    def raised(self) -> list[bool]:
        """Whether each token is a superscript."""
        raised: list[bool] = ((self.marks & int(Mark.SUPERSCRIPT)) > 0).tolist()
        return raised

    @cached_property
    def lines(self) -> list[int]:
        """The line of each token."""
        lines: list[int] = self.line.tolist()
        return lines

    @cached_property
    def pages(self) -> list[int]:
        """The page number of each token."""
        pages: list[int] = self.page.tolist()
        return pages

    @cached_property
    def boxes(self) -> list[list[float]]:
        """The box of each token in points."""
        boxes: list[list[float]] = self.boxes_pt.tolist()
        return boxes

    @property
    def block_starts(self) -> Bools:
        """Whether each token is its block's first; a column or a page begins with one."""
        starts: Bools = np.ones(len(self), dtype=np.bool_)
        starts[1:] = self.block[1:] != self.block[:-1]
        return starts


def tokens_of(document: Document) -> Tokens:
    """Put the pages one after the other; line and block numbers go on counting."""
    pages = [page for page in document.pages if len(page)]
    if not pages:
        whole = np.zeros(0, dtype=np.int32)
        boxes = np.zeros((0, 4), dtype=np.float32)
        return Tokens((), whole, boxes, boxes[:, 0], whole.astype(np.uint8), whole, whole)
    lines, blocks, line_base, block_base = [], [], 0, 0
    for page in pages:
        lines.append(page.line + line_base)
        blocks.append(page.block + block_base)
        line_base, block_base = int(lines[-1].max()) + 1, int(blocks[-1].max()) + 1
    texts = tuple(text for page in pages for text in page.texts)
    boxes = np.concatenate([page.boxes_pt for page in pages])
    sizes = np.concatenate([page.size_pt for page in pages])
    line = np.concatenate(lines)
    marks = np.concatenate([page.marks for page in pages])
    apart = _visibly_apart(texts, boxes, sizes, line)
    return Tokens(
        texts=texts,
        page=np.repeat([page.number for page in pages], [len(page) for page in pages]).astype(
            np.int32
        ),
        boxes_pt=boxes,
        size_pt=sizes,
        marks=np.where(apart, marks | np.uint8(Mark.SPACE_BEFORE), marks).astype(np.uint8),
        line=line,
        block=np.concatenate(blocks),
    )


def _visibly_apart(texts: tuple[str, ...], boxes: Float32s, sizes: Float32s, line: Int32s) -> Bools:
    """Whether a gap as wide as a narrow space stands before a word, marked as one or not.

    Some PDFs move the pen instead of printing a space where the font changes.
    """
    apart = np.zeros(len(texts), dtype=np.bool_)
    gap = boxes[1:, 0] - boxes[:-1, 2]
    least = _NARROW_SPACE * np.minimum(sizes[1:], sizes[:-1])
    wide = (gap > least) & (line[1:] == line[:-1])
    for before in np.flatnonzero(wide).tolist():
        apart[before + 1] = texts[before] not in _OPENING and texts[before + 1] not in _CLOSING
    return apart
