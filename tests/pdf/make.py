"""Small PDFs made with PyMuPDF, and a Document's text rebuilt from its tokens."""

# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import pymupdf

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document, Mark, Page
from spv2_spark.pdf.read import read_pdf

ALL = PdfSettings(pages="all")


TIMES = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"


def pdf_with(draw: str, font: str = TIMES, pages: int = 1) -> bytes:
    """Return a PDF whose pages each show the content stream `draw`; F1 is `font`, F2 Times-Bold.

    Characters of `font` are bytes.
    """
    kids = " ".join(f"{20 + number} 0 R" for number in range(pages))
    page = (
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 10 0 R/F2 11 0 R>>>>>>"
    )
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        4: f"<</Length {len(draw.encode('latin-1'))}>>\nstream\n{draw}\nendstream",
        10: font,
        11: "<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>",
        **{20 + number: page for number in range(pages)},
    }
    out = b"%PDF-1.4\n"
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        out += f"{number} 1\n{offset:010d} 00000 n \n".encode()
    return out + f"trailer\n<</Size {20 + pages}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()


def drawn(data: bytes, settings: PdfSettings = ALL) -> Page:
    """Return the only page of a PDF that must be readable."""
    document = read_pdf(data, settings)
    assert isinstance(document, Document), document
    (page,) = document.pages
    return page


def lines(page: Page) -> list[str]:
    """Return the page's lines, rebuilt from its tokens."""
    out: list[str] = []
    before = -1
    for text, mark, line in zip(page.texts, page.marks, page.line, strict=True):
        if line != before:
            out.append(text)
        else:
            out[-1] += (" " if mark & Mark.SPACE_BEFORE else "") + text
        before = line
    return out


def written(*texts: tuple[float, float, str], size: float = 10) -> bytes:
    """Return a page with each text at (left, baseline), in this order."""
    pdf = pymupdf.open()
    page = pdf.new_page(width=595, height=842)
    for left, baseline, text in texts:
        page.insert_text((left, baseline), text, fontname="tiro", fontsize=size)
    data: bytes = pdf.tobytes()
    return data
