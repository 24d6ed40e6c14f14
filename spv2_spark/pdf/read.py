"""A PDF's bytes into a Document of tokens."""

# mypy: disable-error-code="no-untyped-call"
# PyMuPDF says that it is typed and is only in part.
from __future__ import annotations

import hashlib

import pymupdf

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document, Page
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.article_before import without_article_before
from spv2_spark.pdf.columns import page_of
from spv2_spark.pdf.layout import lines_of
from spv2_spark.pdf.letters import are_unknown
from spv2_spark.pdf.limits import TooLargeError, check_size
from spv2_spark.pdf.mupdf import SpaceWidths, TextPages
from spv2_spark.pdf.pages import page_numbers
from spv2_spark.pdf.spans import segments_of

STAGE = "tokenise"

_HEADER_BYTES = 1024  # within which readers look for %PDF
_OUT_OF_MEMORY = ("malloc", "calloc", "realloc", "out of memory", "cannot allocate", "bad_alloc")


def read_pdf(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Return the tokens of the pages that `settings` choose, or why there are none.

    Every kind of failure is permanent: NOT_A_PDF, ENCRYPTED (with a user password that is not
    empty), NO_PAGES, NO_TEXT (no page that was read has a token), LETTERS_UNKNOWN (none has
    letters that are known), TOO_LARGE (bytes, tokens). A page that cannot be read, or in unknown
    letters, is left out if there are others. Raises MemoryError when memory
    ends. Runs in this process: hostile bytes belong into a Sandbox.
    """
    if len(data) > settings.max_bytes:
        return _failure(Kind.TOO_LARGE, f"{len(data)} bytes, more than {settings.max_bytes}")
    if b"%PDF" not in data[:_HEADER_BYTES] and not (b"xref" in data and b" obj" in data):
        return _failure(Kind.NOT_A_PDF, f"no %PDF in the first {_HEADER_BYTES} bytes")
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            return _document(data, pdf, settings)
    except MemoryError:
        raise
    except TooLargeError as error:
        return _failure(Kind.TOO_LARGE, str(error))
    except Exception as error:  # noqa: BLE001  PyMuPDF raises many types on damaged files
        _raise_if_full(error)
        return _failure(Kind.NOT_A_PDF, f"{type(error).__name__}: {error}")


def _document(data: bytes, pdf: pymupdf.Document, settings: PdfSettings) -> Document | Failure:
    if not pdf.is_pdf:  # MuPDF also knows other formats by their content
        return _failure(Kind.NOT_A_PDF, "another format")
    if pdf.needs_pass:
        return _failure(Kind.ENCRYPTED, "needs a password")
    count = pdf.page_count
    if count == 0:
        return _failure(Kind.NO_PAGES, "no pages")
    text_pages = TextPages(pdf, settings)
    pages, broken = _pages(count, text_pages, settings)
    read = f"{len(pages)} of {count} pages{broken}"
    if not any(len(page) for page in pages):
        return _failure(Kind.NO_TEXT, f"no text on {read}")
    known = tuple(page for page in pages if not are_unknown("".join(page.texts)))
    if not any(len(page) for page in known):
        return _failure(Kind.LETTERS_UNKNOWN, f"no font says which letters it prints on {read}")
    sizes = tuple(text_pages.size_pt(number) for number in range(count))
    return Document(hashlib.sha1(data).hexdigest(), count, sizes, known)  # noqa: S324


def _pages(count: int, text_pages: TextPages, settings: PdfSettings) -> tuple[list[Page], str]:
    """Return the wanted pages that can be read, and what broke last."""
    pages: list[Page] = []
    broken, spaces = "", SpaceWidths()
    for number in page_numbers(count, settings, text_pages.text):
        try:
            page = _page(number, text_pages, spaces)
            pages.append(page if number else without_article_before(page))
        except TooLargeError:
            raise
        except Exception as error:  # noqa: BLE001  a broken page costs only itself
            _raise_if_full(error)
            broken = f"; page {number}: {type(error).__name__}: {error}"
        check_size(pages, settings)
    return pages, broken


def _page(number: int, text_pages: TextPages, spaces: SpaceWidths) -> Page:
    text_page, blocks = text_pages.blocks(number)
    size = text_pages.size_pt(number)
    lines = lines_of(segments_of(blocks, size))
    fonts = {span.font for line in lines for span in line.spans}
    return page_of(number, size, lines, spaces.of(fonts, text_page, blocks))


def _raise_if_full(error: Exception) -> None:
    """Raise MemoryError if `error` is MuPDF's way of saying so: it is no fault of the file."""
    text = str(error).lower()
    if isinstance(error, MemoryError) or any(sign in text for sign in _OUT_OF_MEMORY):
        raise MemoryError(text) from error


def _failure(kind: Kind, message: str) -> Failure:
    return Failure(STAGE, kind, message)
