"""The lines of a paper's front, with what tells one kind of text from another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from statistics import median

import numpy as np

from spv2_spark.decode.decoder import Decoded
from spv2_spark.decode.document import DecodedDocument
from spv2_spark.domain.metadata import Region
from spv2_spark.domain.page import Box, Mark
from spv2_spark.layout.vocabulary import Heading, vocabulary
from spv2_spark.layout.word_list import fold

_PAGES = 2  # of a front; where a cover came first, those from the title's on
_RUN_IN = frozenset(":.-–—|：．。")
_MOST_DETAILS = 60  # lines on the authors
_SAME_SIZE = 0.04
_STYLE = int(Mark.BOLD | Mark.ITALIC)


@cache
def _first_words() -> frozenset[str]:
    """Return the words that headings begin with: few lines begin with one."""
    lists = vocabulary().headings.values()
    return frozenset(phrase[0] for one in lists for phrase in one.phrases)


RUN_IN_HEADINGS = (
    Heading.ABSTRACT, Heading.KEYWORDS, Heading.INTRODUCTION, Heading.CITATION,
    Heading.ABBREVIATIONS, Heading.CORRESPONDENCE, Heading.FUNDING, Heading.CONFLICTS,
    Heading.HIGHLIGHTS, Heading.ARTICLE_INFO,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line: its tokens' range, where it stands, how it is printed, what it heads."""

    number: int
    start: int
    stop: int
    page: int
    block: int
    box: Box
    size_pt: float
    font: int  # the commonest
    heading: Heading | None  # that it is, and nothing else

    @property
    def indices(self) -> range:
        """Its tokens."""
        return range(self.start, self.stop)

    def prints_as(self, other: Line) -> bool:
        """Whether two lines are printed in one size."""
        return abs(self.size_pt - other.size_pt) <= _SAME_SIZE * max(self.size_pt, other.size_pt)


@dataclass(frozen=True, eq=False)
class Front:
    """A decoded paper's front: the pages on which it says what it is."""

    decoded: Decoded

    @property
    def document(self) -> DecodedDocument:
        """Its tokens and labels."""
        return self.decoded.document

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of each token of the document."""
        return self.document.texts

    @cached_property
    def first_page(self) -> int:
        """The index of the page that the title stands on, else 0."""
        title, pages = self.decoded.metadata.title, self.document.view.document.pages
        number = title.regions[0].page if title and title.regions else 0
        return next((at for at, one in enumerate(pages) if one.number == number), 0)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the front's pages in reading order, without what repeats on other pages."""
        view = self.document.view
        headings = dict(view.headings)
        kept = range(self.first_page, self.first_page + _PAGES)
        found = []
        starts, stops = view.lines.starts, view.lines.stops
        pages = view.page[starts]
        wanted = (pages >= kept.start) & (pages < kept.stop) & ~view.running_heads[starts]
        for number in np.flatnonzero(wanted).tolist():
            start, stop = int(starts[number]), int(stops[number])
            found.append(self._line(number, start, stop, headings.get(number)))
        return tuple(found)

    @cached_property
    def author_details(self) -> tuple[Line, ...]:
        """The lines below headings on the authors behind the front, each as far as the next."""
        view, headings = self.document.view, dict(self.document.view.headings)
        last = max((line.number for line in self.lines), default=-1)
        opens = [at for at, one in headings.items() if one is Heading.AUTHORS and at > last]
        found: list[Line] = []
        for first in opens:
            for number in range(first + 1, min(first + _MOST_DETAILS, len(view.lines))):
                if number in headings:
                    break
                start, stop = int(view.lines.starts[number]), int(view.lines.stops[number])
                found.append(self._line(number, start, stop, None))
        return tuple(found)

    def _line(self, number: int, start: int, stop: int, heading: Heading | None) -> Line:
        view = self.document.view
        lefts, tops, rights, bottoms = zip(*view.boxes[start:stop], strict=True)
        fonts = view.font[start:stop].tolist()
        return Line(
            number, start, stop, int(view.page[start]), view.block_of[start],
            Box(min(lefts), min(tops), max(rights), max(bottoms)),
            float(median(view.sizes[start:stop])), max(set(fonts), key=fonts.count), heading,
        )  # fmt: skip

    @cached_property
    def names(self) -> frozenset[int]:
        """The tokens of the authors' names."""
        return frozenset(chain.from_iterable(self.decoded.names))

    @cached_property
    def title(self) -> frozenset[int]:
        """The tokens in the title's regions."""
        found = self.decoded.metadata.title
        return frozenset(chain.from_iterable(map(self.tokens_in, found.regions if found else ())))

    @cached_property
    def entries(self) -> frozenset[int]:
        """The tokens of the bibliography."""
        return frozenset(chain.from_iterable(self.decoded.entries))

    @cached_property
    def body_size_pt(self) -> float:
        """The commonest size of the document's tokens."""
        return self.document.view.median_size_pt

    def words(self, line: Line) -> Sequence[str]:
        """Return a line's tokens."""
        return self.texts[line.start : line.stop]

    def headed(self, heading: Heading) -> Iterator[tuple[Sequence[Line], int]]:
        """Yield the lines from each such heading on, and the token that its text begins with.

        The heading is a line above, or begins the first of the lines.
        """
        for at, line in enumerate(self.lines):
            if line.heading is heading:
                below = self.lines[at + 1 :]
                yield below, below[0].start if below else 0
            elif (told := self.run_in(line)) and told[0] is heading:
                yield self.lines[at:], told[1]

    def run_in(
        self, line: Line, headings: Sequence[Heading] = RUN_IN_HEADINGS
    ) -> tuple[Heading, int] | None:
        """Return the heading that begins a line and its text, and the text's first token.

        A mark stands behind it, or it is printed in another style than what follows.
        """
        words = self.words(line)
        if next(filter(None, map(fold, words)), "") not in _first_words():
            return None
        for heading in headings:
            reach = vocabulary().headings[heading].at_start(words)
            if reach and reach < len(words) and self._ends_heading(line, reach):
                while reach < len(words) and words[reach] in _RUN_IN:
                    reach += 1
                return heading, line.start + reach
        return None

    def _ends_heading(self, line: Line, reach: int) -> bool:
        view, at = self.document.view, line.start + reach
        if self.texts[at] in _RUN_IN:
            return True
        marks, fonts = view.marks, view.font
        styled = (int(marks[at - 1]) ^ int(marks[at])) & _STYLE
        capital = self.texts[at - 1].isupper() and len(self.texts[at - 1]) > 1
        return (
            bool(styled) or fonts[at - 1] != fonts[at] or (capital and not self.texts[at].isupper())
        )

    def tokens_in(self, region: Region) -> Iterator[int]:
        """Yield the tokens that stand in a region."""
        view, box = self.document.view, region.box
        for number, page in enumerate(view.document.pages):
            if page.number == region.page:
                inside = (view.page == number) & (view.left >= box.left - 1)
                inside &= (view.right <= box.right + 1) & (view.top >= box.top - 1)
                inside &= view.bottom <= box.bottom + 1
                yield from inside.nonzero()[0].tolist()
