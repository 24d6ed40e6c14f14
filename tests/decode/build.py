"""A tiny builder: lines of marked-up words to a Document and its gold labels.

A line is a string; words are separated by spaces and split as the tokeniser splits them.
`{T ...}` labels a span (T title, A author, t bib title, a bib author, v venue, y year),
`^x` raises a token, `#` and `=` set a line in 18 and 13 pt instead of 10, `@` at a line's start
begins an entry, `+` goes on with it, `~` begins a block. A span that goes on in the next line is
closed with `}>` and opened again with `{>T `.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.label import Entry, Field, PageLabels, begin, inside
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.page import Document, Mark, Page
from spv2_spark.domain.tagging import PageTags
from spv2_spark.scoring.oracle import tags_of_labels

FIELDS = {
    "T": Field.TITLE,
    "A": Field.AUTHOR,
    "t": Field.BIB_TITLE,
    "a": Field.BIB_AUTHOR,
    "v": Field.BIB_VENUE,
    "y": Field.BIB_YEAR,
}
_SIZES = {"#": 18.0, "=": 13.0}
# Joiners; the vowels of India and Thailand.
_SIGNS = "\u200c\u0900-\u0903\u093a-\u094f\u0e31-\u0e3a\u0e47-\u0e4e"
_PIECE = re.compile(rf"\{{>?\w |\}}>?|\^|\s+|(?:[^\W\d_][{_SIGNS}]*)+|\d+|[^\w\s]|_")


class Sheet:
    """One page under construction."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.marks: list[int] = []
        self.lines: list[int] = []
        self.blocks: list[int] = []
        self.sizes: list[float] = []
        self.boxes: list[tuple[float, float, float, float]] = []
        self.field: list[int] = []
        self.entry: list[int] = []

    def add_line(self, line: str, number: int, block: int) -> None:
        line = line.lstrip("~")
        entry = {"@": Entry.BEGIN, "+": Entry.INSIDE}.get(line[:1], Entry.OUTSIDE)
        line = line.lstrip("@+")
        size = _SIZES.get(line[:1], 10.0)
        line = line[1:] if line[:1] in _SIZES else line
        field, first, superscript, space = Field.NONE, False, False, True
        left = 50.0
        for piece in _PIECE.findall(line):
            if piece[0] == "{" and len(piece) > 1:
                field, first = FIELDS[piece.strip()[-1]], ">" not in piece
            elif piece in ("}", "}>"):
                field = Field.NONE
            elif piece == "^":
                superscript = True
            elif piece.isspace():
                space, left = True, left + 3
            else:
                width = 5.0 * len(piece)
                top = 50 + 14.0 * number
                self.texts.append(piece)
                self.marks.append(
                    (Mark.SPACE_BEFORE if space else 0) | (Mark.SUPERSCRIPT if superscript else 0)
                )
                self.lines.append(number)
                self.blocks.append(block)
                self.sizes.append(size)
                self.boxes.append((left, top, left + width, top + 10))
                self.field.append(begin(field) if first else inside(field))
                self.entry.append(entry)
                entry = Entry.INSIDE if entry == Entry.BEGIN else entry
                first, superscript, space, left = False, False, False, left + width

    def page(self, number: int) -> Page:
        n = len(self.texts)
        return Page(
            number=number,
            width_pt=600.0,
            height_pt=800.0,
            texts=tuple(self.texts),
            boxes_pt=np.array(self.boxes, dtype=np.float32).reshape(n, 4),
            fonts=("Times",),
            font=np.zeros(n, dtype=np.int32),
            size_pt=np.array(self.sizes, dtype=np.float32),
            space_pt=np.full(n, 3, dtype=np.float32),
            marks=np.array(self.marks, dtype=np.uint8),
            line=np.array(self.lines, dtype=np.int32),
            block=np.array(self.blocks, dtype=np.int32),
            colour=np.zeros(n, dtype=np.uint32),
        )


def built(*pages: Sequence[str]) -> tuple[Document, tuple[PageLabels, ...]]:
    """Return a document of pages of marked-up lines, and its labels."""
    made, labels = [], []
    for number, lines in enumerate(pages):
        sheet, block = Sheet(), 0
        for at, line in enumerate(lines):
            block += line.startswith("~")
            sheet.add_line(line, at, block)
        made.append(sheet.page(number))
        labels.append(
            PageLabels(
                number, np.array(sheet.field, dtype=np.int8), np.array(sheet.entry, dtype=np.int8)
            )
        )
    sizes = tuple((600.0, 800.0) for _ in pages)
    return Document("0" * 40, len(pages), sizes, tuple(made)), tuple(labels)


def read(
    *pages: Sequence[str],
    known: Sequence[str] = (),
    without: str | Sequence[str] = "",
    sure: float | Mapping[str, float] = 1.0,
    none: Mapping[str, float] | None = None,
) -> Metadata:
    """Decode marked-up pages as if the tagger were sure; `without` names rules left out.

    `sure` says how likely the labels are (those of some words, or all), `none` by word how
    likely a word is no field's.
    """
    document, labels = built(*pages)
    tags = []
    for page, one in zip(document.pages, tags_of_labels(labels), strict=True):
        field = one.field_logp.copy()
        for at, text in enumerate(page.texts):
            chance = sure if isinstance(sure, float) else sure.get(text, 1.0)
            if chance < 1:
                field[at] = distribution(int(field[at].argmax()), chance)
            if none and text in none:
                field[at] = distribution(0, none[text])
        tags.append(PageTags(one.number, field, one.entry_logp))
    left_out = frozenset([without] if isinstance(without, str) else without)
    decoder = Decoder(without=left_out - {""})
    return decoder.metadata_of(document, tags, frozenset(known))


def distribution(label: int, chance: float) -> np.ndarray:
    """Return log probabilities of 13 labels, one of which has `chance`; the others share."""
    logp: np.ndarray = np.full(13, np.log((1 - chance) / 12), dtype=np.float32)
    logp[label] = np.log(chance)
    return logp


def title(metadata: Metadata) -> str:
    return metadata.title.text if metadata.title else ""


def authors(metadata: Metadata) -> list[str]:
    return [one.name.text for one in metadata.authors]


def bibs(metadata: Metadata) -> list[tuple[str, list[str], str, str]]:
    """Return (title, authors, venue, year) of every reference."""
    return [
        (
            one.title.text if one.title else "",
            [name.name.text for name in one.authors],
            one.venue.text if one.venue else "",
            one.year.text if one.year else "",
        )
        for one in metadata.references
    ]
