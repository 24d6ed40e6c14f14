"""A reader that dies or sleeps where a PDF's bytes say so, and reads it otherwise."""

from __future__ import annotations

import ctypes
import time

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.pdf.read import read_pdf

KILL, SLEEP = b"%PDF-kill", b"%PDF-sleep"


def obey(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Die or sleep where the bytes say so; read the PDF otherwise."""
    if data == KILL:
        ctypes.string_at(0)
    if data.startswith(SLEEP):
        time.sleep(float(data[len(SLEEP) :]))
    return read_pdf(data, settings)
