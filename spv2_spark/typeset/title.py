"""The title as the design sets it."""

from __future__ import annotations

import re

from spv2_spark.domain.label import Field
from spv2_spark.typeset.ink import SpanInfo
from spv2_spark.typeset.markup import aligned, block, lowered, plain, raised, styled
from spv2_spark.typeset.sheet import Sheet

_SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of"),
        *("on", "or", "over", "per", "the", "to", "via", "vs", "with", "de", "la", "el", "y"),
        *("e", "der", "die", "das", "und", "et", "des", "du"),
    )
)
_FORMULA = re.compile(r"(?<=[A-Z])(\d{1,2})(?![\d.])")


def cased(text: str, case: str) -> str:
    """Return text in a case: as_is, title, upper, lower or small_caps (as it is)."""
    if case == "upper":
        return text.upper()
    if case == "lower":
        return text.lower()
    if case != "title":
        return text
    words = text.split(" ")
    return " ".join(
        word if index and word in _SMALL_WORDS else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )


def printed_title(sheet: Sheet) -> str:
    """Return the title's text as the design prints it, without its subtitle."""
    design = sheet.design.title
    return cased(design.prefix + sheet.article.title, design.case)


def title_part(sheet: Sheet) -> str:
    """Return the title's part of the front; empty for an article without a title."""
    design, article = sheet.design.title, sheet.article
    if not article.title:
        return ""
    colour = sheet.design.type.accent if design.accent else None
    content = _title_span(sheet, printed_title(sheet), colour)
    if design.case == "small_caps":
        content = f"#smallcaps[{content}];"
    if design.mark != "none":
        content += raised(plain(design.mark))
    if article.subtitle and design.subtitle == "colon":
        content += sheet.repeated(": " + cased(article.subtitle, design.case), colour)
    size = max(sheet.pt(design.size), sheet.body_pt)
    set_title = styled(
        content,
        size=size,
        weight=design.weight,
        italic=design.italic,
        fonts=sheet.design.type.title,
    )
    set_title = (
        f"#par(justify:false,leading:{0.35 + 0.25 * sheet.rng.random():.2f}em)[{set_title}];"
    )
    if article.subtitle and design.subtitle == "line":
        subtitle = sheet.repeated(cased(article.subtitle, design.case), colour)
        set_title += block(styled(subtitle, size=size * 0.75), above=4)
    return block(
        f"#set text(hyphenate:false);{aligned(set_title, design.align)}",
        above=design.above_pt,
        below=design.below_pt,
    )


def _title_span(sheet: Sheet, text: str, colour: int | None) -> str:
    """Set the title, figures of formulas lowered or raised as prints do."""
    number = sheet.ink.new(SpanInfo(Field.TITLE, text=text))
    shift = sheet.rng.choice((lowered, lowered, raised, None))
    if shift is None:
        return sheet.inked(text, number, colour)
    pieces = _FORMULA.split(text)
    shown = []
    for index, piece in enumerate(pieces):
        inked = sheet.inked(piece, number, colour) if piece else ""
        shown.append(shift(inked) if index % 2 else inked)
    return "".join(shown)
