"""Fields of a string as spans of characters, and as one label a token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spv2_spark.strings.tokens import StringTokens


class Span(NamedTuple):
    """A field of a string: characters start..end (excluded)."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LabelledString:
    """A cleaned string and the fields that its annotators found, in their order."""

    text: str
    spans: tuple[Span, ...]


def labels_of(tokens: StringTokens, spans: Sequence[Span]) -> list[str]:
    """Return the label of each token: that of the span in which its first character stands.

    A span in which no token begins has none.

    >>> from spv2_spark.strings.tokens import tokenised
    >>> labels_of(tokenised("19 May 2011"), [Span("day", 0, 2), Span("month", 3, 6)])
    ['B-day', 'B-month', 'O']
    """
    labels = []
    waiting = iter(spans)
    span, begun = next(waiting, None), False
    for start in tokens.starts:
        while span is not None and span.end <= start:
            span, begun = next(waiting, None), False
        if span is None or start < span.start:
            labels.append("O")
            continue
        labels.append(f"{'I' if begun else 'B'}-{span.field}")
        begun = True
    return labels


def runs_of(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield (field, first token, token behind the last) of each field that labels tell.

    An inside label that follows on another field's opens one.

    >>> list(runs_of(["B-day", "O", "I-year", "I-year", "B-year"]))
    [('day', 0, 1), ('year', 2, 4), ('year', 4, 5)]
    """
    field, first = "", 0
    for at, label in enumerate([*labels, "O"]):
        if label.startswith("I-") and label[2:] == field:
            continue
        if field:
            yield field, first, at
        field, first = label[2:], at


def spans_of(tokens: StringTokens, labels: Sequence[str]) -> list[Span]:
    """Return the spans of characters that labels tell."""
    return [
        Span(field, tokens.starts[first], tokens.ends[stop - 1])
        for field, first, stop in runs_of(labels)
    ]
