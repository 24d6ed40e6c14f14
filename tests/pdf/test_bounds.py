"""Names that are no text, pages and papers of too many tokens: each costs its own paper alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document, Page
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pdf.sandbox import Sandbox
from spv2_spark.pdf.wire import decoded, encoded
from spv2_spark.stages.token_rows import SCHEMA, Read, token_batches
from tests.pdf.make import ALL, pdf_with

HOSTILE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile"
SHOW = "BT /F1 12 Tf 72 700 Td (A title) Tj ET"
TIGHT = replace(ALL, max_page_tokens=40, max_tokens=100)

BASE = "<</Type/Font/Subtype/Type1/BaseFont/{}/Encoding/WinAnsiEncoding>>"
TYPE3 = (
    "<</Type/Font/Subtype/Type3/Name/{}/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<<>>"
    "/Encoding<</Type/Encoding/Differences[]>>/FirstChar 0/LastChar 255/Widths[{}]>>"
)
NAMES = {
    "a lone surrogate's bytes": "\xed\xa0\x80X",
    "a lone surrogate, escaped": "#ed#b0#80X",
    "half a letter": "X#c3",
    "bytes of no encoding": "#ff#fe#80",
    "control characters": "A#0aB#0dC#1b[31mD#7f",
    "a line separator": "A#e2#80#a8B",
    "spaces alone": "#20#20",
    "four thousand letters": "X" * 4000,
}


def fonts_of(data: bytes) -> set[str]:
    document = read_pdf(data, ALL)
    assert isinstance(document, Document), document
    # Through the child's pipe and into Arrow, where 0.4.0 raised.
    assert decoded(encoded(document)) == document
    (pages,) = token_batches([Read(ClaimedPaper("p", "u", "d", 1), document, document.sha1)], 10**6)
    assert pages.schema == SCHEMA
    return {name for page in document.pages for name in page.fonts}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("kind", ["base font", "type 3"])
def test_a_fonts_name_is_valid_text_whatever_its_bytes(name: str, kind: str) -> None:
    font = BASE.format(name) if kind == "base font" else TYPE3.format(name, "9 " * 256)
    (told,) = fonts_of(pdf_with(SHOW, font))
    assert told.encode("utf-8").decode("utf-8") == told
    assert told.splitlines() in ([], [told])
    assert told == "" or told.isprintable()
    assert len(told.encode()) <= 127


def words(count: int) -> str:
    """Return a page's content of that many words, in small print, 200 a line."""
    full, rest = divmod(count, 200)
    lines = ["wo " * length for length in (*[200] * full, rest)]
    shown = (f"1 0 0 1 9 {820 - 4 * at} Tm ({line}) Tj" for at, line in enumerate(lines))
    return f"BT /F1 1 Tf {' '.join(shown)} ET"


def test_a_page_of_too_many_tokens_is_a_failure_of_its_paper() -> None:
    failure = read_pdf(pdf_with(words(41)), TIGHT)
    assert failure == Failure("tokenise", Kind.TOO_LARGE, "page 0: 41 tokens, more than 40")
    assert isinstance(read_pdf(pdf_with(words(39)), TIGHT), Document)


def test_a_paper_of_too_many_tokens_is_a_failure() -> None:
    failure = read_pdf(pdf_with(words(30), pages=5), TIGHT)
    said = "more than 100 tokens up to page 3"
    assert failure == Failure("tokenise", Kind.TOO_LARGE, said)
    assert isinstance(read_pdf(pdf_with(words(30), pages=3), TIGHT), Document)


def test_a_page_in_one_word_is_bounded_too() -> None:
    failure = read_pdf(pdf_with(f"BT /F1 1 Tf 9 800 Td ({'w' * 500}) Tj ET"), TIGHT)
    assert isinstance(failure, Failure)
    assert failure.kind is Kind.TOO_LARGE


def test_what_no_paper_has_is_beyond_the_bounds_and_what_papers_have_is_not() -> None:
    defaults = PdfSettings()
    # The fullest page of 1,566 papers has 3,197 tokens, the longest paper 30,687.
    assert isinstance(read_pdf(pdf_with(words(6_000)), defaults), Document)
    failure = read_pdf(pdf_with(words(35_000)), defaults)
    assert isinstance(failure, Failure)
    assert failure.kind is Kind.TOO_LARGE


@pytest.mark.parametrize("order", [b"a page", b"a paper", b"surrogate"])
def test_a_child_that_keeps_to_no_bounds_has_crashed(order: bytes) -> None:
    with Sandbox(TIGHT, reader="tests.pdf.hostile:exceed") as box:
        failure = box.read(order)
        assert isinstance(failure, Failure)
        assert failure.kind is Kind.CRASH


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="../shared/data/hostile is not here")
def test_the_two_that_ended_every_run_of_0_4_0() -> None:
    with Sandbox(PdfSettings()) as box:
        ends = {path.stem: box.read(path.read_bytes()) for path in HOSTILE.glob("*.pdf")}
    named, full = ends["font_name_surrogate"], ends["five_million_tokens"]
    assert isinstance(named, Document)
    assert any(isinstance(page, Page) and len(page) for page in named.pages)
    assert isinstance(full, Failure)
    assert full.kind is Kind.TOO_LARGE
