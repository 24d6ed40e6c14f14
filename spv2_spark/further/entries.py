"""Entries of the bibliography while their further fields are read: strings, tokens, claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.domain.metadata import Reference, Value
from spv2_spark.further.printed import Printed, printed_lines, printed_words, value_at
from spv2_spark.strings.identifiers import Identifier
from spv2_spark.strings.tagging import LikelySpans

_LABEL = re.compile(
    r"\W?\[[^\[\]]{1,12}\]|\(\d{1,4}\)|\d{1,4}(?:\s?[.)\]:]|(?=\s+[^\W\d_]))|\d{1,3}(?=[A-Z])"
)
_CLAIMING = 0.5  # probability of a label, from which the page model's word counts


@dataclass(frozen=True, eq=False)
class PrintedEntry:
    """An entry, the reference that was read of it, and its tokens as strings."""

    document: DecodedDocument
    reference: Reference
    indices: tuple[int, ...]

    @cached_property
    def label(self) -> Value | None:
        """The printed number or key at its start."""
        lines = self.lines
        found = _LABEL.match(lines.text)
        tokens = lines.tokens_of(0, found.end()) if found else ()
        if not found or any(token in self.claimed for token in tokens):
            return None
        return self.value(found[0].strip(), tokens, 1.0)

    @cached_property
    def words(self) -> Printed:
        """The entry without its label, as the models of strings see it."""
        skipped = self._label_tokens
        return printed_words(self.document, [at for at in self.indices if at not in skipped])

    @cached_property
    def lines(self) -> Printed:
        """The entry with its label, line by line as it is printed."""
        return printed_lines(self.document.view, self.indices)

    @cached_property
    def _label_tokens(self) -> frozenset[int]:
        found = _LABEL.match(self.lines.text)
        tokens = self.lines.tokens_of(0, found.end()) if found else ()
        return frozenset(() if any(one in self.claimed for one in tokens) else tokens)

    @cached_property
    def claimed(self) -> frozenset[int]:
        """The tokens that the page model says are of a title, an author, a venue or a year."""
        labels, sure = self.document.labels, self.document.probabilities
        return frozenset(at for at in self.indices if labels[at] > 0 and sure[at] >= _CLAIMING)

    def value(self, text: str, tokens: Sequence[int], confidence: float) -> Value:
        """Return a value on tokens of the entry; its confidence holds that of the entry."""
        return value_at(self.document, text, tokens, confidence * self.reference.confidence)

    def identified(self, found: Iterator[Identifier]) -> Value | None:
        """Return the first of the identifiers that were found in `lines`."""
        for one in found:
            return self.value(one.value, self.lines.tokens_of(one.start, one.end), 1.0)
        return None


@dataclass(frozen=True, slots=True)
class FieldSpan:
    """A field that a model found in an entry: its text, its tokens, how likely it is."""

    field: str
    text: str
    tokens: tuple[int, ...]
    confidence: float


def fields_in(entry: PrintedEntry, found: LikelySpans) -> Iterator[FieldSpan]:
    """Yield the fields of a model that no other field of the page model's claims the tokens of.

    Where the two disagree the page model is right: a span loses the claimed tokens at its ends,
    and is none with such within.
    """
    words = entry.words
    for span, confidence in zip(found.spans, found.confidences, strict=True):
        inside = words.pieces_in(span.start, span.end)
        while inside and words.tokens[inside[0]] in entry.claimed:
            inside = inside[1:]
        while inside and words.tokens[inside[-1]] in entry.claimed:
            inside = inside[:-1]
        tokens = tuple(words.tokens[at] for at in inside)
        if inside and not any(token in entry.claimed for token in tokens):
            text = words.text[words.starts[inside[0]] : words.ends[inside[-1]]]
            yield FieldSpan(span.field, text, tokens, confidence)
