"""The interface that every engine's tagger of strings keeps, and strings through it in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from spv2_spark.strings.spans import Span, spans_of
from spv2_spark.strings.tokens import StringTokens, cleaned, tokenised

MOST_TOKENS = 1_000  # of a string that are read: the longest references have 400


class StringTagger(Protocol):
    """Labels strings; batches run over all that it is given."""

    @property
    def version(self) -> str:
        """The package's version."""

    def labels(self, strings: Sequence[StringTokens]) -> list[list[str]]:
        """Return the labels of each string's tokens (`StringModel.labels`), in their order."""


Found = tuple[str, list[Span]]  # a cleaned string, and its fields


def found_in(tagger: StringTagger, texts: Iterable[str]) -> Mapping[str, Found]:
    """Return what each distinct text is when it is cleaned, and the fields in that.

    Texts that are alike when cleaned are tagged once. Of long ones the first 1,000 tokens are
    read.
    """
    plain = {text: cleaned(text) for text in dict.fromkeys(texts)}
    strings = {text: tokenised(text, MOST_TOKENS) for text in dict.fromkeys(plain.values())}
    tagged = tagger.labels([*strings.values()])
    spans = {
        tokens.text: spans_of(tokens, labels)
        for tokens, labels in zip(strings.values(), tagged, strict=True)
    }
    return {text: (clean, spans[clean]) for text, clean in plain.items()}
