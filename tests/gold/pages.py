"""Hand-made documents: lines of words laid out as Pages by SPv2's token rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from spv2_spark.domain.label import Field, field_of, is_begin
from spv2_spark.domain.page import Document, Mark, Page
from spv2_spark.gold.canvas import Labelled

TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
Line = str | tuple[str, float]


def page_of(
    lines: Sequence[Line],
    number: int = 0,
    top: float = 100.0,
    colour: int = 0,
    leading: float = 1.5,
) -> Page:
    """Return a page of lines of text, or of (text, font size); "^1" is a superscript.

    A line stands `leading` font sizes above the next.
    """
    texts, boxes, sizes, marks, line_of = [], [], [], [], []
    y = top
    for row, line in enumerate(lines):
        text, size = line if isinstance(line, tuple) else (line, 10.0)
        superscript = False
        for match in TOKEN.finditer(text):
            if match.group() == "^":
                superscript = True
                continue
            start = match.start() - superscript
            spaced = start == 0 or text[start - 1] == " "
            x = 50.0 + 5.0 * match.start()
            texts.append(match.group())
            boxes.append((x, y, x + 5.0 * len(match.group()), y + size))
            sizes.append(size)
            marks.append(Mark.SPACE_BEFORE * spaced | Mark.SUPERSCRIPT * superscript)
            line_of.append(row)
            superscript = False
        y += leading * size
    count = len(texts)
    return Page(
        number=number,
        width_pt=600.0,
        height_pt=800.0,
        texts=tuple(texts),
        boxes_pt=np.array(boxes, np.float32).reshape(-1, 4),
        fonts=("Times",),
        font=np.zeros(count, np.int32),
        size_pt=np.array(sizes, np.float32),
        space_pt=np.full(count, 2.5, np.float32),
        marks=np.array(marks, np.uint8),
        line=np.array(line_of, np.int32),
        block=np.array(line_of, np.int32) // 40,
        colour=np.full(count, colour, np.uint32),
    )


def document_of(*pages: Page) -> Document:
    """Return a document of the pages."""
    sizes = tuple((page.width_pt, page.height_pt) for page in pages)
    return Document("0" * 40, len(pages), sizes, tuple(pages))


def spans(document: Document, labelled: Labelled, kind: Field) -> list[str]:
    """Return the labelled spans of a field as text, tokens joined by spaces."""
    found: list[list[str]] = []
    for page, labels in zip(document.pages, labelled.labels, strict=True):
        for text, label in zip(page.texts, labels.field.tolist(), strict=True):
            if label > 0 and field_of(label) is kind:
                if is_begin(label):
                    found.append([])
                found[-1].append(text)
    return [" ".join(words) for words in found]


def entries(document: Document, labelled: Labelled) -> list[str]:
    """Return the entries as text."""
    found: list[list[str]] = []
    for page, labels in zip(document.pages, labelled.labels, strict=True):
        for text, label in zip(page.texts, labels.entry.tolist(), strict=True):
            if label == 1:
                found.append([])
            if label > 0:
                found[-1].append(text)
    return [" ".join(words) for words in found]


def masked(document: Document, labelled: Labelled, sequence: str = "field") -> list[str]:
    """Return the tokens that are masked in a label sequence."""
    return [
        text
        for page, labels in zip(document.pages, labelled.labels, strict=True)
        for text, label in zip(page.texts, getattr(labels, sequence).tolist(), strict=True)
        if label < 0
    ]
