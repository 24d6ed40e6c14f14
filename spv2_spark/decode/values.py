"""Values with their confidence and place, made from tokens of a document."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.people.person import Name
from spv2_spark.decode.regions import regions_of
from spv2_spark.decode.text.edges import Part
from spv2_spark.decode.text.parts import string_of
from spv2_spark.domain.metadata import Author, Value


def confidence_of(document: DecodedDocument, indices: Sequence[int]) -> float:
    """Return the raw confidence: half the mean and half the least of the tokens' probabilities.

    One doubtful token is enough to make a string wrong, so the least counts as much as all.
    """
    if not indices:
        return 0.0
    chosen = [document.probabilities[index] for index in indices]
    return min(1.0, (sum(chosen) / len(chosen) + min(chosen)) / 2)


def value_of(document: DecodedDocument, text: str, indices: Sequence[int]) -> Value:
    """Return a Value that stands where its tokens stand."""
    return Value(text, confidence_of(document, indices), regions_of(document.view, indices))


def value_of_parts(document: DecodedDocument, parts: Sequence[Part]) -> Value | None:
    """Return the parts' string as a Value, None if nothing is left of it."""
    text = string_of(parts)
    return value_of(document, text, [part.token for part in parts]) if text else None


def author_of(document: DecodedDocument, name: Name) -> Author:
    """Return an Author for a parsed name."""
    return Author(value_of(document, name.text, name.tokens), name.given, name.family)
