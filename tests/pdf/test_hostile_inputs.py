"""PDFs made to hurt: each ends as a document or a typed failure, and costs only itself."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator

import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, Kind
from spv2_spark.pdf.sandbox import Sandbox
from tests.pdf.make import pdf_with

SETTINGS = PdfSettings(memory_mb=1024, time_limit_s=20.0)
SHOW = "BT /F1 12 Tf 72 700 Td (A title) Tj ET"
GOOD = pdf_with(SHOW)
FONTS = "/Resources<</Font<</F1 10 0 R>>/XObject<</X 20 0 R>>>>"
BOX = "/MediaBox[0 0 595 842]"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"


def pdf_of(objects: dict[int, str | bytes], trailer: str = "") -> bytes:
    """Return a PDF of objects by number, without a table of where they stand."""
    out = [b"%PDF-1.4\n"]
    for number, body in objects.items():
        data = body if isinstance(body, bytes) else body.encode("latin-1")
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, data))
    out.append(f"trailer\n<</Root 1 0 R{trailer}>>\n%%EOF".encode())
    return b"".join(out)


def stream(data: bytes, head: str = "") -> bytes:
    return f"<</Length {len(data)}{head}>>\nstream\n".encode() + data + b"\nendstream"


def one_page(content: str | bytes, **more: str | bytes) -> bytes:
    """Return a PDF of one page that shows object 4, with more objects by number (`o20=...`)."""
    return pdf_of(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: f"<</Type/Page/Parent 2 0 R{BOX}{FONTS}/Contents 4 0 R>>",
            4: content,
            10: FONT,
            **{int(name[1:]): body for name, body in more.items()},
        }
    )


def flate_bomb() -> bytes:
    """Return a content stream of 4 GB, packed twice to some kB."""
    packer = zlib.compressobj(9)
    inner = b"".join(packer.compress(bytes(1 << 24)) for _ in range(256)) + packer.flush()
    return one_page(stream(zlib.compress(inner, 9), "/Filter[/FlateDecode/FlateDecode]"))


def text_bomb() -> bytes:
    """Return a stream of a few kB that shows ten million words."""
    shown = b"BT /F1 1 Tf " + b"1 0 0 1 9 9 Tm (word word word word) Tj " * 2_500_000 + b"ET"
    return one_page(stream(zlib.compress(shown, 9), "/Filter/FlateDecode"))


def million_objects() -> bytes:
    return pdf_of(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: f"<</Type/Page/Parent 2 0 R{BOX}{FONTS}/Contents 4 0 R>>",
            4: stream(SHOW.encode()),
            10: FONT,
            **dict.fromkeys(range(100, 1_000_100), "0"),
        }
    )


def many_pages() -> bytes:
    numbers = range(100, 100_100)
    page = f"<</Type/Page/Parent 2 0 R{BOX}{FONTS}/Contents 4 0 R>>"
    return pdf_of(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: f"<</Type/Pages/Kids[{' '.join(f'{n} 0 R' for n in numbers)}]/Count 100000>>",
            4: stream(SHOW.encode()),
            10: FONT,
            **dict.fromkeys(numbers, page),
        }
    )


def tree(kids: str, **more: str) -> bytes:
    numbered = {int(name[1:]): body for name, body in more.items()}
    return pdf_of(
        {1: "<</Type/Catalog/Pages 2 0 R>>", 2: f"<</Type/Pages/Count 5/Kids[{kids}]>>", **numbered}
    )


def deep_tree() -> bytes:
    return pdf_of(
        {
            1: "<</Type/Catalog/Pages 100 0 R>>",
            **{n: f"<</Type/Pages/Count 1/Kids[{n + 1} 0 R]>>" for n in range(100, 100_000)},
        }
    )


def form(body: bytes, resources: str = "/XObject<</X 20 0 R/Y 21 0 R>>") -> bytes:
    return stream(body, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<{resources}>>")


def doubling_forms() -> bytes:
    """Return a page whose forms each draw the next one ten times, thirty deep."""
    forms = {f"o{n}": form(b"/X Do " * 10, f"/XObject<</X {n + 1} 0 R>>") for n in range(20, 50)}
    return one_page(stream(b"/X Do"), **forms, o50=form(SHOW.encode(), "/Font<</F1 10 0 R>>"))


HURTFUL: dict[str, Callable[[], bytes]] = {
    "a bomb": flate_bomb,
    "a bomb of text": text_bomb,
    "a million objects": million_objects,
    "a hundred thousand pages": many_pages,
    "arrays nested deeply": lambda: one_page("[" * 1_000_000),
    "arrays nested deeply in a content": lambda: one_page(stream(b"[" * 1_000_000)),
    "tables nested deeply": lambda: one_page("<</A" * 500_000),
    "states nested deeply": lambda: one_page(stream(b"q " * 2_000_000 + SHOW.encode())),
    "a tree of pages nested deeply": deep_tree,
    "a tree of pages that holds itself": lambda: tree("2 0 R 2 0 R"),
    "two trees of pages that hold each other": lambda: tree(
        "5 0 R", o5="<</Type/Pages/Count 5/Kids[2 0 R 2 0 R]/Parent 2 0 R>>"
    ),
    "a form that draws itself": lambda: one_page(stream(b"/X Do"), o20=form(b"/X Do /Y Do")),
    "forms that draw each other": lambda: one_page(
        stream(b"/X Do"), o20=form(b"/Y Do"), o21=form(b"/X Do /X Do")
    ),
    "forms that draw ten of the next": doubling_forms,
    "a length that is itself": lambda: one_page("<</Length 4 0 R>>\nstream\nBT ET\nendstream"),
    "an object that is itself": lambda: one_page("4 0 R"),
    "a content of itself": lambda: one_page("[4 0 R 4 0 R]"),
    "tables of places in a circle": lambda: (
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 9/Root 1 0 R/Prev 9>>\n"
        b"startxref\n9\n%%EOF"
    ),
    "objects in a stream that is in itself": lambda: one_page(
        stream(b"4 0 20 9 0", "/Type/ObjStm/N 2/First 9/Extends 4 0 R")
    ),
    "a page as wide as the earth": lambda: pdf_with(SHOW).replace(
        b"[0 0 595 842]", b"[0 0 99999999999 99999999999]"
    ),
    "a page of no size": lambda: pdf_with(SHOW).replace(b"[0 0 595 842]", b"[9 9 9 9]"),
    "a font of a million points": lambda: pdf_with(SHOW.replace("12 Tf", "1000000 Tf")),
    "a number of a million digits": lambda: pdf_with(SHOW.replace("72", "7" * 1_000_000)),
    "a name of a million letters": lambda: pdf_with(SHOW.replace("/F1", "/" + "F" * 1_000_000)),
    "a table that promises everything": lambda: pdf_with(SHOW).replace(
        b"xref\n0 1", b"xref\n0 2147483647"
    ),
    "an image of an exabyte": lambda: one_page(
        stream(b"/X Do " + SHOW.encode()),
        o20=stream(
            b"x", "/Subtype/Image/Width 2147483647/Height 2147483647/BitsPerComponent 8"
            "/ColorSpace/DeviceRGB",
        ),
    ),
}  # fmt: skip
# What must not end well, and how.
SURE = {
    "a bomb": {Kind.MEMORY, Kind.TIMEOUT, Kind.NO_TEXT, Kind.NOT_A_PDF, Kind.TOO_LARGE},
    "a bomb of text": {Kind.MEMORY, Kind.TIMEOUT, Kind.TOO_LARGE},
    "forms that draw ten of the next": {Kind.TIMEOUT, Kind.NO_TEXT, Kind.MEMORY, Kind.TOO_LARGE},
}


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(SETTINGS) as one:
        yield one


@pytest.mark.parametrize("name", HURTFUL)
def test_a_hurtful_pdf_costs_itself_alone(box: Sandbox, name: str) -> None:
    data = HURTFUL[name]()
    start = time.monotonic()
    result = box.read(data)
    # The limit, and what it takes to end a child and to start another.
    assert time.monotonic() - start < SETTINGS.time_limit_s + 20
    if isinstance(result, Failure):
        assert result.kind is not Kind.CRASH, result
        assert result.message
    assert name not in SURE or (isinstance(result, Failure) and result.kind in SURE[name]), result
    print(name, len(data), result.kind if isinstance(result, Failure) else "document")  # noqa: T201
    assert isinstance(box.read(GOOD), Document)
