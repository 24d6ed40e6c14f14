"""The body: headings, paragraphs and what interrupts them, over the drawn length."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spv2_spark.domain.article import Section
from spv2_spark.typeset.extras import figure, pull_quote, table
from spv2_spark.typeset.formulas import equation
from spv2_spark.typeset.headings import heading
from spv2_spark.typeset.markup import plain, styled, superscript
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

_OWN_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+")
_CITED = re.compile(r"\s?\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")

_TWO = 2

# A page of text at 10 pt on A4 in one column holds about this many characters.
_CHARS_PER_PAGE = 3600


def body_matter(sheet: Sheet, notes: Sequence[str] = ()) -> str:
    """Return the body, cut to the drawn number of pages, with `notes` as its footnotes."""
    design = sheet.design.body
    parts: list[str] = []
    for index, section in enumerate(_cut(sheet.article.body, _room(sheet))):
        if section.heading:
            parts.append(heading(sheet, _OWN_NUMBER.sub("", section.heading), index))
        for text in section.paragraphs:
            first = design.drop_cap and not any("#parbreak" in part for part in parts)
            parts.append(
                (_dropped(sheet, text) if first else _paragraph(sheet, text)) + "#parbreak();"
            )
    parts = _with_notes(sheet, parts, notes)
    for piece in _interruptions(sheet):
        # Never before a heading's own text, where the sticky heading would stand alone.
        parts.insert(sheet.rng.randint(min(2, len(parts)), len(parts)), piece)
    return "\n".join(parts) + "\n"


def _with_notes(sheet: Sheet, parts: list[str], notes: Sequence[str]) -> list[str]:
    """Hang footnotes, in their order, on paragraphs of the body."""
    places = [index for index, part in enumerate(parts) if part.endswith("#parbreak();")]
    if not places:
        return parts
    hung = list(parts)
    where = sorted(sheet.rng.choice(places) for _ in notes)
    for index, note in zip(where, notes, strict=True):
        text = hung[index].removesuffix("#parbreak();")
        hung[index] = f"{text}#footnote[{note}];#parbreak();"
    return hung


def _interruptions(sheet: Sheet) -> list[str]:
    design = sheet.design.body
    texts = [text for section in sheet.article.body for text in section.paragraphs if text]
    said = [text[: sheet.rng.randint(40, 220)] for text in texts] or ["Results over time."]
    pieces = [figure(sheet, n + 1, sheet.rng.choice(said)) for n in range(design.figures)]
    pieces += [table(sheet, n + 1, sheet.rng.choice(said)) for n in range(design.tables)]
    if design.equations:
        pieces += [equation(sheet) for _ in range(sheet.rng.randint(1, 4))]
    if not sheet.design.references.notes:
        pieces += [f"#footnote[{plain(sheet.rng.choice(said))}];" for _ in range(design.notes)]
    if chance(sheet.rng, 0.03):
        pieces.append(pull_quote(sheet, sheet.rng.choice(said)))
    return pieces


def _room(sheet: Sheet) -> int:
    page = sheet.design.page
    area = sheet.width_pt() * (page.height_pt - page.top_pt - page.bottom_pt) / (470 * 700)
    return int(_CHARS_PER_PAGE * area * (10 / sheet.body_pt) ** 2 * sheet.design.body.pages)


def _cut(sections: tuple[Section, ...], room: int) -> list[Section]:
    """Return sections until `room` characters are full."""
    kept: list[Section] = []
    for section in sections:
        paragraphs = []
        for text in section.paragraphs:
            if room <= 0:
                break
            paragraphs.append(text[: max(room, 200)])
            room -= len(text)
        if paragraphs:
            kept.append(Section(section.heading, tuple(paragraphs)))
        if room <= 0:
            break
    return kept


def _paragraph(sheet: Sheet, text: str) -> str:
    """Set a paragraph with the citations that the design writes instead of `[12]`."""
    kind = sheet.design.body.citations
    if kind == "as_is" or not _CITED.search(text):
        return plain(text)
    pieces = _CITED.split(text)
    return "".join(
        plain(piece) + (_cited(sheet, kind) if index < len(pieces) - 1 else "")
        for index, piece in enumerate(pieces)
    )


def _cited(sheet: Sheet, kind: str) -> str:
    number = sheet.rng.randrange(1, 60)
    if kind == "superscript":
        return superscript(plain(str(number)))
    if kind == "author_year" and sheet.article.references:
        cited = sheet.rng.choice(sheet.article.references)
        name = cited.authors[0].surname if cited.authors else "Anonymous"
        more = " et al." if len(cited.authors) > _TWO else ""
        return plain(f" ({name}{more}, {cited.year or '2001'})")
    return plain(f" [{number}]")


def _dropped(sheet: Sheet, text: str) -> str:
    """Set a paragraph whose first letter is two or three lines high."""
    letter, rest = text[:1], text[1:]
    size = sheet.body_pt * 2.6
    shown = styled(plain(letter), size=size, colour=sheet.design.type.accent)
    return (
        f"#par(first-line-indent:0pt)[#box(height:{sheet.body_pt:.1f}pt)[{shown}];{plain(rest)}];"
    )
