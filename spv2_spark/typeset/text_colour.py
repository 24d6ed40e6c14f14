"""Labels carried in the text colour: every labelled span of a paper has a colour of its own.

A colour 0xRRGGBB holds the visible colour in the high nibbles of its channels and the span's
id in the low ones, 12 bits in all: a page in black, blue and grey looks so and still tells
thousands of spans apart. Id 0 is text that belongs to no span.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spv2_spark.domain.label import Field
from spv2_spark.errors import Spv2Error

MAX_SPANS = 4095

Spans = Mapping[int, "SpanInfo"]


class TypesetError(Spv2Error):
    """An article cannot be typeset, or its printed text is not what was meant; says why."""


@dataclass(frozen=True, slots=True)
class SpanInfo:
    """What the tokens of one colour id are.

    `entry` is the index of the bibliography entry that holds them, or -1; a masked span has
    no certain field. `text` is what was printed, and is empty where it is not to be checked.
    `tail` is what may stick to its last token: raised letters that have the line's own size.
    """

    field: Field = Field.NONE
    entry: int = -1
    masked: bool = False
    text: str = ""
    tail: str = ""


def tinted(colour: int) -> int:
    """Return the visible colour nearest to `colour` with room for an id: low nibbles are 0."""
    return colour & 0xF0F0F0


def with_id(colour: int, span: int) -> int:
    """Put the 12 bits of a span's id into the low nibbles of a colour."""
    low = (span >> 8) << 16 | (span >> 4 & 0xF) << 8 | span & 0xF
    return tinted(colour) | low


def id_of(colour: int) -> int:
    """Return the span's id that a colour carries; 0 for text of no span."""
    return (colour >> 16 & 0xF) << 8 | (colour >> 8 & 0xF) << 4 | colour & 0xF


class SpanColours:
    """Hands out ids for spans, from 1 up, while a paper is written."""

    def __init__(self) -> None:
        self.spans: dict[int, SpanInfo] = {}

    def new(self, info: SpanInfo) -> int:
        """Register a span and return its id; raises TypesetError when no id is left."""
        number = len(self.spans) + 1
        if number > MAX_SPANS:
            raise TypesetError("more spans than colours")
        self.spans[number] = info
        return number

    def extend(self, number: int, text: str) -> None:
        """Add text to a span that goes on after text of other spans."""
        old = self.spans[number]
        self.spans[number] = replace(old, text=old.text + text)
