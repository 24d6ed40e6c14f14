"""A PDF's bytes into a Document of tokens."""

from __future__ import annotations

import hashlib

import pymupdf

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document, Page
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.columns import page_of
from spv2_spark.pdf.layout import lines_of
from spv2_spark.pdf.mupdf import TEXT_FLAGS, SpaceWidths, blocks_of
from spv2_spark.pdf.spans import segments_of

STAGE = "tokenise"

def read_pdf(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Return the tokens of the pages that `settings` choose, or why there are none.

    Every kind of failure is permanent: NOT_A_PDF, ENCRYPTED (with a user password that is not
    empty), NO_PAGES, NO_TEXT (no page that was read has a token), TOO_LARGE. A page that
    cannot be read is left out if there are others. Runs in this process: hostile bytes
    belong into a Sandbox.
    """
    if len(data) > settings.max_bytes:
        return _failure(Kind.TOO_LARGE, f"{len(data)} bytes, more than {settings.max_bytes}")
    if b"%PDF" not in data[:1024]:
        return _failure(Kind.NOT_A_PDF, "no %PDF in the first 1024 bytes")
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            return _document(data, pdf, settings)
    except Exception as error:  # noqa: BLE001  PyMuPDF raises many types on damaged files
        return _failure(Kind.NOT_A_PDF, f"{type(error).__name__}: {error}")


def _document(data: bytes, pdf: pymupdf.Document, settings: PdfSettings) -> Document | Failure:
    if pdf.needs_pass:
        return _failure(Kind.ENCRYPTED, "needs a password")
    if pdf.page_count == 0:
        return _failure(Kind.NO_PAGES, "no pages")
    numbers = range(min(pdf.page_count, settings.max_pages))
    spaces = SpaceWidths()
    pages = [page for number in numbers if (page := _page(pdf, number, spaces)) is not None]
    if not any(len(page) for page in pages):
        return _failure(Kind.NO_TEXT, f"no text on {len(pages)} pages")
    sizes = []
    for number in range(pdf.page_count):
        try:
            box = pdf.page_cropbox(number)
            sizes.append((float(box.width), float(box.height)))
        except Exception:  # noqa: BLE001  a broken page costs only itself
            sizes.append((0.0, 0.0))
    return Document(hashlib.sha1(data).hexdigest(), pdf.page_count, tuple(sizes), tuple(pages))  # noqa: S324


def _page(pdf: pymupdf.Document, number: int, spaces: SpaceWidths) -> Page | None:
    try:
        page = pdf[number]
        size = (float(page.rect.width), float(page.rect.height))
        text_page = page.get_textpage(flags=TEXT_FLAGS)
        blocks = blocks_of(text_page)
    except Exception:  # noqa: BLE001  a broken page costs only itself
        return None
    lines = lines_of(segments_of(blocks, size))
    fonts = {span.font for line in lines for span in line.spans}
    return page_of(number, size, lines, spaces.of(fonts, text_page, blocks))


def _failure(kind: Kind, message: str) -> Failure:
    return Failure(STAGE, kind, " ".join(message.replace("\0", " ").split()))
