"""The interface that every engine's tagger of strings keeps, and strings through it in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from spv2_spark.strings.spans import Span, runs_of, spans_of
from spv2_spark.strings.tokens import StringTokens, cleaned, tokenised

MOST_TOKENS = 1_000  # of a string that are read: the longest references have 400


class LikelyLabels(NamedTuple):
    """The labels of a string's n tokens, and the probability of each by itself."""

    labels: list[str]  # n
    probabilities: list[float]  # n


class StringTagger(Protocol):
    """Labels strings; batches run over all that it is given."""

    @property
    def version(self) -> str:
        """The package's version."""

    def labels(self, strings: Sequence[StringTokens]) -> list[list[str]]:
        """Return the labels of each string's tokens (`StringModel.labels`), in their order."""

    def likely_labels(self, strings: Sequence[StringTokens]) -> list[LikelyLabels]:
        """Return the same labels, and beside them how likely each is."""


Tagged = TypeVar("Tagged")
Made = TypeVar("Made")
Found = tuple[str, list[Span]]  # a cleaned string, and its fields


class LikelySpans(NamedTuple):
    """A cleaned string, its fields, and the mean probability of each field's tokens."""

    text: str
    spans: list[Span]
    confidences: list[float]


def found_in(tagger: StringTagger, texts: Iterable[str]) -> Mapping[str, Found]:
    """Return what each distinct text is when it is cleaned, and the fields in that.

    Texts that are alike when cleaned are tagged once. Of long ones the first 1,000 tokens are
    read.
    """
    return _each_once(texts, tagger.labels, lambda one, labels: (one.text, spans_of(one, labels)))


def likely_in(tagger: StringTagger, texts: Iterable[str]) -> Mapping[str, LikelySpans]:
    """Return what `found_in` does, with how likely each field is."""
    return _each_once(texts, tagger.likely_labels, _likely)


def _likely(tokens: StringTokens, found: LikelyLabels) -> LikelySpans:
    runs = [*runs_of(found.labels)]
    shares = [found.probabilities[first:stop] for _, first, stop in runs]
    spans = spans_of(tokens, found.labels)
    return LikelySpans(tokens.text, spans, [sum(one) / len(one) for one in shares])


def _each_once(
    texts: Iterable[str],
    tag: Callable[[Sequence[StringTokens]], Sequence[Tagged]],
    found: Callable[[StringTokens, Tagged], Made],
) -> Mapping[str, Made]:
    """Return what is `found` in each distinct text; all are tagged together, alike ones once."""
    plain = {text: cleaned(text) for text in dict.fromkeys(texts)}
    strings = [tokenised(text, MOST_TOKENS) for text in dict.fromkeys(plain.values())]
    made = {
        tokens.text: found(tokens, one) for tokens, one in zip(strings, tag(strings), strict=True)
    }
    return {text: made[clean] for text, clean in plain.items()}
