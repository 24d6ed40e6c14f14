"""DocBank: papers whose text colour tells the region of every word.

The colours are known of the title, the authors (often with their affiliations, often only a
part of them) and the references (often only a part of the list). So only the title, and
names that stand alone in a run of the authors' colour, are labels; all else that may be an
author or a reference is masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from spv2_spark.domain.label import Field
from spv2_spark.domain.page import Document, UInt32s
from spv2_spark.gold.author_lists import split_authors
from spv2_spark.gold.bibliography import mask_lists
from spv2_spark.gold.canvas import Canvas, Labelled, canvas_on, labelled
from spv2_spark.gold.stream import Stream, stream_of

TITLE = 0x701800
AUTHOR = 0x705600
REFERENCES = 0x309000
ABSTRACT = 0xE04000
SECTION = 0xE02000

_MAX_NAME_TOKENS = 12
_MAX_WORDS = 5
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_REACH = 60  # uncoloured tokens inside a list of references: links, journals
_DATED = 150  # tokens about a year in which its entry stands, however many its authors
_NO_ABSTRACT = 400  # tokens of a front matter without abstract and section


def labels_from_colours_docbank(document: Document) -> Labelled:
    """Return the labels that DocBank's colours give, and masks where they are unsure.

    Dropped if no title is coloured on the first two pages: then the colours mean nothing.
    """
    stream = stream_of(document)
    canvas = canvas_on(stream)
    colour = np.concatenate([page.colour for page in document.pages])[stream.at]
    front = stream.page_start(2)
    title = np.flatnonzero(colour[:front] == TITLE)
    canvas.expect("title", "", bool(len(title)), "no word in the title's colour")
    if not len(title):
        return labelled(document, canvas, "no title in DocBank's colour")
    _label_title(canvas, title.tolist())
    _label_authors(canvas, colour, front, int(title[-1]))
    _mask_references(canvas, colour)
    return labelled(document, canvas)


def _label_title(canvas: Canvas, tokens: list[int]) -> None:
    """Label the first run of the title's colour; runs that follow closely belong to it."""
    end = tokens[0]
    for token in tokens:
        if token - end > 2 or canvas.stream.page[token] != canvas.stream.page[tokens[0]]:  # noqa: PLR2004
            break
        end = token
    while (
        canvas.stream.superscript[end] or canvas.stream.texts[end] in "*\u2217\u2020\u2021\u00a7,."
    ):
        end -= 1
    canvas.label(Field.TITLE, tokens[0], end + 1)
    canvas.mask_fields((t for t in tokens if t > end), "more title")


def _label_authors(canvas: Canvas, colour: UInt32s, front: int, title: int) -> None:
    stream = canvas.stream
    names = [run for run in _runs(colour, AUTHOR, front) if _is_large(stream, colour, run)]
    for start, end in names:
        for first, last in _names(stream, start, end):
            canvas.label(Field.AUTHOR, first, last)
            canvas.expect("author", " ".join(stream.texts[first:last]), is_found=True)
    ends = np.flatnonzero((colour[:front] == ABSTRACT) | (colour[:front] == SECTION))
    ends = ends[ends > title]
    stop = int(ends[0]) if len(ends) else min(front, title + _NO_ABSTRACT)
    canvas.mask_fields(range(stop), "front matter")
    canvas.mask_fields(np.flatnonzero(colour == AUTHOR).tolist(), "authors' colour")


def _names(stream: Stream, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the tokens of each name if the run is a list of names and of nothing else."""
    text, owners = "", []
    for token in range(start, end):
        if stream.superscript[token] or not (
            stream.folded[token] or stream.texts[token] in ".,-&'\u2019"
        ):
            continue
        gap = " " if text and stream.spaced[token] else ""
        text += gap + stream.texts[token]
        owners += [token] * (len(gap) + len(stream.texts[token]))
    body = text.removeprefix("and ")
    at = len(text) - len(body)
    pieces = split_authors(body).pieces
    people = [piece.name for piece in pieces if piece.name]
    if any(name.group or not name.given or len(name.full.split()) > _MAX_WORDS for name in people):
        return
    for piece in pieces:
        if piece.name:
            yield owners[at], owners[at + len(piece.text) - 1] + 1
        at += len(piece.text)


def _runs(colour: UInt32s, wanted: int, stop: int) -> list[tuple[int, int]]:
    is_wanted = np.concatenate([[False], colour[:stop] == wanted, [False]])
    edges = np.flatnonzero(np.diff(is_wanted.astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _is_large(stream: Stream, colour: UInt32s, run: tuple[int, int]) -> bool:
    """Whether the run is short and as large as any author: affiliations are smaller."""
    largest = float(stream.size[colour == AUTHOR].max())
    return run[1] - run[0] <= _MAX_NAME_TOKENS and float(stream.size[run[0]]) > largest - 0.6


def _mask_references(canvas: Canvas, colour: UInt32s) -> None:
    """Mask the coloured tokens, and behind the first of them all that is dated like a list.

    Of some lists only the numbers or a few entries are coloured.
    """
    tokens = np.flatnonzero(colour == REFERENCES).tolist()
    for one, two in pairwise([*tokens, len(canvas.stream)]):
        canvas.mask(one, two if two - one <= _REACH else one + 1, "references' colour")
    first = tokens[0] if tokens else len(canvas.stream)
    for token, text in enumerate(canvas.stream.texts[first:], first):
        if _YEAR.fullmatch(text):
            start, end = max(first, token - _DATED), min(len(canvas.stream), token + _DATED)
            canvas.mask(start, end, "references without their colour")
    mask_lists(canvas, tokens[0] if tokens else None)
