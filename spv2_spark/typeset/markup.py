"""Typst source as strings: every function returns markup that may stand anywhere in markup.

Text from articles enters through `quoted` only, so nothing in it is read as Typst.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_CAPITALS = re.compile(r"([^a-zà-öø-ÿāăąćčďđēėęěğģīįłńňōőœŕřśşšţťūůűųźżž]+)")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": " ", "\r": " ", "\t": " "})


def quoted(text: str) -> str:
    """Return a Typst string literal."""
    return f'"{text.translate(_ESCAPES)}"'


def plain(text: str) -> str:
    """Return text in the surrounding style."""
    return f"#{quoted(text)};" if text else ""


def hexed(colour: int) -> str:
    """Return a Typst colour."""
    return f'rgb("#{colour:06x}")'


def styled(
    content: str,
    *,
    size: float = 0.0,
    weight: str = "",
    italic: bool = False,
    colour: int | None = None,
    fonts: Sequence[str] = (),
    tracking: float = 0.0,
) -> str:
    """Set content in another style; `size` in points or 0 for the surrounding one."""
    args = []
    if size:
        args.append(f"size:{size:.2f}pt")
    if weight:
        args.append(f"weight:{weight if weight.isdigit() else quoted(weight)}")
    if italic:
        args.append('style:"italic"')
    if colour is not None:
        args.append(f"fill:{hexed(colour)}")
    if fonts:
        args.append(f"font:{font_list(fonts)}")
    if tracking:
        args.append(f"tracking:{tracking:.3f}em")
    return f"#text({','.join(args)})[{content}];" if args else content


def font_list(fonts: Sequence[str]) -> str:
    """Return a Typst array of font families."""
    return "(" + "".join(quoted(font) + "," for font in fonts) + ")"


def superscript(content: str) -> str:
    """Set content as a superscript of ordinary glyphs, as journals' PDFs hold them."""
    return f"#super(typographic:false)[{content}];"


def subscript(content: str) -> str:
    """Set content as a subscript of ordinary glyphs."""
    return f"#sub(typographic:false)[{content}];"


def aligned(content: str, where: str) -> str:
    """Align content ("left", "center" or "right")."""
    return f"#align({where})[{content}];"


def block(content: str, *, above: float = 0.0, below: float = 0.0, extra: str = "") -> str:
    """Return a block of the full width with space around it in points."""
    more = f",{extra}" if extra else ""
    return f"#block(width:100%,above:{above:.1f}pt,below:{below:.1f}pt{more})[{content}];\n"


def rule(width_pt: float, colour: int = 0, length: str = "100%") -> str:
    """Return a horizontal rule."""
    return f"#line(length:{length},stroke:{width_pt:.2f}pt+{hexed(colour)});"


def filled(width_pt: float, height_pt: float, colour: int) -> str:
    """Return a coloured box in the line of text: a logo, an icon, a figure."""
    return f"#box(width:{width_pt:.1f}pt,height:{height_pt:.1f}pt,fill:{hexed(colour)});"


def space(width_em: float) -> str:
    """Return horizontal space."""
    return f"#h({width_em:.2f}em);"


def small_caps(kind: str, text: str, set_part: Callable[[str], str]) -> str:
    """Set text in small capitals: "real" ones of the font, or "fake" ones.

    Fake ones are capitals of a smaller size, as word processors make them: words then change
    size after their first letter. Any other kind sets the text as it is.
    """
    if kind == "real":
        return f"#smallcaps[{set_part(text)}];"
    if kind != "fake":
        return set_part(text)
    pieces = _CAPITALS.split(text)
    return "".join(
        set_part(piece) if index % 2 else f"#text(size:0.8em)[{set_part(piece.upper())}];"
        for index, piece in enumerate(pieces)
        if piece
    )
