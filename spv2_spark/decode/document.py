"""A document as the decoder sees it: the view of its tokens, the labels chosen, their spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from spv2_spark.decode.path import Path
from spv2_spark.decode.rules import Decoding, Piece
from spv2_spark.decode.text.edges import Part
from spv2_spark.decode.text.hyphens import Dehyphenator
from spv2_spark.decode.thresholds import Thresholds
from spv2_spark.domain.label import Entry, Field, field_of, is_begin
from spv2_spark.domain.page import Float32s
from spv2_spark.layout.columns import TokenColumns


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens of one value, in order; they may have gaps (a running head, a superscript)."""

    field: Field
    indices: tuple[int, ...]

    @property
    def first(self) -> int:
        """Its first token."""
        return self.indices[0]

    @property
    def last(self) -> int:
        """Its last token."""
        return self.indices[-1]


@dataclass(frozen=True, slots=True)
class EntrySpan:
    """An entry of the bibliography: its tokens, its printed number included, and its fields."""

    indices: tuple[int, ...]
    spans: tuple[Span, ...]

    def of(self, field: Field) -> list[Span]:
        """Return the spans of one field."""
        return [one for one in self.spans if one.field == field]


@dataclass(frozen=True, eq=False)
class DecodedDocument:
    """A document's tokens with the path of labels chosen for them, and what it says."""

    view: TokenColumns
    field_logp: Float32s  # (N, 13): the tagger's
    entry_logp: Float32s  # (N, 3): the tagger's, or made from the fields
    path: Path
    dehyphenator: Dehyphenator
    spans: tuple[Span, ...] = ()  # titles and authors
    entries: tuple[EntrySpan, ...] = ()
    decoding: Decoding = field(default_factory=Decoding)

    @property
    def document(self) -> DecodedDocument:
        """Itself: a document is InDocument, too."""
        return self

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of each token."""
        return self.view.texts

    def texts_on(self, page: int) -> tuple[str, ...]:
        """Return the texts of a page's tokens."""
        tokens = self._tokens_on(page)
        return self.texts[tokens.start : tokens.stop]

    def lines_on(self, page: int) -> list[list[int]]:
        """Return the tokens of each line of a page."""
        return self.lines_of(self._tokens_on(page))

    def _tokens_on(self, page: int) -> range:
        numbers = self.view.page_numbers  # in order
        return range(bisect_left(numbers, page), bisect_right(numbers, page))

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds in force."""
        return self.decoding.thresholds

    @cached_property
    def labels(self) -> list[int]:
        """The field label of each token."""
        labels: list[int] = self.path.field.tolist()
        return labels

    @cached_property
    def probabilities(self) -> list[float]:
        """The probability of each token's field label."""
        chosen = self.path.field[:, None].astype(np.int64)
        logp = np.take_along_axis(self.field_logp, chosen, axis=1)[:, 0]
        probabilities: list[float] = np.exp(logp).tolist()
        return probabilities

    def entry_probability(self, indices: Sequence[int]) -> float:
        """Return the mean probability of tokens to be of an entry of a bibliography."""
        outside = np.exp(self.entry_logp[list(indices), Entry.OUTSIDE])
        return float(1 - outside.mean())

    def summed_probability(self, indices: Sequence[int]) -> float:
        """Return the sum of the probabilities of tokens' labels."""
        probabilities = self.probabilities
        return sum(probabilities[index] for index in indices)

    def mean_probability(self, indices: Sequence[int]) -> float:
        """Return the mean of the probabilities of tokens' labels."""
        return self.summed_probability(indices) / len(indices)

    def median_size(self, indices: Sequence[int]) -> float:
        """Return the median size of tokens in points."""
        return float(np.median(self.view.size_pt[list(indices)]))

    def lines_of(self, indices: Sequence[int]) -> list[list[int]]:
        """Return tokens by the lines that they stand on, in order."""
        lines: dict[int, list[int]] = {}
        line_of = self.view.line_of
        for index in indices:
            line = line_of[index]
            if line in lines:
                lines[line].append(index)
            else:
                lines[line] = [index]
        return list(lines.values())

    def text_at(self, at: int) -> str:
        """Return the text of a token; "" beyond either end."""
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def ends_line(self, at: int) -> bool:
        """Whether nothing follows a token on its line."""
        lines = self.view.line_of
        return at + 1 >= len(lines) or lines[at + 1] != lines[at]

    def told(self, indices: Sequence[int]) -> Piece:
        """Return tokens in words, for a trace."""
        spaced, texts = self.view.spaced, self.texts
        text = "".join(f" {texts[at]}" if spaced[at] else texts[at] for at in indices)
        return Piece(" ".join(text.split()), tuple(indices))


class InDocument(Protocol):
    """What is read within a document: an entry of it, the document itself."""

    @property
    def document(self) -> DecodedDocument:
        """The document."""


def told_span(context: InDocument, span: Span) -> list[Piece]:
    """Return a span in words, for a trace."""
    return [context.document.told(span.indices)]


def told_spans(context: InDocument, spans: Sequence[Span | EntrySpan]) -> list[Piece]:
    """Return spans in words, for a trace."""
    return [context.document.told(span.indices) for span in spans]


def told_parts(context: InDocument, parts: Sequence[Part]) -> list[Piece]:
    """Return parts of a string in words, for a trace."""
    return [context.document.told([part.token for part in parts])]


def outer_spans(path: Path) -> tuple[Span, ...]:
    """Return the spans outside the bibliography: titles and authors."""
    outside = np.flatnonzero((path.field > 0) & (path.entry == Entry.OUTSIDE))
    return spans_among(path.field.tolist(), outside.tolist())


def spans_among(labels: Sequence[int], indices: Sequence[int]) -> tuple[Span, ...]:
    """Return the spans of the tokens at `indices`.

    An inside label takes up the last span if that has the same field: what stands between
    them is labelled none.
    """
    grown: list[tuple[Field, list[int]]] = []
    for index in indices:
        label = labels[index]
        if not label:
            continue
        field = field_of(label)
        if is_begin(label) or not grown or grown[-1][0] != field:
            grown.append((field, []))
        grown[-1][1].append(index)
    return tuple(Span(field, tuple(members)) for field, members in grown)


def entries_of(path: Path) -> tuple[EntrySpan, ...]:
    """Return the runs of entry labels; an entry that begins inside begins all the same."""
    labels, entry = path.field.tolist(), path.entry.tolist()
    grown: list[list[int]] = []
    for index in np.flatnonzero(path.entry != Entry.OUTSIDE).tolist():
        if entry[index] == Entry.BEGIN or not grown:
            grown.append([])
        grown[-1].append(index)
    return tuple(EntrySpan(tuple(members), spans_among(labels, members)) for members in grown)
