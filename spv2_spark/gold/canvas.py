"""What alignment writes on, and what it reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from spv2_spark.domain.label import MASK, Entry, Field, Labels, PageLabels, begin, inside
from spv2_spark.domain.page import Document
from spv2_spark.gold.stream import Stream


@dataclass(frozen=True, slots=True)
class Count:
    """How much gold a field has, and how much of it was found in the pages."""

    gold: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Drop:
    """A piece of gold that got no labels, and why."""

    field: str  # title, author, reference, bib_title, bib_author, bib_venue, bib_year
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """Counts by field ("title", "author", "reference", "bib_title", ...) and every drop."""

    counts: dict[str, Count]
    drops: tuple[Drop, ...]
    masked: dict[str, int]  # reason -> tokens


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document's labels, page by page, and how its gold fared.

    `dropped` is empty, or says why the document is of no use: then every token is masked.
    """

    labels: tuple[PageLabels, ...]
    report: Report
    dropped: str = ""


@dataclass(slots=True)
class Canvas:
    """The two label sequences over a stream's tokens while they are being written."""

    stream: Stream
    fields: Labels
    entries: Labels
    gold: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    drops: list[Drop] = field(default_factory=list)
    masked: dict[str, int] = field(default_factory=dict)

    def expect(self, name: str, text: str, is_found: bool, reason: str = "not printed") -> None:
        """Count one piece of gold; one that was not found is a drop."""
        self.gold[name] = self.gold.get(name, 0) + 1
        self.found[name] = self.found.get(name, 0) + is_found
        if not is_found:
            self.drops.append(Drop(name, text, reason))

    def label(self, kind: Field, start: int, end: int) -> None:
        """Label tokens [start, end) as one span of a field."""
        if start < end:
            self.fields[start:end] = inside(kind)
            self.fields[start] = begin(kind)

    def enter(self, start: int, end: int) -> None:
        """Mark tokens [start, end) as one bibliography entry."""
        self.entries[start:end] = Entry.INSIDE
        self.entries[start] = Entry.BEGIN

    def mask_fields(self, tokens: Iterable[int], reason: str) -> None:
        """Mask those of the tokens that have no field."""
        for token in tokens:
            if self.fields[token] == 0:
                self.fields[token] = MASK
                self.masked[reason] = self.masked.get(reason, 0) + 1

    def mask(self, start: int, end: int, reason: str) -> None:
        """Mask both labels of tokens [start, end), where they say nothing."""
        self.mask_fields(range(start, end), reason)
        part = self.entries[start:end]
        part[part == Entry.OUTSIDE] = MASK


def canvas_on(stream: Stream) -> Canvas:
    """Return an empty canvas: no field, outside every entry."""
    return Canvas(stream, np.zeros(len(stream), np.int8), np.zeros(len(stream), np.int8))


def labelled(document: Document, canvas: Canvas, dropped: str = "") -> Labelled:
    """Cut the canvas into the document's pages; furniture has no field and no entry."""
    total = sum(len(page) for page in document.pages)
    fields, entries = np.zeros(total, np.int8), np.zeros(total, np.int8)
    fields[canvas.stream.at] = canvas.fields
    entries[canvas.stream.at] = canvas.entries
    if dropped:
        fields[:], entries[:] = MASK, MASK
    pages = tuple(
        PageLabels(page.number, fields[own], entries[own])
        for page, own in document.tokens_of_pages()
    )
    counts = {name: Count(canvas.gold[name], canvas.found[name]) for name in canvas.gold}
    report = Report(counts, tuple(canvas.drops), dict(canvas.masked))
    return Labelled(pages, report, dropped)
