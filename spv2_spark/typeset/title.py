"""The title as the design sets it."""

from __future__ import annotations

import re

from spv2_spark.domain.label import Field
from spv2_spark.typeset.local.second_front import title_below
from spv2_spark.typeset.markup import (
    aligned,
    block,
    plain,
    small_caps,
    styled,
    subscript,
    superscript,
)
from spv2_spark.typeset.names import capitals
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.text_colour import SpanInfo
from spv2_spark.typeset.translated import second_language, second_title

_SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of"),
        *("on", "or", "over", "per", "the", "to", "via", "vs", "with", "de", "la", "el", "y"),
        *("e", "der", "die", "das", "und", "et", "des", "du"),
    )
)
_FORMULA = re.compile(r"(?<=[A-Z])(\d{1,2})(?![\d.])")
_OTHER_SCRIPTS = ("zh", "ja", "ru")
_LONG_CHARS = 50
_MIN_WORDS = 5


def cased(text: str, case: str) -> str:
    """Return text in a case: as_is, title, upper, lower or small_caps (as it is)."""
    if case == "upper":
        return capitals(text)
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
    if design.mark != "none":
        content += superscript(plain(design.mark))
    if article.subtitle and design.subtitle == "colon":
        content += sheet.repeated(": " + cased(article.subtitle, design.case), colour)
    size = max(sheet.pt(design.size), sheet.body_pt)
    leading = size * sheet.rng.uniform(0.42, 0.75)
    face = sheet.design.type.title
    shown = styled(content, size=size, weight=design.weight, italic=design.italic, fonts=face)
    pieces = [f"#par(justify:false,first-line-indent:0pt,leading:{leading:.2f}pt)[{shown}];"]
    if article.subtitle and design.subtitle == "line":
        pieces.append(_subtitle(sheet, size))
    if design.translated != "none":
        translation = _translation(sheet, size * sheet.rng.choice((0.7, 0.85, 1.0)))
        pieces.insert(0 if design.translated == "before" else len(pieces), translation)
    pieces.append(title_below(sheet))
    return block(
        f"#set text(hyphenate:false);{aligned(''.join(pieces), design.align)}",
        above=design.above_pt,
        below=design.below_pt,
    )


def _subtitle(sheet: Sheet, size: float) -> str:
    """Set the subtitle in lesser print on lines of its own: JATS has it apart from the title."""
    design, rng = sheet.design.title, sheet.rng
    ratio = rng.uniform(0.6, 0.9)
    content = plain(cased(sheet.article.subtitle, design.case))
    weight = design.weight if chance(rng, 0.5) else "regular"
    face = sheet.design.type.title
    shown = styled(content, size=size * ratio, weight=weight, italic=chance(rng, 0.2), fonts=face)
    return block(shown, above=rng.uniform(2, 8))


def _translation(sheet: Sheet, size: float) -> str:
    """Set a title in a second language: the first one is the title, whatever follows it is none.

    One that stands before the title is none in a script of its own; else it is not sure.
    """
    design, rng = sheet.design.title, sheet.rng
    language = second_language(sheet.article.language, rng)
    text = cased(second_title(language, rng), design.case)
    is_sure = design.translated == "after" or language in _OTHER_SCRIPTS
    shown = styled(
        plain(text) if is_sure else sheet.repeated(text),
        size=size,
        italic=chance(rng, 0.4),
        weight=design.weight,
        fonts=sheet.design.type.title,
    )
    return block(shown, above=6, below=6)


def repeated_title(sheet: Sheet) -> str:
    """Set the title once more, behind a cover that carries it."""
    design = sheet.design.title
    shown = styled(sheet.repeated(printed_title(sheet)), weight="bold", size=sheet.pt(1.3))
    return block(aligned(shown, design.align), below=10)


def _title_span(sheet: Sheet, text: str, colour: int | None) -> str:
    """Set the title, figures of formulas as subscripts or superscripts, as prints do."""
    number = sheet.colours.new(SpanInfo(Field.TITLE, text=text))
    if sheet.design.title.case == "small_caps":
        kind = sheet.rng.choice(("real", "fake"))
        return small_caps(kind, text, lambda part: sheet.coloured(part, number, colour))
    if sheet.design.title.breaks and len(text) > _LONG_CHARS:
        return _broken(sheet, text, number, colour)
    shift = sheet.rng.choice((subscript, subscript, superscript, None))
    if shift is None:
        return _with_italics(sheet, text, number, colour)
    pieces = _FORMULA.split(text)
    shown = []
    for index, piece in enumerate(pieces):
        coloured = sheet.coloured(piece, number, colour) if piece else ""
        shown.append(shift(coloured) if index % 2 else coloured)
    return "".join(shown)


def _broken(sheet: Sheet, text: str, number: int, colour: int | None) -> str:
    """Set a long title in lines broken by hand: of equal length, or behind the colon."""
    head, colon, tail = text.partition(": ")
    if colon and chance(sheet.rng, 0.5):
        pieces = [head + colon, tail]
    else:
        share = len(text) / sheet.rng.choice((2, 2, 3, 4))
        pieces = [""]
        for word in text.split(" "):
            if len(pieces[-1]) > share:
                pieces.append("")
            pieces[-1] += word + " "
    return "#linebreak();".join(sheet.coloured(piece.strip(), number, colour) for piece in pieces)


def _with_italics(sheet: Sheet, text: str, number: int, colour: int | None) -> str:
    """Set two words of the title in italics now and then, as the names of species are."""
    words = text.split(" ")
    if len(words) < _MIN_WORDS or not chance(sheet.rng, 0.25):
        return sheet.coloured(text, number, colour)
    start = sheet.rng.randrange(1, len(words) - 2)
    before = sheet.coloured(" ".join(words[:start]) + " ", number, colour)
    middle = styled(sheet.coloured(" ".join(words[start : start + 2]), number, colour), italic=True)
    after = sheet.coloured(" " + " ".join(words[start + 2 :]), number, colour)
    return before + middle + after
