"""`spv2 serve` with a reader that obeys: `python -m tests.service.hostile_server serve ...`."""

from __future__ import annotations

import os
import signal
import sys
import time

from spv2_spark.cli import parser_of_commands
from spv2_spark.config import PdfSettings, load_settings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure
from spv2_spark.pdf.read import read_pdf
from spv2_spark.service.server import serve

KILL, SLEEP = b"%PDF-kill", b"%PDF-sleep"


def obey(data: bytes, settings: PdfSettings) -> Document | Failure:
    """Die or sleep where the bytes say so; read the PDF otherwise."""
    if data == KILL:
        os.kill(os.getpid(), signal.SIGSEGV)
    if data.startswith(SLEEP):
        time.sleep(float(data[len(SLEEP) :]))
    return read_pdf(data, settings)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    options = parser_of_commands().parse_args()
    settings = load_settings(options.settings, options.set)
    serve(settings, _say, "tests.service.hostile_server:obey")
