"""What headings say, as far as labels hang on them."""

from __future__ import annotations

import re

import numpy as np

from spv2_spark.gold.stream import Stream
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import WordList

_NUMBER = re.compile(r"^(?:\d+|[ivx]+)")  # of a section


def list_headings(stream: Stream) -> list[int]:
    """Return the ends of the lines that say no more than "References" or the like."""
    words = vocabulary().headings
    ends = np.flatnonzero(np.diff(stream.line, append=-1)) + 1
    return [
        end
        for end in ends.tolist()
        if is_heading(stream, end, words.references, words.further_reading)
    ]


def is_heading(stream: Stream, end: int, *lists: WordList) -> bool:
    """Whether the line that ends before token `end` is an entry of a list, its number aside.

    "literature." ends a paragraph.
    """
    start = stream.line_start(end - 1)
    letters = "".join(stream.folded[start:end])
    bare = _NUMBER.sub("", letters)
    is_end = stream.texts[start].islower() and stream.texts[end - 1] == "."
    return not is_end and any(letters in one.letters or bare in one.letters for one in lists)
