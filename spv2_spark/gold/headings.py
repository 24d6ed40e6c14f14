"""The headings that labels hang on."""

from __future__ import annotations

import numpy as np

from spv2_spark.gold.stream import Stream
from spv2_spark.layout.headings import heading_of
from spv2_spark.layout.vocabulary import Heading

_OF_LISTS = (Heading.REFERENCES, Heading.FURTHER_READING)


def list_headings(stream: Stream) -> list[int]:
    """Return the ends of the lines that say no more than "References" or the like."""
    ends = np.flatnonzero(np.diff(stream.line, append=-1)) + 1
    return [end for end in ends.tolist() if is_heading(stream, end, *_OF_LISTS)]


def is_heading(stream: Stream, end: int, *headings: Heading) -> bool:
    """Whether the line that ends before token `end` is one of the headings."""
    return heading_of(stream.texts[stream.line_start(end - 1) : end]) in headings
