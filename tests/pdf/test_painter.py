"""Pages as pictures, painted in a child: what a page draws is as hostile as its text."""

# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pymupdf
import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.painter import Painter
from spv2_spark.pdf.render import page_png
from tests.pdf.make import pdf_with, written

SETTINGS = PdfSettings(time_limit_s=5.0, memory_mb=1024)
# A pattern of a hundredth of a point, drawn over the page a million times.
SLOW = "q 0.01 0 0 0.01 0 0 cm " + "0 0 59500 84200 re B " * 200_000 + " Q"


@pytest.fixture(scope="module")
def painter() -> Iterator[Painter]:
    with Painter(SETTINGS) as one:
        yield one


def test_a_picture_is_the_one_that_would_be_painted_here(painter: Painter) -> None:
    data = written((72, 72, "One"))
    picture = painter.page(data, 0, 72)
    assert picture == page_png(data, 0, 72)
    assert (pymupdf.Pixmap(picture).width, pymupdf.Pixmap(picture).height) == (595, 842)


def test_the_page_of_references_is_found(painter: Painter) -> None:
    entry = "Doe, J. (2010). On cells. Journal of Cells, 12(3): 45-67. doi:10.1234/abc"
    text, entries = written((72, 72, "Text")), written((72, 72, entry), (72, 90, entry))
    with pymupdf.open(stream=text, filetype="pdf") as pdf:
        with pymupdf.open(stream=entries, filetype="pdf") as other:
            pdf.insert_pdf(other)
        both = pdf.tobytes()
    assert painter.densest_page(both, 30) == page_png(both, 1, 30)


@pytest.mark.parametrize(
    ("data", "page", "dpi", "kind"),
    [
        (pdf_with(""), 1, 72, Kind.NO_PAGES),
        (pdf_with("").replace(b"[0 0 595 842]", b"[0 0 99999 99999]"), 0, 100, Kind.TOO_LARGE),
        (pdf_with(""), 0, 10_000, Kind.TOO_LARGE),
        (b"%PDF-1.4 and no more", 0, 72, Kind.NOT_A_PDF),
        (b"", 0, 72, Kind.NOT_A_PDF),
        (pdf_with(SLOW), 0, 500, Kind.TIMEOUT),
    ],
    ids=["no such page", "a huge box", "too many dots", "damaged", "empty", "slow"],
)
def test_what_cannot_be_painted_is_a_failure(
    painter: Painter, data: bytes, page: int, dpi: int, kind: Kind
) -> None:
    failure = painter.page(data, page, dpi)
    assert isinstance(failure, Failure)
    assert failure.kind is kind, failure
    assert failure.message


@pytest.mark.parametrize(
    "answer",
    [b"<svg onload=alert(1)>", b"", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0dIHDR" + b"\xff" * 8],
    ids=["no PNG", "nothing", "too many pixels"],
)
def test_an_answer_that_is_no_picture_is_a_crash(answer: bytes) -> None:
    with Painter(replace(SETTINGS, time_limit_s=30.0)) as painter:
        painter._sandbox._reader = "tests.pdf.hostile:echo"
        painter._sandbox.close()
        painter._sandbox._start()
        failure = painter.page(answer, 0, 72)
    assert isinstance(failure, Failure)
    assert failure.kind is Kind.CRASH
