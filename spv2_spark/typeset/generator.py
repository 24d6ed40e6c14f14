"""From an article, entries and a design to a PDF with exact labels."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from spv2_spark.domain.article import Article
from spv2_spark.domain.gold import Gold
from spv2_spark.domain.label import Field
from spv2_spark.typeset.augment import augment, subtitled
from spv2_spark.typeset.authors import gold_authors
from spv2_spark.typeset.backmatter import (
    after_references,
    authors_at_end,
    before_references,
)
from spv2_spark.typeset.bibliography import kept_entries, reference_list, reference_notes
from spv2_spark.typeset.body import body_matter
from spv2_spark.typeset.design import Design
from spv2_spark.typeset.fonts import families_in
from spv2_spark.typeset.front import front_matter
from spv2_spark.typeset.furniture import page_setup
from spv2_spark.typeset.local.second_front import SecondFront
from spv2_spark.typeset.lookalikes import above_front, before_list, behind_list
from spv2_spark.typeset.name_pool import NamePool
from spv2_spark.typeset.references import gold_of as gold_of_entry
from spv2_spark.typeset.sheet import Entry, Sheet
from spv2_spark.typeset.text_colour import MAX_SPANS, Spans, TypesetError

# A fixed time of making: the same seed gives the same bytes.
_TIMESTAMP = 1_600_000_000


@dataclass(frozen=True, slots=True)
class Typeset:
    """A typeset paper: its bytes, its spans by colour id, and its gold as printed."""

    pdf: bytes
    spans: Spans
    gold: Gold
    design: Design


@dataclass
class PaperGenerator:
    """One Typst compiler and the fonts of the given folders, used for paper after paper."""

    font_folders: Sequence[Path] = field(default_factory=tuple)
    name_pool: NamePool = field(default_factory=NamePool)

    @cached_property
    def families(self) -> frozenset[str]:
        """The font families at hand."""
        return families_in(tuple(self.font_folders))

    @cached_property
    def _compiler(self) -> Any:
        import typst

        folders = [str(folder) for folder in self.font_folders]
        return typst.Compiler(font_paths=folders, ignore_system_fonts=True)

    def typeset(
        self,
        article: Article,
        entries: Sequence[Entry],
        design: Design,
        rng: random.Random,
        labels: Sequence[str] = (),
        second: SecondFront | None = None,
    ) -> Typeset:
        """Typeset an article with a list of set references; raises TypesetError.

        `labels` are the entries' printed numbers or keys, one an entry ("" for none); without
        them the design numbers the entries in its own way. `second` is a front in another language.
        """
        import typst

        article = replace(article, language=design.language or article.language)
        article = augment(article, design.content, self.name_pool, rng)
        if design.title.subtitle == "line":
            article = subtitled(article, rng)
        if "references" in design.content.without:
            entries, labels = (), ()
        sheet = Sheet(article, entries, design, rng, self.name_pool, labels, second)
        source, kept = written(sheet)
        try:
            pdf = self._compiler.compile(
                input=source.encode(), format="pdf", pdf_tags=False, timestamp=_TIMESTAMP
            )
        except (typst.TypstError, RuntimeError) as error:
            raise TypesetError(f"typst: {str(error)[:300]}") from error
        return Typeset(pdf, dict(sheet.colours.spans), gold_of(sheet, kept), design)


def written(sheet: Sheet) -> tuple[str, list[Entry]]:
    """Return the Typst source of a paper, and the entries that it holds."""
    kept = kept_entries(sheet, MAX_SPANS)
    parts = [
        page_setup(sheet),
        above_front(sheet),
        front_matter(sheet),
        *_body_and_references(sheet, kept),
        behind_list(sheet),
        after_references(sheet),
    ]
    return "\n".join(parts), kept


def _body_and_references(sheet: Sheet, kept: list[Entry]) -> list[str]:
    has_text = any(section.paragraphs for section in sheet.article.body)
    in_notes = sheet.design.references.notes and has_text
    notes = reference_notes(sheet, kept) if in_notes else []
    return [
        body_matter(sheet, notes),
        authors_at_end(sheet),
        before_references(sheet),
        before_list(sheet),
        "" if in_notes else reference_list(sheet, kept),
    ]


def gold_of(sheet: Sheet, entries: Sequence[Entry]) -> Gold:
    """Return the truth of what was printed."""
    titles = [info.text for info in sheet.colours.spans.values() if info.field == Field.TITLE]
    full = f"{sheet.article.title}: {sheet.article.subtitle}" if sheet.article.subtitle else ""
    return Gold(
        title=titles[0] if titles else "",
        authors=gold_authors(sheet),
        references=tuple(gold_of_entry(entry) for entry in entries),
        alternative_titles=(full,) if full else (),
    )
