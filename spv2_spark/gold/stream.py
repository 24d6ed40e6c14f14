"""A document as one run of folded characters with a map back to its tokens.

Folding makes printed text and gold text comparable: letters and digits only, lower case,
accents and ligatures undone. Hyphens, quotes, dashes and white space do not exist in it, so
neither line ends nor house styles matter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from spv2_spark.domain.page import Document, Float32s, Int32s, Mark
from spv2_spark.gold.furniture import furniture_of
from spv2_spark.gold.search import TOLERANCE, exact_hits, find
from spv2_spark.layout.columns import columns_of
from spv2_spark.layout.headings import heading_of
from spv2_spark.layout.runs import Bools, Int64s
from spv2_spark.layout.vocabulary import Heading
from spv2_spark.layout.word_list import fold

_OF_LISTS = (Heading.REFERENCES, Heading.FURTHER_READING)


def words_of(text: str) -> list[str]:
    """Return the folded words of `text`; every mark that is no letter or digit parts words.

    Apostrophes do not part words ("O'Neil" is one).
    """
    bare = unicodedata.normalize("NFKD", re.sub("['\u2019\u02bc`\u00b4]", "", text))
    joined = "".join(char for char in bare if not unicodedata.combining(char))
    return [word for part in re.split(r"[\W_]+", joined) if (word := fold(part))]


class Hit(NamedTuple):
    """Tokens [start, end) print `chars` of a stream, a pattern with `cost` edits a character."""

    start: int
    end: int
    cost: float
    chars: slice


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """The n tokens of a document without its page furniture, in reading order, as columns.

    `chars` is all folded texts joined; token t stands at `chars[starts[t]:starts[t + 1]]`.
    `at` numbers the tokens over all pages, furniture included.
    """

    texts: tuple[str, ...]
    folded: tuple[str, ...]
    chars: str
    starts: list[int]  # n + 1
    at: Int64s  # (n,)
    page: Int32s  # (n,): index into Document.pages
    line: Int64s  # (n,): never decreasing over the document
    block: Int64s  # (n,): never decreasing over the document
    box: Float32s  # (n, 4)
    size: Float32s  # (n,)
    superscript: Bools  # (n,)
    spaced: Bools  # (n,): white space stands before it

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.texts)

    def token_at(self, char: int) -> int:
        """Return the token that holds the folded character `char`."""
        return bisect_right(self.starts, char) - 1

    def hit(self, start: int, end: int, cost: float) -> Hit:
        """Return what tokens hold `chars[start:end]`."""
        return Hit(self.token_at(start), self.token_at(end - 1) + 1, cost, slice(start, end))

    def find(
        self,
        pattern: str,
        low: int,
        high: int,
        tolerance: float = TOLERANCE,
        *,
        everywhere: bool = False,
    ) -> list[Hit]:
        """Return what `search.find` does of a folded pattern within the tokens [low, high)."""
        bounds = self.starts[low], self.starts[high]
        found = find(self.chars, pattern, *bounds, tolerance, everywhere=everywhere)
        return [self.hit(*one) for one in found]

    def whole(self, pattern: str, low: int, high: int) -> list[Hit]:
        """Return where whole tokens of [low, high) print a folded pattern exactly."""
        found = exact_hits(self.chars, pattern, self.starts[low], self.starts[high])
        return [hit for one in found if self.is_whole(hit := self.hit(*one))]

    def is_whole(self, hit: Hit) -> bool:
        """Whether the hit starts and ends where its tokens do."""
        return (self.starts[hit.start], self.starts[hit.end]) == (hit.chars.start, hit.chars.stop)

    def line_start(self, token: int) -> int:
        """Return the first token of the token's line."""
        return int(np.searchsorted(self.line, self.line[token], side="left"))

    def line_end(self, token: int) -> int:
        """Return one past the last token of the token's line."""
        return int(np.searchsorted(self.line, self.line[token], side="right"))

    def block_end(self, token: int) -> int:
        """Return one past the last token of the token's block."""
        return int(np.searchsorted(self.block, self.block[token], side="right"))

    def page_start(self, page: int) -> int:
        """Return the first token of a page or of the pages after it."""
        return int(np.searchsorted(self.page, page, side="left"))


def list_headings(stream: Stream) -> list[int]:
    """Return the ends of the lines that say no more than "References" or the like."""
    ends = np.flatnonzero(np.diff(stream.line, append=-1)) + 1
    return [end for end in ends.tolist() if is_heading(stream, end, *_OF_LISTS)]


def is_heading(stream: Stream, end: int, *headings: Heading) -> bool:
    """Whether the line that ends before token `end` is one of the headings."""
    return heading_of(stream.texts[stream.line_start(end - 1) : end]) in headings


def stream_of(document: Document) -> Stream:
    """Flatten a document; running heads, page numbers and line numbers are left out."""
    columns = columns_of(document)
    at = np.flatnonzero(~furniture_of(columns))
    texts = tuple(columns.texts[token] for token in at.tolist())
    folded = tuple(map(fold, texts))
    return Stream(
        texts=texts,
        folded=folded,
        chars="".join(folded),
        starts=[0, *accumulate(map(len, folded))],
        at=at,
        page=columns.page[at],
        line=columns.lines.of[at],
        block=columns.blocks.of[at],
        box=np.stack([columns.left, columns.top, columns.right, columns.bottom], axis=1)[at],
        size=columns.size_pt[at],
        superscript=columns.marked(Mark.SUPERSCRIPT)[at],
        spaced=columns.marked(Mark.SPACE_BEFORE)[at],
    )
