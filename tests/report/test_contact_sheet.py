from __future__ import annotations

import io

import pytest
from PIL import Image

from spv2_spark import MARK
from spv2_spark.report.contact_sheet import contact_sheet


def page(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (255, 255, 255)).save(out, "PNG")
    return out.getvalue()


def test_pages_stand_in_rows() -> None:
    sheet = Image.open(io.BytesIO(contact_sheet([page(100, 200)] * 3, columns=2, width_px=50)))
    assert sheet.size == (2 * 56 + 6, 2 * 106 + 6)
    assert sheet.getpixel((10, 10)) == (255, 255, 255)
    assert sheet.getpixel((1, 1)) == (128, 128, 128)


def test_no_pages_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pages"):
        contact_sheet([])


def test_the_picture_says_who_wrote_it() -> None:
    data = contact_sheet([page(100, 200)])
    assert MARK.encode() in data[:4096]
    assert Image.open(io.BytesIO(data)).info["Software"] == MARK
