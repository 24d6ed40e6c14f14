"""A reader for the sandbox that does what the bytes say: well, empty, segfault, loop, exit, ..."""

from __future__ import annotations

import ctypes
import os

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.pdf.read import read_pdf
from tests.fakes import document_of

READER = "tests.pipeline.daily.readers:read_hostile"


def read_hostile(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Behave as the first word says, or read a real PDF."""
    word = data.split()[0].decode("latin-1")
    if word == "segfault":
        ctypes.string_at(0)
    if word == "loop":
        while True:
            pass
    if word == "memory":
        return Failure(str(bytearray(64 << 30)), None, "")  # type: ignore[arg-type]
    if word == "exit":
        os._exit(7)
    if word == "raise":
        raise ValueError("as told")
    return document_of(word) if word.startswith(("well", "empty")) else read_pdf(data, settings)
