"""The body: headings, paragraphs, figures, tables and equations over the drawn length."""

from __future__ import annotations

from spv2_spark.domain.article import Section
from spv2_spark.typeset.markup import aligned, plain, styled
from spv2_spark.typeset.sheet import Sheet

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

# A page of text at 10 pt on A4 in one column holds about this many characters.
_CHARS_PER_PAGE = 3600


def body_matter(sheet: Sheet) -> str:
    """Return the body, cut to the drawn number of pages."""
    design = sheet.design
    room = _room(sheet)
    parts = []
    for index, section in enumerate(_cut(sheet.article.body, room)):
        if section.heading:
            parts.append(heading(sheet, section.heading, index))
        parts += [plain(text) + "#parbreak();" for text in section.paragraphs]
    if design.body.equations:
        parts.insert(min(3, len(parts)), "$ E = m c^2 + sum_(i=1)^n x_i^2 $\n")
    return "\n".join(parts)


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


def heading(sheet: Sheet, text: str, index: int | None, style: str = "") -> str:
    """Set a heading; `index` counts from 0 and is None for one without a number."""
    design, kind = sheet.design.body, style or sheet.design.body.heading
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
