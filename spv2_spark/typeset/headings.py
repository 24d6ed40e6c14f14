"""Headings of sections, of back matter and of the reference list."""

from __future__ import annotations

from spv2_spark.typeset.markup import aligned, plain, styled
from spv2_spark.typeset.sheet import Sheet

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


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
