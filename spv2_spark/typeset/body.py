"""The body: headings, paragraphs and what interrupts them, over the drawn length."""

from __future__ import annotations

import re

from spv2_spark.domain.article import Section
from spv2_spark.typeset.extras import equation, figure, pull_quote, table
from spv2_spark.typeset.markup import aligned, plain, raised, styled
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_CITED = re.compile(r"\s?\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")

# A page of text at 10 pt on A4 in one column holds about this many characters.
_CHARS_PER_PAGE = 3600


def body_matter(sheet: Sheet) -> str:
    """Return the body, cut to the drawn number of pages."""
    design = sheet.design.body
    parts: list[str] = []
    for index, section in enumerate(_cut(sheet.article.body, _room(sheet))):
        if section.heading:
            parts.append(heading(sheet, section.heading, index))
        for text in section.paragraphs:
            first = design.drop_cap and not any("#parbreak" in part for part in parts)
            parts.append(
                (_dropped(sheet, text) if first else _paragraph(sheet, text)) + "#parbreak();"
            )
    for piece in _interruptions(sheet):
        # Never before a heading's own text, where the sticky heading would stand alone.
        parts.insert(sheet.rng.randint(min(2, len(parts)), len(parts)), piece)
    return "\n".join(parts) + "\n"


def _interruptions(sheet: Sheet) -> list[str]:
    design = sheet.design.body
    texts = [text for section in sheet.article.body for text in section.paragraphs if text]
    said = [text[: sheet.rng.randint(40, 220)] for text in texts] or ["Results over time."]
    pieces = [figure(sheet, n + 1, sheet.rng.choice(said)) for n in range(design.figures)]
    pieces += [table(sheet, n + 1, sheet.rng.choice(said)) for n in range(design.tables)]
    if design.equations:
        pieces += [equation(sheet) for _ in range(sheet.rng.randint(1, 4))]
    for number in range(design.notes):
        pieces.append(f"#footnote[{plain(sheet.rng.choice(said))}];" if number >= 0 else "")
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
        return raised(plain(str(number)))
    if kind == "author_year" and sheet.article.references:
        cited = sheet.rng.choice(sheet.article.references)
        name = cited.authors[0].surname if cited.authors else "Anonymous"
        more = " et al." if len(cited.authors) > 2 else ""
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


def heading(sheet: Sheet, text: str, index: int | None, style: str = "") -> str:
    """Set a heading; `index` counts from 0 and is None for one without a number."""
    design = sheet.design.body
    kind = design.heading if style in ("", "body") else style
    number = ""
    if index is not None and design.numbering != "none":
        number = {
            "arabic": f"{index + 1}  ",
            "arabic_dot": f"{index + 1}. ",
            "roman": f"{_ROMAN[index % len(_ROMAN)]}. ",
        }[design.numbering]
    text = number + text
    if kind in ("caps", "caps_bold"):
        text = text.upper()
    content = plain(text)
    if kind == "small_caps":
        content = f"#smallcaps[{content}];"
    content = styled(
        content,
        size=sheet.pt(design.heading_size),
        weight="bold" if kind in ("bold", "caps_bold", "centered", "accent") else "",
        italic=kind == "italic",
        colour=sheet.design.type.accent if kind == "accent" else None,
        fonts=sheet.design.type.head,
    )
    where = "center" if kind in ("centered", "small_caps") else "left"
    return (
        f"#block(above:1.2em,below:0.7em,sticky:true,width:100%)"
        f"[#set par(first-line-indent:0pt,justify:false);{aligned(content, where)}];"
    )
