"""Reading PDFs: CPU time a page against MuPDF's text page and dictionary alone.

    python benchmarks/pdf_speed.py PDF...

Every page of every PDF is read, at most twenty of each. The baseline is the least that a
reader with fonts and boxes has to ask of MuPDF through PyMuPDF: `get_textpage` and
`extractDICT`, from the same bytes, opening included on both sides. Both run with the garbage
collector set as in a sandbox's children. The third reader is ours in a child of the sandbox,
which the kernel filters. The sides alternate, so that a busy machine slows all of them; the
least of the rounds counts. Process CPU time, not wall-clock.
"""

# mypy: disable-error-code="no-untyped-call"
# PyMuPDF says that it is typed and is only in part.
from __future__ import annotations

import gc
import struct
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.pdf.mupdf import TEXT_FLAGS
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pdf.sandbox import Sandbox
from spv2_spark.pdf.zygote import GC_THRESHOLD

_MOST_PAGES = 20
_ROUNDS = 5
_TIMED = struct.Struct("<dI")  # CPU seconds, pages


def baseline(data: bytes) -> int:
    """Ask MuPDF for the dictionary of each page; return the number of pages."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        count = min(int(pdf.page_count), _MOST_PAGES)
        for number in range(count):
            pdf[number].get_textpage(flags=TEXT_FLAGS).extractDICT()
    return count


def ours(data: bytes) -> int:
    """Read the tokens of each page; return the number of pages."""
    document = read_pdf(data, PdfSettings(pages="all", max_pages=_MOST_PAGES))
    return len(document.pages) if isinstance(document, Document) else 0


def cpu_ms(read: Callable[[bytes], int], papers: Sequence[bytes]) -> tuple[float, int]:
    """Return the CPU milliseconds a page and the number of pages."""
    start = time.process_time()
    pages = sum(read(data) for data in papers)
    return 1000 * (time.process_time() - start) / max(pages, 1), pages


def timed(data: bytes, _settings: PdfSettings) -> bytes:
    """Read as `ours`, as a reader in a sandbox; return its CPU seconds and pages."""
    start = time.process_time()
    pages = ours(data)
    return _TIMED.pack(time.process_time() - start, pages)


def sandboxed_ms(papers: Sequence[bytes]) -> float:
    """Return the CPU milliseconds a page of `ours` in a sandbox's child."""
    with Sandbox(PdfSettings(documents_per_child=2 * len(papers)), "pdf_speed:timed") as box:
        # Twice, as memory that is new to a child costs it and no other side.
        answers = [box.ask(data, _TIMED.size + 100) for data in (*papers, *papers)]
    ends = [_TIMED.unpack(one) for one in answers[len(papers) :] if isinstance(one, bytes)]
    return float(1000 * sum(cpu_s for cpu_s, _ in ends) / max(sum(pages for _, pages in ends), 1))


def main() -> None:
    """Time both readers on the PDFs of argv."""
    papers = [Path(name).read_bytes() for name in sys.argv[1:]]
    papers = [data for data in papers if ours(data)]  # also warms both up
    gc.set_threshold(GC_THRESHOLD)
    least = {name: float("inf") for name in ("baseline", "ours", "sandboxed")}
    pages = 0
    for _ in range(_ROUNDS):
        for name, read in (("baseline", baseline), ("ours", ours)):
            ms, pages = cpu_ms(read, papers)
            least[name] = min(least[name], ms)
        least["sandboxed"] = min(least["sandboxed"], sandboxed_ms(papers))
    sys.stdout.write(
        f"{len(papers)} papers, {pages} pages\n"
        f"text page and dict {least['baseline']:6.2f} ms CPU a page\n"
        f"read_pdf           {least['ours']:6.2f} ms CPU a page\n"
        f"ratio              {least['ours'] / least['baseline']:6.2f}\n"
        f"in the sandbox     {least['sandboxed']:6.2f} ms CPU a page, "
        f"{least['sandboxed'] / least['ours'] - 1:+.1%}\n"
    )


if __name__ == "__main__":
    main()
