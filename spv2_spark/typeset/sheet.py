"""What every part of a paper is written with: the article, the design, the draw and the ink."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from spv2_spark.domain.article import Article, Segment
from spv2_spark.domain.label import Field
from spv2_spark.typeset.design import Design
from spv2_spark.typeset.ink import Inkwell, SpanInfo, with_id
from spv2_spark.typeset.markup import hexed, quoted
from spv2_spark.typeset.stock import Stock

Entry = tuple[Segment, ...]


@dataclass(slots=True)
class Sheet:
    """One paper in the making; the parts read it and register their spans in `ink`."""

    article: Article
    entries: Sequence[Entry]
    design: Design
    rng: random.Random
    stock: Stock = field(default_factory=Stock)
    labels: Sequence[str] = ()  # the entries' printed numbers; empty: numbered by the design
    ink: Inkwell = field(default_factory=Inkwell)
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
        return self.inked(text, self.ink.new(SpanInfo(what, text=text)), colour)

    def inked(self, text: str, span: int, colour: int | None = None) -> str:
        """Set text in the colour of a span's id."""
        visible = self.design.type.ink if colour is None else colour
        return f"#text(fill:{hexed(with_id(visible, span))},{quoted(text)});"

    def repeated(self, text: str, colour: int | None = None) -> str:
        """Set text that repeats or varies the title or the names: its field is masked."""
        if not self._repeat:
            self._repeat = self.ink.new(SpanInfo(masked=True))
        return self.inked(text, self._repeat, colour) if text else ""

    def some_name(self) -> str:
        """Return the name of somebody who is no author of the article."""
        return self.stock.name(self.stock.culture(self.rng), self.rng).full

    def width_pt(self) -> float:
        """Return the width of the text on the page."""
        page = self.design.page
        return page.width_pt - page.left_pt - page.right_pt

    def column_pt(self) -> float:
        """Return the width of a column."""
        page = self.design.page
        return (self.width_pt() - page.gutter_pt * (page.columns - 1)) / page.columns
