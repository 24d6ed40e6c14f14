"""Pictures of pages, painted in a sandbox's child: what a page draws is as hostile as its text."""

from __future__ import annotations

import struct

from spv2_spark.config import PdfSettings
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.render import DENSEST, MOST_PIXELS, REQUEST, STAGE
from spv2_spark.pdf.sandbox import Sandbox

READER = "spv2_spark.pdf.render:painted"

_MOST_BYTES = 4 * MOST_PIXELS  # three colours, and room for rows' filters and headers
_PNG_HEAD = struct.Struct(">8sI4sII")  # signature, length and name of the first chunk, pixels
_SIGNATURE = (b"\x89PNG\r\n\x1a\n", 13, b"IHDR")


class Painter:
    """Paints pages one at a time under the sandbox's limits. A context manager.

    Raises Spv2Error on entry if the sandbox cannot start.
    """

    def __init__(self, settings: PdfSettings) -> None:
        self._sandbox = Sandbox(settings, READER)

    def __enter__(self) -> Painter:
        self._sandbox.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._sandbox.close()

    def page(self, data: bytes, number: int, dpi: int) -> bytes | Failure:
        """Return page `number` (from 0) of a PDF as a PNG at `dpi` dots an inch, or why not."""
        answer = self._sandbox.ask(REQUEST.pack(number, dpi) + data, _MOST_BYTES)
        if isinstance(answer, Failure) or _is_png(answer):
            return answer
        return Failure(STAGE, Kind.CRASH, "the painter's answer is no picture")

    def densest_page(self, data: bytes, dpi: int) -> bytes | Failure:
        """Return the page that looks most like a list of references, as `page` does."""
        return self.page(data, DENSEST, dpi)


def _is_png(data: bytes) -> bool:
    """Whether the bytes begin as a PNG does, of no more pixels than were allowed."""
    if len(data) < _PNG_HEAD.size:
        return False
    *signature, width, height = _PNG_HEAD.unpack_from(data)
    return tuple(signature) == _SIGNATURE and 0 < width * height <= 2 * MOST_PIXELS
