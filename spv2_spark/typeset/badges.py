"""Badges beside titles: letters on a circle, seals, buttons. Their words are no part of a title."""

from __future__ import annotations

import math

from spv2_spark.typeset.markup import hexed, plain, styled
from spv2_spark.typeset.sheet import Sheet

_ROUND = (
    "ARTIFACT EVALUATED • REUSABLE • ", "CONSISTENT * COMPLETE * WELL DOCUMENTED * ",
    "OPEN ACCESS • PEER REVIEWED • ", "BEST PAPER AWARD 2016 ",
)  # fmt: skip
_BUTTONS = (
    "Check for updates", "Open Access", "OPEN ACCESS", "CC BY", "Article", "Cite This",
    "Read Online", "ACCESS", "Metrics & More", "Supporting Information", "NEW", "Free",
)  # fmt: skip


def circled(text: str, radius_pt: float, size_pt: float, colour: int) -> str:
    """Set the letters of a text around a circle, each a piece of its own."""
    side = 2 * radius_pt + 2 * size_pt
    placed = []
    for index, letter in enumerate(text):
        if letter == " ":
            continue
        turn = 360 * index / len(text)
        angle = math.radians(turn - 90)
        across, down = radius_pt * math.cos(angle), radius_pt * math.sin(angle)
        shown = styled(plain(letter), size=size_pt, colour=colour)
        placed.append(
            f"#place(center+horizon,dx:{across:.1f}pt,dy:{down:.1f}pt,rotate({turn:.0f}deg)[{shown}]);"
        )
    return f"#box(width:{side:.1f}pt,height:{side:.1f}pt)[{''.join(placed)}];"


def seal(sheet: Sheet, name: str) -> str:
    """Return an institution's seal: its name in capitals on a circle."""
    text = f"{name.upper()[:40]} • "
    return circled(text, sheet.rng.choice((26, 32, 40)), sheet.rng.choice((6, 7, 8)), 0x404040)


def badge_part(sheet: Sheet) -> str:
    """Return the design's badge at the page's top, out of the flow of text."""
    kind, rng = sheet.design.front.badge, sheet.rng
    if kind == "none":
        return ""
    if kind == "circle":
        content = circled(rng.choice(_ROUND), rng.choice((18, 22, 30)), rng.choice((5, 6, 7)), 0)
    else:
        text = styled(plain(rng.choice(_BUTTONS)), size=rng.choice((6, 7, 8)), weight="bold")
        accent = hexed(sheet.design.type.accent)
        content = f"#box(stroke:0.6pt+{accent},radius:3pt,inset:3pt)[{text}];"
    corner = rng.choice(("top+right", "top+right", "top+left"))
    up = rng.choice((0, -12, -24))
    return f"#place({corner},dy:{up}pt)[{content}];\n"
