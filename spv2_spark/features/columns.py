"""A document's tokens as columns over all of its pages, and the runs that they form.

Everything here is over the N tokens of a whole document at once: one NumPy call a document
and not one a page is what makes featurising cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Document, Float32s, Int32s, Mark, UInt8s

Bools = npt.NDArray[np.bool_]


class Runs:
    """Neighbouring tokens that belong together: `opens` marks the first token of each."""

    def __init__(self, opens: Bools) -> None:
        self.opens = opens  # (N,)
        self.starts = np.flatnonzero(opens)  # (R,)
        self.of = np.cumsum(opens) - 1  # (N,): each token's run
        self.ends = np.append(self.starts[1:], len(opens)) - 1  # (R,): the last token of each
        self.sizes = self.ends - self.starts + 1  # (R,)

    @cached_property
    def closes(self) -> Bools:
        """(N,): whether a token is the last of its run."""
        closes = np.zeros(len(self.opens), np.bool_)
        closes[self.ends] = True
        return closes

    @cached_property
    def place(self) -> npt.NDArray[np.int64]:
        """(N,): a token's place in its run, from 0."""
        place: npt.NDArray[np.int64] = np.arange(len(self.opens)) - self.starts[self.of]
        return place

    def least(self, values: Float32s) -> Float32s:
        """(R,): the minimum over each run."""
        return np.minimum.reduceat(values, self.starts)

    def most(self, values: Float32s) -> Float32s:
        """(R,): the maximum over each run."""
        return np.maximum.reduceat(values, self.starts)

    def any(self, values: Bools) -> Bools:
        """(R,): whether it holds for any token of each run."""
        return np.logical_or.reduceat(values, self.starts)

    def count(self, values: Bools) -> npt.NDArray[np.int64]:
        """(R,): for how many tokens of each run it holds."""
        return np.add.reduceat(values.astype(np.int64), self.starts)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The N > 0 tokens of all pages of a document, one after another; numbers are finite."""

    texts: tuple[str, ...]
    page: Int32s  # (N,): index into the document's pages, not the page's number
    width_pt: Float32s  # (N,): of the page, at least 1
    height_pt: Float32s
    left: Float32s
    top: Float32s
    right: Float32s
    bottom: Float32s
    size_pt: Float32s
    space_pt: Float32s
    marks: UInt8s
    font: Int32s  # (N,): index into `fonts`
    fonts: tuple[str, ...]  # distinct over the document
    pages: Runs
    lines: Runs
    blocks: Runs

    def marked(self, mark: Mark) -> Bools:
        """(N,): whether a token has a mark."""
        marked: Bools = (self.marks & int(mark)) != 0
        return marked


def columns_of(document: Document) -> Columns | None:
    """Put the pages of a document together; None if they have no token."""
    lengths = [len(page) for page in document.pages]
    if not sum(lengths):
        return None
    pages = document.pages
    page = np.repeat(np.arange(len(pages), dtype=np.int32), lengths)
    boxes = _finite(np.concatenate([one.boxes_pt.reshape(-1, 4) for one in pages]))
    fonts: dict[str, int] = {}
    font = [
        np.array([fonts.setdefault(name, len(fonts)) for name in one.fonts], np.int32)[one.font]
        for one in pages
        if len(one)
    ]
    left, top, right, bottom = np.ascontiguousarray(boxes.T)
    opens = _changes(page)
    line = np.concatenate([one.line for one in pages])
    block = np.concatenate([one.block for one in pages])
    return Columns(
        texts=tuple(chain.from_iterable(one.texts for one in pages)),
        page=page,
        width_pt=np.maximum(np.array([one.width_pt for one in pages], np.float32), 1.0)[page],
        height_pt=np.maximum(np.array([one.height_pt for one in pages], np.float32), 1.0)[page],
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        size_pt=_finite(np.concatenate([one.size_pt for one in pages])),
        space_pt=_finite(np.concatenate([one.space_pt for one in pages])),
        marks=np.concatenate([one.marks for one in pages]),
        font=np.concatenate(font),
        fonts=tuple(fonts),
        pages=Runs(opens),
        lines=Runs(opens | _changes(line)),
        blocks=Runs(opens | _changes(block)),
    )


def _changes(values: Int32s) -> Bools:
    changes = np.ones(len(values), np.bool_)
    changes[1:] = values[1:] != values[:-1]
    return changes


def _finite(values: Float32s) -> Float32s:
    return np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0).astype(np.float32)
