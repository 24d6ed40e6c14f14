"""A document's tokens as columns over all of its pages.

Everything here is over the N tokens of a whole document at once: one NumPy call a document and
not one a page is what makes featurising cheap. What is short is read token by token, and for
that the columns stand as lists too: indexing a list is ten times as fast as an array.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Document, Float32s, Int32s, Mark, Page, UInt8s
from spv2_spark.layout.furniture import running_heads_of
from spv2_spark.layout.headings import can_stand_in_headings, heading_of
from spv2_spark.layout.runs import Bools, Runs, changes
from spv2_spark.layout.vocabulary import Heading

_NARROW_SPACE = 0.17  # of the size: fonts have 0.25 to 0.33, justified lines shrink them
_OPENING = frozenset("([{“‘«-‐‑–—/'’`\"=<>")
_CLOSING = frozenset(")]}”’»-‐‑–—/'`\"=<>.,;:!?%")


@dataclass(frozen=True, eq=False)
class TokenColumns:
    """The N tokens of all pages of a document in reading order; numbers are finite."""

    document: Document
    texts: tuple[str, ...]
    page: Int32s  # (N,): index into the document's pages, not the page's number
    left: Float32s  # (N,), in points, as the other edges
    top: Float32s
    right: Float32s
    bottom: Float32s
    size_pt: Float32s  # (N,)
    marks: UInt8s  # (N,): bits of Mark
    pages: Runs  # those with a token
    blocks: Runs  # a column or a page begins with one
    lines: Runs

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.texts)

    @cached_property
    def width_pt(self) -> Float32s:
        """(N,): of the token's page, at least 1."""
        return self._at_least_1([one.width_pt for one in self.document.pages])

    @cached_property
    def height_pt(self) -> Float32s:
        """(N,): of the token's page, at least 1."""
        return self._at_least_1([one.height_pt for one in self.document.pages])

    def _at_least_1(self, of_pages: list[float]) -> Float32s:
        return np.maximum(np.array(of_pages, np.float32), np.float32(1.0))[self.page]

    @cached_property
    def space_pt(self) -> Float32s:
        """(N,): width of the font's space at the token's size."""
        return _finite(np.concatenate([one.space_pt for one in self.document.pages]))

    @cached_property
    def fonts(self) -> tuple[str, ...]:
        """The names of the document's fonts, each once."""
        return tuple(dict.fromkeys(chain.from_iterable(one.fonts for one in self._printed)))

    @cached_property
    def font(self) -> Int32s:
        """(N,): index into `fonts`."""
        index = {name: at for at, name in enumerate(self.fonts)}
        parts = [
            np.array([index[name] for name in one.fonts], np.int32)[one.font]
            for one in self._printed
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)

    @property
    def _printed(self) -> list[Page]:
        return [page for page in self.document.pages if len(page)]

    def marked(self, mark: Mark) -> Bools:
        """(N,): whether a token has a mark."""
        marked: Bools = (self.marks & int(mark)) != 0
        return marked

    @cached_property
    def spaced(self) -> list[bool]:
        """Whether white space stands before each token: marked as such, or a gap as wide as one.

        Some PDFs move the pen instead of printing a space where the font changes.
        """
        spaced = self.marked(Mark.SPACE_BEFORE)
        gap = self.left[1:] - self.right[:-1]
        least = _NARROW_SPACE * np.minimum(self.size_pt[1:], self.size_pt[:-1])
        wide = np.flatnonzero((gap > least) & ~self.lines.opens[1:] & ~spaced[1:])
        for before in wide.tolist():
            is_mark = self.texts[before] in _OPENING or self.texts[before + 1] in _CLOSING
            spaced[before + 1] = not is_mark
        return _listed(spaced)

    @cached_property
    def superscripts(self) -> list[bool]:
        """Whether each token is a superscript."""
        return _listed(self.marked(Mark.SUPERSCRIPT))

    @cached_property
    def line_of(self) -> list[int]:
        """The line of each token, counted over the document."""
        return _listed(self.lines.of)

    @cached_property
    def block_of(self) -> list[int]:
        """The block of each token, counted over the document."""
        return _listed(self.blocks.of)

    @cached_property
    def page_numbers(self) -> list[int]:
        """The number in the PDF of each token's page."""
        return _listed(np.array([one.number for one in self.document.pages], np.int32)[self.page])

    @cached_property
    def boxes(self) -> list[tuple[float, float, float, float]]:
        """The box of each token: left, top, right, bottom in points."""
        sides = (self.left, self.top, self.right, self.bottom)
        return list(zip(*map(_listed, sides), strict=True))

    @cached_property
    def sizes(self) -> list[float]:
        """The size of each token in points."""
        return _listed(self.size_pt)

    @cached_property
    def median_size_pt(self) -> float:
        """The median size of the tokens."""
        return float(np.median(self.size_pt))

    @cached_property
    def headings(self) -> tuple[tuple[int, Heading], ...]:
        """The lines that are known headings, by their number, and which each is."""
        others = self.lines.any(~np.fromiter(can_stand_in_headings(self.texts), np.bool_))
        lines = np.flatnonzero(~others)
        starts, stops = self.lines.starts[lines].tolist(), self.lines.stops[lines].tolist()
        runs = zip(lines.tolist(), starts, stops, strict=True)
        said = ((at, heading_of(self.texts[start:stop])) for at, start, stop in runs)
        return tuple((at, heading) for at, heading in said if heading is not None)

    @cached_property
    def running_heads(self) -> Bools:
        """(N,): whether a token is of a head or foot that stands on other pages too."""
        return running_heads_of(self)


def columns_of(document: Document) -> TokenColumns:
    """Put the pages of a document one after the other."""
    pages = document.pages
    page = np.repeat(np.arange(len(pages), dtype=np.int32), [len(one) for one in pages])
    opens = changes(page)
    boxes = np.concatenate([one.boxes_pt.reshape(-1, 4) for one in pages] or [_NO_BOXES])
    line = np.concatenate([one.line for one in pages] or [_NO_NUMBERS])
    block = np.concatenate([one.block for one in pages] or [_NO_NUMBERS])
    sizes = np.concatenate([one.size_pt for one in pages] or [_NO_BOXES[:, 0]])
    marks = np.concatenate([one.marks for one in pages] or [_NO_MARKS])
    left, top, right, bottom = np.ascontiguousarray(_finite(boxes).T)
    return TokenColumns(
        document=document,
        texts=tuple(chain.from_iterable(one.texts for one in pages)),
        page=page,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        size_pt=_finite(sizes),
        marks=marks,
        pages=Runs(opens),
        blocks=Runs(opens | changes(block)),
        lines=Runs(opens | changes(line)),
    )


_NO_BOXES = np.zeros((0, 4), np.float32)
_NO_NUMBERS = np.zeros(0, np.int32)
_NO_MARKS = np.zeros(0, np.uint8)


def _finite(values: Float32s) -> Float32s:
    return np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0).astype(np.float32)


def _listed(values: npt.NDArray[Any]) -> list[Any]:
    listed: list[Any] = values.tolist()
    return listed
