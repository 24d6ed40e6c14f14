"""What every part of a paper is written with: the article, the design, the draw and the spans."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spv2_spark.domain.article import Article, Segment
from spv2_spark.domain.label import Field
from spv2_spark.typeset.design import Design
from spv2_spark.typeset.markup import hexed, quoted
from spv2_spark.typeset.name_pool import NamePool
from spv2_spark.typeset.text_colour import SpanColours, SpanInfo, with_id

if TYPE_CHECKING:
    from spv2_spark.typeset.local.second_front import SecondFront

Entry = tuple[Segment, ...]


@dataclass(slots=True)
class Sheet:
    """One paper in the making; the parts read it and register their spans in `colours`."""

    article: Article
    entries: Sequence[Entry]
    design: Design
    rng: random.Random
    name_pool: NamePool = field(default_factory=NamePool)
    labels: Sequence[str] = ()  # the entries' printed numbers; empty: numbered by the design
    second: SecondFront | None = None  # in another language than the article's own front
    colours: SpanColours = field(default_factory=SpanColours)
    groups: list[str] = field(default_factory=list)  # printed as the last of the authors
    _repeat: int = 0

    @property
    def body_pt(self) -> float:
        """The body's size in points."""
        return self.design.type.body_pt

    def pt(self, size: float) -> float:
        """Return a size, a ratio to the body's, in points rounded as typesetters do."""
        return max(5.5, round(self.body_pt * size * 2) / 2)

    def span(self, text: str, what: Field, colour: int | None = None) -> str:
        """Set a whole new span of the article's own front."""
        return self.coloured(text, self.colours.new(SpanInfo(what, text=text)), colour)

    def coloured(self, text: str, span: int, colour: int | None = None) -> str:
        """Set text in the colour of a span's id."""
        visible = self.design.type.text_colour if colour is None else colour
        return f"#text(fill:{hexed(with_id(visible, span))},{quoted(text)});"

    def repeated(self, text: str, colour: int | None = None) -> str:
        """Set text that repeats or varies the title or the names: its field is masked."""
        if not self._repeat:
            self._repeat = self.colours.new(SpanInfo(masked=True))
        return self.coloured(text, self._repeat, colour) if text else ""

    def some_name(self) -> str:
        """Return the name of somebody who is no author of the article."""
        return self.name_pool.name(self.name_pool.culture(self.rng), self.rng).full

    def width_pt(self) -> float:
        """Return the width of the text on the page."""
        page = self.design.page
        return page.width_pt - page.left_pt - page.right_pt

    def column_pt(self) -> float:
        """Return the width of a column."""
        page = self.design.page
        return (self.width_pt() - page.gutter_pt * (page.columns - 1)) / page.columns
