"""A document as one run of folded characters with a map back to its tokens.

Folding makes printed text and gold text comparable: letters and digits only, lower case,
accents and ligatures undone. Hyphens, quotes, dashes and white space do not exist in it, so
neither line ends nor house styles matter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Document, Mark
from spv2_spark.gold.furniture import furniture_of
from spv2_spark.layout.word_list import fold


def words_of(text: str) -> list[str]:
    """Return the folded words of `text`; every mark that is no letter or digit parts words.

    Apostrophes do not part words ("O'Neil" is one).
    """
    bare = unicodedata.normalize("NFKD", re.sub("['\u2019\u02bc`\u00b4]", "", text))
    joined = "".join(char for char in bare if not unicodedata.combining(char))
    return [word for part in re.split(r"[\W_]+", joined) if (word := fold(part))]


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
    at: npt.NDArray[np.int64]  # (n,)
    page: npt.NDArray[np.int64]  # (n,): index into Document.pages
    line: npt.NDArray[np.int64]  # (n,): never decreasing over the document
    block: npt.NDArray[np.int64]  # (n,): never decreasing over the document
    box: npt.NDArray[np.float32]  # (n, 4)
    size: npt.NDArray[np.float32]  # (n,)
    superscript: npt.NDArray[np.bool_]  # (n,)
    spaced: npt.NDArray[np.bool_]  # (n,): white space stands before it

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.texts)

    def token_at(self, char: int) -> int:
        """Return the token that holds the folded character `char`."""
        return bisect_right(self.starts, char) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens [first, last + 1) that hold `chars[start:end]`."""
        return self.token_at(start), self.token_at(end - 1) + 1

    def is_whole(self, start: int, end: int) -> bool:
        """Whether `chars[start:end]` starts and ends where tokens do."""
        return self._is_edge(start) and self._is_edge(end)

    def _is_edge(self, char: int) -> bool:
        found = bisect_left(self.starts, char)
        return found < len(self.starts) and self.starts[found] == char

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


def stream_of(document: Document) -> Stream:
    """Flatten a document; running heads, page numbers and line numbers are left out."""
    kept = furniture_of(document)
    texts: list[str] = []
    at, page, line, block, box, size, marks = [], [], [], [], [], [], []
    before = lines = blocks = 0
    for number, (one, is_furniture) in enumerate(zip(document.pages, kept, strict=True)):
        keep = np.flatnonzero(~is_furniture)
        texts.extend(one.texts[i] for i in keep.tolist())
        at.append(keep + before)
        page.append(np.full(len(keep), number))
        line.append(one.line[keep] + lines)
        block.append(one.block[keep] + blocks)
        box.append(one.boxes_pt[keep])
        size.append(one.size_pt[keep])
        marks.append(one.marks[keep])
        before += len(one)
        lines += int(one.line.max(initial=0)) + 1
        blocks += int(one.block.max(initial=0)) + 1
    folded = tuple(fold(text) for text in texts)
    return Stream(
        texts=tuple(texts),
        folded=folded,
        chars="".join(folded),
        starts=[0, *accumulate(len(text) for text in folded)],
        at=_joined(at).astype(np.int64),
        page=_joined(page).astype(np.int64),
        line=_joined(line).astype(np.int64),
        block=_joined(block).astype(np.int64),
        box=_joined(box).astype(np.float32).reshape(-1, 4),
        size=_joined(size).astype(np.float32),
        superscript=(_joined(marks).astype(np.uint8) & int(Mark.SUPERSCRIPT)) > 0,
        spaced=(_joined(marks).astype(np.uint8) & int(Mark.SPACE_BEFORE)) > 0,
    )


def _joined(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0)
