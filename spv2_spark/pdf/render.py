"""A page as a picture, and which page to look at."""

# mypy: disable-error-code="no-untyped-call"
# PyMuPDF says that it is typed and is only in part.
from __future__ import annotations

import pymupdf

from spv2_spark.pdf.pages import densest


def page_png(data: bytes, page: int, dpi: int) -> bytes:
    """Return page `page` (from 0) of the PDF in `data` as a PNG at `dpi` dots an inch.

    Raises IndexError if there is no such page, and PyMuPDF's errors on a damaged file.
    """
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        if not 0 <= page < pdf.page_count:
            raise IndexError(f"page {page} of {pdf.page_count}")
        return bytes(pdf[page].get_pixmap(dpi=dpi, alpha=False).tobytes("png"))


def densest_page(data: bytes) -> int:
    """Return the page that looks most like a list of references; 0 if it has no text."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        weights = [densest(page.get_text()) for page in pdf]
    return max(range(len(weights)), key=weights.__getitem__, default=0)
