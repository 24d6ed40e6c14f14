"""Pages and pictures of pieces of text that mean nothing: labels of figures, glyphs, formulas.

Nothing of it is a title or a name, though much looks like one.
"""

from __future__ import annotations

from spv2_spark.typeset.announcing import cover_words
from spv2_spark.typeset.formulas import equation
from spv2_spark.typeset.markup import plain, styled
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_SIGNS = "&'()*+,-./:;<=>?@[]^_{|}~§¶†‡•¢£¥ªº±×÷ƒΩ∆∂∑∏√∞∫≈≠≤≥◊"
_FIGURE_PIECES = (30, 60, 120)
_PAGE_PIECES = (150, 300, 600, 1200)


def piece(sheet: Sheet) -> str:
    """Return a label, a number, some glyphs, letters of a word apart, or a person's name."""
    rng = sheet.rng
    look = rng.choice(("label", "label", "number", "number", "glyphs", "apart", "name"))
    if look == "label":
        return rng.choice(cover_words().labels)
    if look == "number":
        return f"{rng.uniform(0, 200):.{rng.choice((0, 0, 1, 2))}f}"
    if look == "glyphs":
        alphabet = rng.choice((_LETTERS, _SIGNS, _LETTERS + _SIGNS))
        return "".join(rng.choice(alphabet) for _ in range(rng.randint(1, 7)))
    if look == "apart":
        word = rng.choice(cover_words().archives).upper()
        return " ".join(word[: rng.randint(3, 9)])
    return sheet.some_name() if chance(rng, 0.15) else rng.choice("ABCDEFGHIJKLM")


def scattered(sheet: Sheet, width_pt: float, height_pt: float, pieces: int) -> str:
    """Place pieces of text anywhere in a box of the line."""
    rng, placed = sheet.rng, []
    for _ in range(pieces):
        across, down = rng.uniform(0, width_pt * 0.85), rng.uniform(0, height_pt * 0.95)
        shown = styled(plain(piece(sheet)), size=rng.choice((4.0, 5.0, 6.0, 7.0, 8.0, 10.0)))
        shown = f"rotate(-90deg)[{shown}]" if chance(rng, 0.06) else f"[{shown}]"
        placed.append(f"#place(top+left,dx:{across:.0f}pt,dy:{down:.0f}pt,{shown});")
    return f"#box(width:{width_pt:.0f}pt,height:{height_pt:.0f}pt)[{''.join(placed)}];"


def figure_page(sheet: Sheet) -> str:
    """Return a page of a large figure, and formulas now and then."""
    page = sheet.design.page
    height = page.height_pt - page.top_pt - page.bottom_pt
    picture = scattered(sheet, sheet.width_pt(), height * 0.6, sheet.rng.choice(_FIGURE_PIECES))
    shown = sheet.rng.randint(1, 4) if chance(sheet.rng, 0.4) else 0
    return picture + "".join(equation(sheet) for _ in range(shown))


def glyph_page(sheet: Sheet) -> str:
    """Return a page of pieces in lines, as PDFs hold them whose figures are drawn in text."""
    count = sheet.rng.choice(_PAGE_PIECES)
    words = "  ".join(piece(sheet) for _ in range(count))
    return styled(plain(words), size=sheet.rng.choice((4.0, 5.0, 6.0)))
