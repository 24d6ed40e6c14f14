"""Small pages by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spv2_spark.domain.page import Document, Page


def page_of(  # noqa: PLR0913, PLR0917 - every column may matter to a test
    texts: Sequence[str],
    number: int = 0,
    lines: Sequence[int] | None = None,
    sizes: Sequence[float] | None = None,
    fonts: Sequence[str] = ("Times-Roman",),
    font: Sequence[int] | None = None,
    marks: Sequence[int] | None = None,
    lefts: Sequence[float] | None = None,
    tops: Sequence[float] | None = None,
) -> Page:
    """A page of 600 by 800 points; without more said one line of tokens of ten points."""
    count = len(texts)
    line = np.array(lines if lines is not None else [0] * count, np.int32)
    size = np.array(sizes if sizes is not None else [10.0] * count, np.float32)
    left = np.array(lefts if lefts is not None else np.arange(count) * 20.0, np.float32)
    top = np.array(tops if tops is not None else 50.0 + line * 12.0, np.float32)
    return Page(
        number=number,
        width_pt=600.0,
        height_pt=800.0,
        texts=tuple(texts),
        boxes_pt=np.stack([left, top, left + 15, top + 10], axis=1).astype(np.float32),
        fonts=tuple(fonts),
        font=np.array(font if font is not None else [0] * count, np.int32),
        size_pt=size,
        space_pt=(size / 4).astype(np.float32),
        marks=np.array(marks if marks is not None else [8] * count, np.uint8),
        line=line,
        block=np.zeros(count, np.int32),
        colour=np.zeros(count, np.uint32),
    )


def document_of(*pages: Page, page_count: int = 0) -> Document:
    """A document of those pages."""
    count = page_count or len(pages)
    return Document("0" * 40, count, ((600.0, 800.0),) * count, tuple(pages))
