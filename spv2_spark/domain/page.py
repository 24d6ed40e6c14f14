"""What a tokeniser makes of a PDF: a Document of Pages, a Page of columns over its tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Float32s = npt.NDArray[np.float32]
Int32s = npt.NDArray[np.int32]
UInt32s = npt.NDArray[np.uint32]
UInt8s = npt.NDArray[np.uint8]


class Box(NamedTuple):
    """A rectangle on a page in points; the origin is the page's top left, y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float


class Mark(IntFlag):
    """What is known of a token beside its numbers; stored as one uint8."""

    BOLD = 1
    ITALIC = 2
    SUPERSCRIPT = 4
    SPACE_BEFORE = 8  # white space or the start of a line stands before the token
    SERIF = 16
    MONO = 32
    ROTATED = 64  # its line does not run from left to right


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page's tokens in reading order, as columns of equal length n.

    A token is a run of letters, a run of digits, or one punctuation or symbol character,
    within one font and size (SPv2's rule). `number` counts from 0 in the PDF, so pages
    that were not read leave gaps. `colour` is 0xRRGGBB: gold may use it, features may not.
    """

    number: int
    width_pt: float
    height_pt: float
    texts: tuple[str, ...]  # n, NFKC, never empty, no NUL
    boxes_pt: Float32s  # (n, 4): left, top, right, bottom
    fonts: tuple[str, ...]  # the names of the fonts that stand on the page
    font: Int32s  # (n,): index into `fonts`
    size_pt: Float32s  # (n,)
    space_pt: Float32s  # (n,): width of the font's space at this size
    marks: UInt8s  # (n,): bits of Mark
    line: Int32s  # (n,): index of the line on the page, never decreasing
    block: Int32s  # (n,): index of the block on the page, never decreasing
    colour: UInt32s  # (n,)

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.texts)

    def __eq__(self, other: object) -> bool:
        """Equal in every column."""
        if not isinstance(other, Page):
            return NotImplemented
        return all(_same(getattr(self, name), getattr(other, name)) for name in self.__slots__)

    def __hash__(self) -> int:
        """Hash of the text and the page's number."""
        return hash((self.number, self.texts))


def _same(one: Any, two: Any) -> bool:
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, two))
    return bool(one == two)


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF as tokens: the pages that were read, and what is known of the whole file."""

    sha1: str  # of the bytes, 40 hex digits
    page_count: int  # of the PDF, read or not
    page_sizes_pt: tuple[tuple[float, float], ...]  # (width, height) of every page
    pages: tuple[Page, ...]  # ascending by number

    def tokens_of_pages(self) -> Iterator[tuple[Page, slice]]:
        """Yield each page, and the place of its tokens among those of all pages."""
        start = 0
        for page in self.pages:
            yield page, slice(start, start + len(page))
            start += len(page)
