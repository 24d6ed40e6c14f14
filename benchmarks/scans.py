"""PDFs as scanners with character recognition write them: pictures, and words that nobody sees."""

# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import random
from typing import Any

import pymupdf

_DPI = 100
_JITTER = 0.08  # of a line's size
_SHIFT_PT = 0.5  # of a line's words, up or down
# What recognition knows no other characters for.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "...", "œ": "oe"}
)
_INVISIBLE = 3  # PDF's render mode


def scanned(pdf: bytes, seed: int = 0) -> bytes:
    """Return a PDF as pictures of its pages, with its words in one font, not painted."""
    rng, out = random.Random(seed), pymupdf.open()  # noqa: S311  it only shakes the lines
    printed = pymupdf.open(stream=pdf, filetype="pdf")
    for number in range(len(printed)):
        page = printed[number]
        picture = page.get_pixmap(dpi=_DPI, colorspace=pymupdf.csGRAY)
        sheet = out.new_page(width=page.rect.width, height=page.rect.height)
        sheet.insert_image(sheet.rect, stream=picture.tobytes("jpeg"))
        for block in page.get_text("dict")["blocks"]:
            for line in block.get("lines", ()):
                if line["dir"] == (1.0, 0.0):
                    _write(sheet, line["spans"], rng)
    data: bytes = out.tobytes(garbage=3, deflate=True)
    return data


def _write(sheet: pymupdf.Page, spans: list[dict[str, Any]], rng: random.Random) -> None:
    """Write a line's spans at one size and on one baseline, near the true ones."""
    sizes = [span["size"] for span in spans]
    largest = sizes.index(max(sizes))
    size = sizes[largest] * (1 + rng.uniform(-_JITTER, _JITTER))
    base = spans[largest]["origin"][1] + rng.uniform(-_SHIFT_PT, _SHIFT_PT)
    for span in spans:
        text = span["text"].translate(_PLAIN)
        left, _, right, _ = span["bbox"]
        at = pymupdf.Point(left, base)
        natural = pymupdf.get_text_length(text, "helv", size)
        if natural > 0:
            wide = pymupdf.Matrix((right - left) / natural, 0, 0, 1, 0, 0)
            sheet.insert_text(
                at, text, fontsize=size, fontname="helv", render_mode=_INVISIBLE, morph=(at, wide)
            )
