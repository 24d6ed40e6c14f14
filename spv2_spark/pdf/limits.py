"""How much one PDF may say. What is larger is no paper, and would cost others their turn.

The child that reads a PDF keeps to these bounds, and who takes its answer checks them again:
a child that a PDF has taken over may say anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Page
from spv2_spark.pdf.wire import TOKEN

_CHARS_PER_TOKEN = 10  # real pages have three to four
_BYTES_PER_TOKEN = TOKEN.itemsize + 4 * _CHARS_PER_TOKEN  # in the messages of `wire`
_HEADER_BYTES = 1 << 24


class TooLargeError(Exception):
    """A page or a paper is beyond its bounds; the message says which."""


def most_chars(settings: PdfSettings) -> int:
    """Return how many characters a page may have: words are bounded by them, too."""
    return _CHARS_PER_TOKEN * settings.max_page_tokens


def is_too_long(text: str, settings: PdfSettings) -> bool:
    """Whether the raw text of a page tells that its tokens are beyond the bounds."""
    words = text.count(" ") + text.count("\n")
    return len(text) > most_chars(settings) or words > settings.max_page_tokens


def most_bytes(settings: PdfSettings) -> int:
    """Return the bytes of the longest message that a paper within bounds can make."""
    return _HEADER_BYTES + _BYTES_PER_TOKEN * settings.max_tokens


def check_size(pages: Sequence[Page], settings: PdfSettings) -> None:
    """Raise TooLargeError if a page or all of them hold more tokens than the settings allow."""
    total = 0
    for page in pages:
        total += len(page)
        if len(page) > settings.max_page_tokens:
            most = settings.max_page_tokens
            raise TooLargeError(f"page {page.number}: {len(page)} tokens, more than {most}")
        if total > settings.max_tokens:
            raise TooLargeError(f"more than {settings.max_tokens} tokens up to page {page.number}")
