"""A page as a picture, and which page to look at: what a painter's child does."""

# mypy: disable-error-code="no-untyped-call"
# PyMuPDF says that it is typed and is only in part.
from __future__ import annotations

import struct

import pymupdf

from spv2_spark.config import PdfSettings
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.pages import densest

STAGE = "paint"
REQUEST = struct.Struct("<iI")  # page or DENSEST, dots an inch; the PDF follows
DENSEST = -1
MOST_PIXELS = 40_000_000  # A4 at 600 dots an inch has 35 million

_PT_PER_INCH = 72


def painted(request: bytes, settings: PdfSettings) -> bytes | Failure:
    """Return the picture that a request asks for as a PNG, or why there is none.

    Kinds: NO_PAGES (no such page), TOO_LARGE (more than MOST_PIXELS), NOT_A_PDF (damaged).
    """
    page, dpi = REQUEST.unpack_from(request)
    data = request[REQUEST.size :]
    try:
        return page_png(data, densest_page(data) if page == DENSEST else page, dpi)
    except MemoryError:
        raise
    except IndexError as error:
        return Failure(STAGE, Kind.NO_PAGES, str(error))
    except OverflowError as error:
        return Failure(STAGE, Kind.TOO_LARGE, str(error))
    except Exception as error:  # noqa: BLE001  PyMuPDF raises many types on damaged files
        return Failure(STAGE, Kind.NOT_A_PDF, f"{type(error).__name__}: {error}")


def page_png(data: bytes, page: int, dpi: int) -> bytes:
    """Return page `page` (from 0) of the PDF in `data` as a PNG at `dpi` dots an inch.

    Raises IndexError if there is no such page, OverflowError if it would have more than
    MOST_PIXELS, and PyMuPDF's errors on a damaged file. Runs in this process: hostile bytes
    belong into a Painter.
    """
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        if not 0 <= page < pdf.page_count:
            raise IndexError(f"page {page} of {pdf.page_count}")
        box = pdf[page].rect
        pixels = box.width * box.height * (dpi / _PT_PER_INCH) ** 2
        if pixels > MOST_PIXELS:
            size = f"{box.width:.0f} x {box.height:.0f} pt at {dpi} dpi"
            raise OverflowError(f"{size}: more than {MOST_PIXELS} pixels")
        return bytes(pdf[page].get_pixmap(dpi=dpi, alpha=False).tobytes("png"))


def densest_page(data: bytes) -> int:
    """Return the page that looks most like a list of references; 0 if it has no text."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        weights = [densest(page.get_text()) for page in pdf]
    return max(range(len(weights)), key=weights.__getitem__, default=0)
